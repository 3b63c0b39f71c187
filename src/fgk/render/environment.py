"""The template engine: the repository's own templates win over the bundled ones, and none is trusted.

A template sees finished values and cannot reach the program. What it prints is escaped by the format that its name
tells (``x.md.j2`` as Markdown, everything else as HTML). Whatever goes wrong in it becomes a ``TemplateDefect`` with
a place, never a traceback.
"""

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
    UndefinedError,
    pass_context,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from markupsafe import Markup, escape

from fgk.messages import Message, Translator, msg
from fgk.render.charts.style import CHART_STYLE
from fgk.render.escaping import markdown, markdown_inline, markdown_url, printable
from fgk.render.own_templates import TEMPLATES_DIRECTORY, OwnTemplates, TemplateDefect
from fgk.render.sandbox import LARGEST, BoundedEnvironment, TooMuch
from fgk.resources import bundled
from fgk.source.tree import DiskTree, EntryKind, MemoryTree, ReadFailure, Tree

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
        super().__init__(
            trusted=not own.files,
            loader=ChoiceLoader([theirs, ours, PrefixLoader({BUNDLED_PREFIX: ours})]),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=_finalized,
            auto_reload=False,
        )
        self.filters["markdown_url"] = _markdown_url
        self.filters["inline"] = _inline
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
            template = self.get_template(name)
            return self._joined(template.generate(values))
        except TemplateDefect:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a template raises is a defect of the template
            raise _defect(error, name) from None

    def _joined(self, pieces: Iterable[str]) -> str:
        found, length = [], 0
        for piece in pieces:
            found.append(piece)
            length += len(piece)
            if length > LARGEST:
                raise TooMuch
        return "".join(found)


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


def _defect(error: Exception, name: str) -> TemplateDefect:
    path, line = _place(error.__traceback__) or (f"{TEMPLATES_DIRECTORY}/{name}", 1)
    if isinstance(error, TemplateSyntaxError):
        message = msg("The template cannot be understood: {error}", error=error.message or "")
        return TemplateDefect(error.filename or path, error.lineno, message)
    return TemplateDefect(path, line, _message(error))


def _message(error: Exception) -> Message:
    if isinstance(error, TemplatesNotFound | TemplateNotFound):
        return msg("There is no template “{name}”", name=error.message or str(error))
    if isinstance(error, SecurityError):
        return msg("The template does something that templates may not do: {error}", error=str(error))
    if isinstance(error, UndefinedError):
        return msg("The template uses something that does not exist: {error}", error=str(error))
    if isinstance(error, TooMuch | RecursionError | MemoryError | OverflowError):
        return msg("The template runs for too long, or its text grows too large")
    text = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return msg("The template fails: {error}", error=text)


def _place(traceback: TracebackType | None) -> tuple[str, int] | None:
    """Give path and line of the innermost template in a traceback, whose frames Jinja has rewritten."""
    place = None
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        if path.endswith(".j2") and path.startswith((f"{TEMPLATES_DIRECTORY}/", f"{BUNDLED_PREFIX}/")):
            place = path, max(traceback.tb_lineno, 1)
        traceback = traceback.tb_next
    return place
