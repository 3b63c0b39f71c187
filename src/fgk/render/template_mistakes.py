"""What is wrong with a template, in the language of those who wrote it.

The engines speak English only. What they say most often is known here and said in a whole sentence, with what may have
been meant; all else is given in their own words.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any

from jinja2 import StrictUndefined, TemplateNotFound, TemplatesNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.runtime import TemplateReference
from jinja2.utils import missing

from fgk.messages import N_, Message, msg
from fgk.render.sandbox import TooMuch
from fgk.suggestions import did_you_mean

_JINJA = (
    (r"No filter named '(?P<name>.+?)'", N_("There is no filter “{name}”")),
    (r"No test named '(?P<name>.+?)'", N_("There is no test “{name}”")),
    (r"Encountered unknown tag '(?P<name>.+?)'", N_("There is no instruction “{name}”")),
    (
        r"Unexpected end of template.*innermost block that needs to be closed is '(?P<name>.+?)'",
        N_("“{name}” is not closed; “end{name}” is missing"),
    ),
    (r"expected token '(?P<expected>.+)', got '(?P<name>.+)'", N_("“{name}” stands where “{expected}” should be")),
    (r"unexpected (?:char )?'(?P<name>.+?)'", N_("“{name}” cannot stand here")),
    (r"block '(?P<name>.+?)' defined twice", N_("The block “{name}” stands there twice")),
    (
        r"macro '(?P<name>.+?)' takes not more than (?P<most>\d+) argument",
        N_("“{name}” takes at most {most} values; more were given to it"),
    ),
    (r"macro '(?P<name>.+?)' takes no keyword argument '(?P<key>.+?)'", N_("“{name}” has no value “{key}”")),
    (r"access to attribute '(?P<name>.+?)' of", N_("Templates may not use “{name}”")),
    (r"'?(?P<name>[\w.]+)'? object is not callable", N_("What is called here is no function")),
    (r"'?(?P<name>[\w.]+)'? object is not iterable", N_("What is gone through here is no list")),
)
_TYPST = (
    (r"unknown variable: (?P<name>.+)", N_("There is no “{name}”")),
    (r'dictionary does not contain key "(?P<name>.+?)"', N_("There is no value “{name}”")),
    (r"unclosed (?:delimiter|string)", N_("A bracket or a quotation mark is not closed")),
    (r"file not found \(searched at (?P<path>.+)\)", N_("There is no file “{path}” below templates/")),
    (r"PDF/UA-1 error: missing alt text", N_("A picture has no alternative text (alt)")),
    (r"(?s).*package", N_("Packages of Typst cannot be used")),
)


class MissingName(UndefinedError):
    """A name that a template uses and that does not exist; ``owner`` is what it was looked for in, if in anything."""

    def __init__(self, name: str, owner: Any, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.owner = owner


class Missing(StrictUndefined):
    """What stands for a name that does not exist: whatever is done with it, but asking whether it is there, fails."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: Callable[..., Any] | None = None,
    ) -> None:
        named: Any = exc if exc is not None and exc is not UndefinedError else partial(MissingName, name or "", obj)
        super().__init__(hint, obj, name, named)


def in_jinja(error: Exception, known: Collection[str]) -> tuple[Message, Message | None]:
    """Say what a template of Jinja does wrong, and what it may have meant.

    ``known`` are the names that stand by themselves.
    """
    if isinstance(error, MissingName) and error.name:
        names = known if error.owner is missing else _names_in(error.owner)
        return msg("The template uses “{name}”, which does not exist", name=error.name), did_you_mean(error.name, names)
    if isinstance(error, TemplatesNotFound | TemplateNotFound):
        return msg("There is no template “{name}”", name=error.message or str(error)), None
    if isinstance(error, TooMuch | RecursionError | MemoryError | OverflowError):
        return msg("The template runs for too long, or its text grows too large"), None
    text = str(error.message or "") if isinstance(error, TemplateSyntaxError) else str(error) or type(error).__name__
    found = _known(text, _JINJA)
    if found is not None:
        return found, did_you_mean(str(found.parameters.get("name", "")), known)
    if isinstance(error, SecurityError):
        return msg("The template does something that templates may not do: {error}", error=text), None
    return msg("The template fails; Jinja says: {error}", error=text), None


def in_typst(text: str, root: str) -> Message:
    """Say what a layout does wrong; ``root`` is the directory whose path says nothing to its author."""
    text = text.replace(root, "").replace("searched at /", "searched at ").replace("searched at \\", "searched at ")
    return _known(text, _TYPST) or msg("The template fails; Typst says: {error}", error=text)


def _known(text: str, sayings: Collection[tuple[str, str]]) -> Message | None:
    for pattern, sentence in sayings:
        found = re.match(pattern, text)
        if found is not None:
            return Message(sentence, {**found.groupdict()})
    return None


def _names_in(owner: Any) -> Collection[str]:
    """Give what can be asked of a value in a template."""
    if isinstance(owner, Mapping):
        return [str(key) for key in owner]
    if is_dataclass(owner):
        return [one.name for one in fields(owner)]
    if isinstance(owner, TemplateReference):
        return []
    return [name for name in dir(owner) if not name.startswith("_")]
