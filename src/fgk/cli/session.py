"""One run of a command: its shared options, the repository that it is about, its language and its output."""

import datetime as dt
import errno
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from fgk.cli.formats import targets
from fgk.messages import DEFAULT_LANGUAGE, LANGUAGES, Message, Translator, msg
from fgk.stops import WrongUse

if TYPE_CHECKING:
    from rich.console import Console

    from fgk.loading.repository import Repository
    from fgk.source.text import Text
    from fgk.source.tree import Tree

LANGUAGE_VARIABLE = "FGK_LANG"
DEBUG_VARIABLE = "FGK_DEBUG"
DATA_ENDINGS = (".yaml", ".yml")
"""Endings of the files that a repository consists of."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The values of the shared options, None where one was not given."""

    repo: Path | None = None
    rev: str | None = None
    at: str | None = None
    lang: str | None = None
    format: tuple[str, ...] | None = None
    color: str | None = None
    quiet: bool | None = None

    def over(self, other: "Shared") -> "Shared":
        """Give these values, and the other's where one was not given here."""
        given = {field.name: value for field in fields(self) if (value := getattr(self, field.name)) is not None}
        return replace(other, **given)


class Session:
    """What a command needs of the world around it. Everything is opened when it is first asked for.

    At the end of the ``with`` block it closes what is to be closed.
    """

    def __init__(self, shared: Shared, formats: tuple[str, ...], *, several: bool = False) -> None:
        self.shared = shared
        self.formats = formats
        self.at_end = ExitStack()
        self.shown: dict[str | None, Tree] = {}
        """The files that excerpts come from, where they are not the repository's: by their commits, None for the new"""
        self.targets = targets(shared.format or (), formats, several=several)
        self.format = next(target.format for target in self.targets if target.file is None)
        if shared.color not in (None, "auto", "always", "never"):
            raise WrongUse(
                msg("“{value}” is no choice of colours", value=shared.color),
                msg("Possible are: {options}.", options="auto, always, never"),
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.at_end.close()

    @property
    def quiet(self) -> bool:
        """Whether only results are printed."""
        return bool(self.shared.quiet)

    @cached_property
    def root(self) -> Path:
        """The directory of the repository. Raises NoRepository."""
        from fgk.source.root import find_root

        return find_root(self.shared.repo, os.environ)

    @cached_property
    def repository(self) -> "Repository":
        """The repository. Raises NoRepository and LibyamlMissing, and with ``--rev`` NoGit and UnknownRevision."""
        from fgk.loading.repository import open_repository
        from fgk.source.compose import require_libyaml

        require_libyaml()
        return open_repository(self._tree())

    def repository_at(self, revision: str) -> "Repository":
        """Open the repository as a revision has it. Raises NoRepository, NoGit and UnknownRevision."""
        from fgk.loading.repository import open_repository
        from fgk.source.commit import CommitTree
        from fgk.source.compose import require_libyaml
        from fgk.source.git.revision import commit

        require_libyaml()
        return open_repository(self.at_end.enter_context(CommitTree(commit(self.root, revision))))

    @property
    def tree_if_any(self) -> "Tree | None":
        """The files of the repository, None where there is none: a command that can do without it shows less."""
        from fgk.source.root import NoRepository

        try:
            return self.repository.tree
        except NoRepository:
            return None

    def _tree(self) -> "Tree":
        """Give the files: those in the directory, or those that the revision of ``--rev`` has there."""
        if self.shared.rev is None:
            from fgk.source.tree import DiskTree

            return DiskTree(self.root)
        from fgk.source.commit import CommitTree
        from fgk.source.git.revision import commit

        return self.at_end.enter_context(CommitTree(commit(self.root, self.shared.rev)))

    @cached_property
    def day(self) -> dt.date:
        """The day of the option ``--at`` or, without one, today in the repository's time zone."""
        if self.shared.at is not None:
            return _day(self.shared.at)
        zone = ZoneInfo(self.repository.settings.time_zone)
        return dt.datetime.now(zone).date()  # noqa: TID251 - this is the one place where today comes in

    @cached_property
    def translate(self) -> Translator:
        """The output's language: the option, the environment, the repository's settings, German."""
        return Translator(chosen_language(self.shared.lang, os.environ) or self._language_of_repository())

    def _language_of_repository(self) -> str:
        """Give the language of ``fgk.yaml``; German where a command needs no repository and there is none."""
        from fgk.source.root import NoRepository

        try:
            return self.repository.settings.language
        except NoRepository:
            return DEFAULT_LANGUAGE

    @cached_property
    def console(self) -> "Console":
        """The terminal, or whatever takes its place. Raises OSError where there is no standard output."""
        from fgk.render.terminal.console import make_console

        _require_stdout()
        return make_console(self.shared.color or "auto")

    def refuse_data_file(self, path: Path) -> None:
        """Refuse to write over what the repository consists of. Raises WrongUse.

        Results never go to a YAML file in the repository, which is or would be a record, a procedure or the settings,
        never to git's own files, and never over a template or over a file of a municipality, such as a report that is
        kept or a document that is evidence.
        """
        full, root = path.resolve(), self.root.resolve()
        if not full.is_relative_to(root):
            return
        inside = full.relative_to(root)
        is_data = full.suffix in DATA_ENDINGS or ".git" in inside.parts
        if is_data or (full.is_file() and _belongs_to_audit(root, inside)):
            raise WrongUse(
                msg("{path} is a file of the repository and is not written over", path=path),
                msg("Choose another name for the output."),
            )

    def real_path(self, path: str) -> str | None:
        """Give the path of the file that a path leads to, behind links; None where it leads out of the repository."""
        from fgk.source.tree import DiskTree

        tree = self.repository.tree
        if not isinstance(tree, DiskTree):
            from fgk.source.commit import CommitTree

            return tree.real(path) if isinstance(tree, CommitTree) else path
        root = self.root.resolve()
        file = (root / path).resolve()
        return file.relative_to(root).as_posix() if file.is_relative_to(root) else None

    def source_text(self, path: str, commit: str | None = None) -> "Text | None":
        """Give the text of a file of the repository, or None where it cannot be read.

        ``commit`` is None for the files that are looked at, else the hash of one whose files are shown beside them.
        """
        from fgk.source.text import Text
        from fgk.source.tree import ReadFailure

        try:
            content = (self.shown.get(commit) or self.repository.tree).read(path)
        except ReadFailure:
            return None
        return Text(content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))

    def print_json(self, data: Mapping[str, Any]) -> None:
        """Print an object to standard output."""
        import json

        from fgk.render.escaping import json_safe

        self.write(json_safe(json.dumps(data, ensure_ascii=False, indent=2)) + "\n")

    def write(self, text: str) -> None:
        """Write a result to standard output. Raises OSError where there is none."""
        self.write_pieces((text,))

    def write_pieces(self, pieces: Iterable[str]) -> None:
        """Write a result to standard output, piece by piece. Raises OSError where there is none."""
        _require_stdout()
        sys.stdout.writelines(pieces)

    def write_exactly(self, pieces: Iterable[str]) -> None:
        """Write a result to standard output with the very line ends that it has. Raises OSError where there is none."""
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(newline="")  # on Windows, a line feed would become two characters
        self.write_pieces(pieces)

    def write_bytes(self, content: bytes) -> None:
        """Write a file's bytes to standard output. Raises OSError where there is none."""
        _require_stdout()
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()

    def print_lines(self, lines: Iterable[str]) -> None:
        """Print lines of text to the terminal, or to whatever takes its place."""
        file = self.console.file
        for line in lines:
            file.write(f"{line}\n")
        file.flush()

    def complain(self, message: Message) -> None:
        """Print to standard error what could not be done although the run goes on."""
        from fgk.render.escaping import printable

        if sys.stderr is not None:
            sys.stderr.write(f"fgk: {printable(self.translate(message))}\n")

    def note(self, message: Message) -> None:
        """Print a note to standard error, unless only results are wanted."""
        if not self.quiet and sys.stderr is not None:
            sys.stderr.write(self.translate(message) + "\n")


