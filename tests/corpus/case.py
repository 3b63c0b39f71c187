"""One change in the sound repository, and the one finding that it must lead to."""

from dataclasses import dataclass

from repositories import HOME, SOUND, municipality

MARK = "▸"
"""Stands in a case's text where the finding is expected, and is taken out of the file."""

M, A, F, G = "municipality.yaml", "audit.yaml", "action-fields.yaml", "goals.yaml"
MS, R, S = "measures.yaml", "resolutions.yaml", "sources.yaml"
"""The files of a municipality, as cases name them; ``../../fgk.yaml`` is the repository's."""

Silent = tuple[str, str, str]
"""A near-miss, of which nothing may be said: file, what stands there, what stands there instead."""


@dataclass(frozen=True)
class Case:
    """A change in one file, and what it must lead to.

    ``new`` takes the place of ``old``; ``old`` is "" where ``new`` is the whole file. The place is that of the mark in
    ``new``, or of the first occurrence of ``at`` in the changed file.
    """

    code: str
    file: str
    old: str
    new: str
    at: str = ""
    hint: str = ""

    @property
    def name(self) -> str:
        return f"{self.code} {self.file} {self.new.strip() or 'without ' + self.old.strip()}"[:90]

    def changed(self) -> str:
        """Give the file with the change, the mark still in it."""
        if self.old:
            before = SOUND[self.file]
            assert self.old in before, f"{self.old!r} does not occur in {self.file}"
            after = before.replace(self.old, self.new, 1)
        else:
            after = self.new
        return after.replace(self.at, MARK + self.at, 1) if self.at else after


def place_of_mark(text: str) -> tuple[int, int]:
    """Count as people do in an editor: lines end at LF, with or without a CR before it, and nowhere else."""
    before, found, _ = text.partition(MARK)
    assert found
    assert MARK not in text.replace(MARK, "", 1)
    line = before.split("\n")
    return len(line), len(line[-1]) + 1


def path_of(file: str) -> str:
    return file.removeprefix("../../") if file.startswith("../../") else f"{HOME}/{file}"


def repository(file: str, content: str | bytes) -> dict[str, str | bytes]:
    return {**municipality(), path_of(file): content}
