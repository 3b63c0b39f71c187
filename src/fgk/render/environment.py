"""The template engine: the repository's own templates win over the bundled ones, and none is trusted.

A template sees finished values and cannot reach the program. What it prints is escaped by the format that its name
tells (``x.md.j2`` as Markdown, everything else as HTML). Whatever goes wrong in it becomes a ``TemplateDefect`` with
a place, never a traceback.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from types import TracebackType
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PrefixLoader,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup, escape

from fgk.messages import Message, Translator, msg
from fgk.render.charts.style import CHART_STYLE
from fgk.render.escaping import markdown, markdown_inline, markdown_url, printable
from fgk.render.own_templates import TEMPLATES_DIRECTORY, OwnTemplates, TemplateDefect
from fgk.render.sandbox import LARGEST, BoundedEnvironment, TooMuch
from fgk.render.template_mistakes import Missing, in_jinja
from fgk.resources import bundled
from fgk.source.tree import DiskTree, EntryKind, MemoryTree, ReadFailure, Tree
from fgk.suggestions import did_you_mean

BUNDLED_PREFIX = "fgk"


class TreeLoader(BaseLoader):
    """Finds templates in a tree of files."""

    def __init__(self, tree: Tree, shown_as: str) -> None:
        self._tree = tree
        self._shown_as = shown_as

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Give a template's text, the path by which people know it, and that it does not change."""
        del environment
        parts = template.split("/")
        if "\\" in template or "\0" in template or any(part in ("", ".", "..") for part in parts):
            raise TemplateNotFound(template)
        if self._tree.kind(template) is not EntryKind.FILE:
            raise TemplateNotFound(template)
        shown = f"{self._shown_as}/{template}"
        try:
            text = self._tree.read(template).decode("utf-8-sig")
        except ReadFailure as error:
            raise TemplateDefect(shown, 1, msg("The template cannot be read: {reason}", reason=error.reason)) from None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise TemplateDefect(shown, line, msg("The template is not valid UTF-8")) from None
        return text, shown, lambda: True


class ReportEnvironment(BoundedEnvironment):
    """The engine for the templates of one repository."""

    def __init__(self, own: OwnTemplates, translator: Translator) -> None:
        theirs = TreeLoader(MemoryTree(own.files), TEMPLATES_DIRECTORY)
        ours = TreeLoader(DiskTree(bundled("templates")), BUNDLED_PREFIX)
        self.sources = ChoiceLoader([theirs, ours, PrefixLoader({BUNDLED_PREFIX: ours})])
        super().__init__(
            trusted=not own.files,
            loader=self.sources,
            autoescape=True,
            undefined=Missing,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=_finalized,
            auto_reload=False,
        )
        self.filters["markdown_url"] = _markdown_url
        self.filters["inline"] = _inline
        self.filters["strong"] = _strong
        self.newstyle_gettext = True
        self.policies["ext.i18n.trimmed"] = True
        self.globals["gettext"] = _gettext(translator)
        self.globals["ngettext"] = _ngettext(translator)
        self.globals["language"] = translator.language
        self.globals["chart_style"] = Markup(CHART_STYLE)  # noqa: S704 - our own rules
        self.globals["own_style"] = Markup(own.style)  # noqa: S704 - a style sheet that cannot end its element
        self.globals["logo"] = own.logo.url if own.logo else ""
        self.globals["letterhead"] = own.letterhead

    def text(self, name: str, values: dict[str, Any]) -> str:
        """Give the text that a template makes of values. Raises TemplateDefect."""
        self.begin()
        try:
            if self.sandboxed:
                self._require_blocks_that_are_shown(name)
            template = self.get_template(name)
            return self._joined(template.generate(values))
        except TemplateDefect:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a template raises is a defect of the template
            raise _defect(error, name, self, [*values, *self.globals]) from None

    def _require_blocks_that_are_shown(self, name: str) -> None:
        """Refuse a block that none of the extended templates has, since nobody would see it, and going in a circle.

        Raises TemplateDefect.
        """
        unknown: list[tuple[str, nodes.Block]] = []
        known: set[str] = set()
        seen: dict[str, int] = {}
        for path, tree, extends in self._extended(name):
            if path in seen:
                last, line = list(seen.items())[-1]
                text = msg("The template extends itself; the bundled one is “{name}”", name=f"{BUNDLED_PREFIX}/{name}")
                raise TemplateDefect(last, line, text)
            known |= (there := {block.name for block in tree.find_all(nodes.Block)})
            unknown = [(one, block) for one, block in unknown if block.name not in there]
            if extends is not None:
                unknown += [(path, block) for block in _outer_blocks(tree)]
                seen[path] = extends.lineno
        for path, block in unknown:
            text = msg("No template that is extended has a block “{name}”, so it would not be shown", name=block.name)
            raise TemplateDefect(path, block.lineno, text, did_you_mean(block.name, known - {block.name}))

    def _extended(self, name: str) -> Iterator[tuple[str, nodes.Template, nodes.Extends | None]]:
        """Give a template and, one after the other, what they extend, with its path: there may be no end to it."""
        while True:
            source, path, _ = self.sources.get_source(self, name)
            tree = self.parse(source, name, path)
            extends = tree.find(nodes.Extends)
            yield path or name, tree, extends
            if extends is None or not isinstance(extends.template, nodes.Const):
                return
            name = str(extends.template.value)
            try:
                self.sources.get_source(self, name)
            except TemplateNotFound:
                text = msg("There is no template “{name}”", name=name)
                raise TemplateDefect(path or name, extends.lineno, text) from None

    def _joined(self, pieces: Iterable[str]) -> str:
        found, length = [], 0
        for piece in pieces:
            found.append(piece)
            length += len(piece)
            if length > LARGEST:
                raise TooMuch
        return "".join(found)


