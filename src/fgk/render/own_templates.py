"""What a repository brings for its reports: templates, a style sheet, a logo, the lines of a letterhead."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from fgk.messages import Message, msg
from fgk.render.escaping import printable
from fgk.stops import FOUND, Stop

TEMPLATES_DIRECTORY = "templates"
STYLE, LETTERHEAD = "style.css", "letterhead.txt"
LOGOS = ("logo.svg", "logo.png", "logo.jpg", "logo.jpeg")
"""Names of a logo; the first that there is counts."""

COMMON = (*LOGOS, STYLE, LETTERHEAD)
"""Names of files that count in reports of every kind."""

_LARGEST_LOGO = 1024 * 1024
_MOST_LINES = 12
_SIGNS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


class TemplateDefect(Stop):
    """A template cannot be used; ``path`` is relative to the repository, ``line`` counts from 1."""

    code = FOUND

    def __init__(self, path: str, line: int, message: Message, hint: Message | None = None) -> None:
        words = msg("{path}:{line}: {message}", path=path, line=line, message=message)
        super().__init__(words, hint or msg("Correct the template, or delete it to use the bundled one."))
        self.path = path
        self.line = line
        self.reason = message


def shown_path(name: str) -> str:
    """Give the path by which people know a template of their own."""
    return f"{TEMPLATES_DIRECTORY}/{name}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo: the name of its file, its bytes and its media type."""

    name: str
    content: bytes
    media_type: str

    @property
    def url(self) -> str:
        """The picture itself as an address, so that nothing is fetched."""
        return f"data:{self.media_type};base64,{b64encode(self.content).decode('ascii')}"


@dataclass(frozen=True, eq=False)
class OwnTemplates:
    """The files below the repository's ``templates``, by their path in it, as bytes."""

    files: Mapping[str, bytes] = field(default_factory=dict)

    def first(self, names: Sequence[str]) -> str | None:
        """Give the first of these names that there is a file of."""
        return next((name for name in names if name in self.files), None)

    @property
    def common(self) -> list[str]:
        """The names of the files that count in reports of every kind: logo, letterhead, style sheet."""
        logo = self.first(LOGOS)
        return [name for name in (logo, LETTERHEAD, STYLE) if name is not None and name in self.files]

    @cached_property
    def style(self) -> str:
        """The rules of ``style.css``, which cannot end the element that they stand in. Raises TemplateDefect."""
        return self._text(STYLE).replace("</", "<\\/")

    @cached_property
    def letterhead(self) -> tuple[str, ...]:
        """The lines of ``letterhead.txt``: who writes, and where. Raises TemplateDefect."""
        lines = [line.strip() for line in printable(self._text(LETTERHEAD), keep_newlines=True).splitlines()]
        if len(lines) > _MOST_LINES:
            raise TemplateDefect(shown_path(LETTERHEAD), _MOST_LINES + 1, msg("The letterhead has too many lines"))
        return tuple(line for line in lines if line)

    @cached_property
    def logo(self) -> Picture | None:
        """The logo, if there is one. Raises TemplateDefect for a file that is no picture."""
        name = self.first(LOGOS)
        if name is None:
            return None
        content = self.files[name]
        if len(content) > _LARGEST_LOGO:
            raise TemplateDefect(shown_path(name), 1, msg("The logo is larger than {n} KB", n=_LARGEST_LOGO // 1024))
        is_drawing = b"<svg" in content[:4096] and content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        media_type = "image/svg+xml" if is_drawing else _media_type(content)
        if media_type is None or (media_type == "image/svg+xml") != name.endswith(".svg"):
            raise TemplateDefect(shown_path(name), 1, msg("The logo is not the picture that its name says"))
        return Picture(name, content, media_type)

    def _text(self, name: str) -> str:
        content = self.files.get(name, b"")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise TemplateDefect(shown_path(name), line, msg("The template is not valid UTF-8")) from None


def _media_type(content: bytes) -> str | None:
    return next((name for name, sign in _SIGNS.items() if content.startswith(sign)), None)


NO_TEMPLATES = OwnTemplates()
"""What most repositories bring: nothing."""