def _belongs_to_audit(root: Path, inside: Path) -> bool:
    """Whether a file lies among the templates, or in the directory of a municipality."""
    from fgk.model.layout import MUNICIPALITY_FILE
    from fgk.render.own_templates import TEMPLATES_DIRECTORY

    directories = (root / parent for parent in inside.parents)
    return inside.parts[0] == TEMPLATES_DIRECTORY or any((one / MUNICIPALITY_FILE).is_file() for one in directories)


def _require_stdout() -> None:
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "stdout")


EVERY_FORMAT = "all"
"""The word that asks for every format of a report; no file has it as its ending."""
_ENDINGS = {"text": "txt"}
"""The endings of files in formats that do not have their names."""


def in_format_of(output: Path, session: Session) -> Session:
    """Let a file's ending decide on the format where no option does.

    Raises WrongUse for an unknown ending, and for that of another format than the option names.
    """
    known = {_ENDINGS.get(name, name): name for name in session.formats if name != EVERY_FORMAT}
    ending = output.suffix.removeprefix(".").lower()
    if session.shared.format is not None:
        if ending in known and known[ending] != session.format:
            raise WrongUse(
                msg("The ending “.{ending}” does not fit the format “{format}”", ending=ending, format=session.format),
                msg(
                    "Leave out --format, or give the file the ending “.{ending}”.",
                    ending=_ENDINGS.get(session.format, session.format),
                ),
            )
        return session
    if not ending:
        return session
    format_ = known.get(ending)
    if format_ is None:
        endings = ", ".join(f".{name}" for name in known)
        raise WrongUse(
            msg("No format of this command has the ending “.{ending}”", ending=ending),
            msg("Possible are: {options}.", options=endings),
        )
    return session.at_end.enter_context(Session(Shared(format=(format_,)).over(session.shared), session.formats))


def chosen_language(option: str | None, environment: Mapping[str, str]) -> str | None:
    """Give the language that was asked for, or None. Raises WrongUse for one that does not exist."""
    chosen = option or environment.get(LANGUAGE_VARIABLE) or None
    if chosen is not None and chosen not in LANGUAGES:
        raise WrongUse(
            msg("The language “{language}” does not exist", language=chosen),
            msg("Possible are: {options}.", options=", ".join(LANGUAGES)),
        )
    return chosen


def language_of_help(arguments: list[str], environment: Mapping[str, str]) -> str:
    """Find the language before the command line has been parsed, for help texts and for errors in it."""
    option = None
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            option = arguments[index + 1]
        elif argument.startswith("--lang="):
            option = argument.removeprefix("--lang=")
    chosen = option or environment.get(LANGUAGE_VARIABLE)
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE


def _day(text: str) -> dt.date:
    from fgk.date_slips import suggested_date
    from fgk.dates import PartialDate, Precision

    try:
        date = PartialDate.parse(text)
    except ValueError:
        date = None
    if date is None or date.precision is not Precision.DAY or date.qualifier:
        meant = suggested_date(text)
        hint = msg(
            "Write {suggestion}.", suggestion=PartialDate.parse(meant).last.isoformat() if meant else "2026-11-23"
        )
        raise WrongUse(msg("“{value}” is not a day", value=text), hint)
    return date.first