def _outer_blocks(node: nodes.Node) -> Iterator[nodes.Block]:
    """Give the blocks that lie in no other one."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outer_blocks(child)


# -- escaping and translation ---------------------------------------------------------------------------------------


def _escaped(context: Context, value: Any) -> Markup:
    """Escape a value for the format of the template that prints it."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup()
    if (context.name or "").endswith(".md.j2"):
        return Markup(markdown(str(value)))  # noqa: S704 - that is what makes it safe there
    return escape(printable(str(value), keep_newlines=True))


@pass_context
def _finalized(context: Context, value: Any) -> Markup:
    return _escaped(context, value)


def _markdown_url(url: str) -> Markup:
    """Give an address for the inside of ``<…>`` in Markdown."""
    return Markup(markdown_url(url))  # noqa: S704 - nothing in it can end the autolink


def _inline(text: str) -> Markup:
    """Escape a text for the inside of a line of Markdown; blanks at its ends stay."""
    return Markup(markdown_inline(text))  # noqa: S704 - that is what makes it safe there


def _strong(text: str) -> Markup:
    """Emphasize a text in a line of Markdown; blanks at its ends stand outside, or the signs would be no markup."""
    bare = text.strip()
    before, _, after = text.partition(bare) if bare else (text, "", "")
    return _inline(before) + (Markup("**{}**").format(_inline(bare)) if bare else Markup()) + _inline(after)


def _gettext(translator: Translator) -> Callable[..., Markup]:
    @pass_context
    def gettext(context: Context, text: str, /, **values: Any) -> Markup:
        return _filled(context, translator(text), values)

    return gettext


def _ngettext(translator: Translator) -> Callable[..., Markup]:
    @pass_context
    def ngettext(context: Context, singular: str, plural: str, n: int, /, **values: Any) -> Markup:
        return _filled(context, translator(Message(singular, {}, plural, n)), {"num": n, **values})

    return ngettext


def _filled(context: Context, sentence: str, values: dict[str, Any]) -> Markup:
    """Put values into a translated sentence; the sentence is ours, the values are not."""
    escaped = {name: _escaped(context, value) for name, value in values.items()}
    return Markup(sentence) % escaped  # noqa: S704 - sentences of the catalogue, or of the template itself


# -- defects --------------------------------------------------------------------------------------------------------


def _defect(error: Exception, name: str, environment: Environment, known: Collection[str]) -> TemplateDefect:
    path, line = _place(error.__traceback__) or (f"{TEMPLATES_DIRECTORY}/{name}", 1)
    if isinstance(error, TemplateSyntaxError):
        path, line = error.filename or path, error.lineno
        known = environment.filters
    message, hint = in_jinja(error, known)
    return TemplateDefect(path, line, message, hint)


def _place(traceback: TracebackType | None) -> tuple[str, int] | None:
    """Give path and line of the innermost template in a traceback, whose frames Jinja has rewritten.

    One of the repository's own counts before a bundled one: what that was given is wrong.
    """
    ours = theirs = None
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        place = path, max(traceback.tb_lineno, 1)
        if path.endswith(".j2") and path.startswith(f"{TEMPLATES_DIRECTORY}/"):
            theirs = place
        elif path.endswith(".j2") and path.startswith(f"{BUNDLED_PREFIX}/"):
            ours = place
        traceback = traceback.tb_next
    return theirs or ours
