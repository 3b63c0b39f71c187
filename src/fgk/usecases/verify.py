"""``fgk verify``: whether a report is still what its commit gives."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

from fgk.diagnostics import short_hash
from fgk.loading.repository import Repository
from fgk.messages import msg
from fgk.render.formats.archive import Damaged, unpacked
from fgk.render.provenance import MARK, NoProvenance, Provenance, joined, read
from fgk.source.git.revision import UnknownRevision
from fgk.stops import FOUND, Stop, WrongUse
from fgk.usecases.report import report
from fgk.usecases.reporting import Order

LARGEST = 128 * 1024 * 1024
"""Bytes that a report may have."""

_PROPERTIES = "docProps/custom.xml"
_LARGEST_PROPERTIES = 1024 * 1024
_MOST_PARTS = 10_000

_COMMENT = re.compile(rb"<!-- " + MARK.encode() + rb" (\{[ -~]{1,4000}\}) -->\s*$")
_KEYWORDS = re.compile(rb"<pdf:Keywords>([^<]{1,8000})</pdf:Keywords>")
_PROPERTY = re.compile(r'name="([^"]{1,100})"><vt:lpwstr>([^<]{0,1000})</vt:lpwstr>')


class Verdict(StrEnum):
    """What comparing a report with its commit gave."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    OTHER_PROGRAM = "other_program"
    """It differs, but another version of fgk or other templates made it: that may be why."""


class CannotVerify(Stop):
    """A file that does not say from what it was made, or that was made from files of no commit."""

    code = FOUND


@dataclass(frozen=True, slots=True)
class Verified:
    """The verdict on a report, and from what it says that it was made."""

    verdict: Verdict
    provenance: Provenance


def provenance_of(content: bytes) -> Provenance:
    """Read from what a report was made, whatever its format. Raises CannotVerify."""
    try:
        return read(_text(content))
    except (NoProvenance, Damaged, UnicodeDecodeError) as error:
        raise CannotVerify(
            msg("The file does not say from what it was made"),
            msg("Only reports that fgk has written can be verified; converting or saving them anew loses this."),
        ) from error


def _text(content: bytes) -> str:
    if content.startswith(b"PK"):
        parts = unpacked(content, [_PROPERTIES], most=_MOST_PARTS, largest=_LARGEST_PROPERTIES)
        part = parts[_PROPERTIES].decode()
        return joined({name: unescape(value) for name, value in _PROPERTY.findall(part)})
    if content.startswith(b"%PDF"):
        found = _KEYWORDS.search(content)
        return unescape(found[1].decode()) if found else ""
    comment = _COMMENT.search(content[-6000:])
    return comment[1].decode() if comment else ""


def verify(content: bytes, opened_at: Callable[[str], Repository]) -> Verified:
    """Make a report again from its commit, and compare the bytes.

    ``opened_at`` opens the repository at a commit. Raises CannotVerify, and what ``report`` and opening raise but for
    WrongUse: it is the report that names what there is not, not the user.
    """
    said = provenance_of(content)
    if said.commit is None or not said.is_clean:
        hint = msg("Commit the files, and write the report anew.")
        if said.commit is None:
            hint = msg("Put the files into a git repository, and write the report anew; then it names its commit.")
        raise CannotVerify(msg("The report was made from files that no commit has"), hint)
    order = Order(said.kind, said.format, said.day, said.language, said.public, said.wanted)
    try:
        again = report(opened_at(said.commit), said.municipality, order)
    except UnknownRevision as error:
        raise CannotVerify(
            msg(
                "The report was made at commit {commit}, which is not in this repository",
                commit=short_hash(said.commit),
            ),
            msg("Name the repository that it comes from with --repo; in a shallow clone, fetch the whole history."),
        ) from error
    except WrongUse as error:
        raise CannotVerify(
            msg(
                "The report cannot be made again from commit {commit}: {reason}",
                commit=short_hash(said.commit),
                reason=error.message,
            ),
            msg("What the file says about its making does not fit the commit; somebody may have changed it."),
        ) from error
    if again.content == content:
        return Verified(Verdict.UNCHANGED, said)
    now = again.provenance
    is_same = (said.version, said.templates) == (now.version, now.templates)
    return Verified(Verdict.CHANGED if is_same else Verdict.OTHER_PROGRAM, said)
