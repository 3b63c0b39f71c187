"""From which state of the repository a report is made: the commit, and whether the files are still those of it."""

from collections.abc import Iterable, Iterator, Sequence

from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository
from fgk.model.layout import PROCEDURES_DIRECTORY, SETTINGS_FILE
from fgk.render.own_templates import TEMPLATES_DIRECTORY
from fgk.source.commit import CommitTree
from fgk.source.state import Recorded
from fgk.source.tree import DiskTree

_SHARED = (SETTINGS_FILE, f"{PROCEDURES_DIRECTORY}/", f"{TEMPLATES_DIRECTORY}/")
"""What every report is made from, beside the municipalities that it is about."""


class Origins:
    """Says from which state of the repository municipalities are read.

    ``commit`` is None where git cannot tell. What all reports share is looked at once.
    """

    def __init__(self, repository: Repository, directories: Sequence[Directory]) -> None:
        tree = repository.tree
        self._is_commit = isinstance(tree, CommitTree)
        self._recorded: Recorded | None = None
        self.commit: str | None = tree.sha if isinstance(tree, CommitTree) else None
        if isinstance(tree, DiskTree):
            self._recorded = Recorded(tree.root, [*_SHARED, *(f"{one.path}/" for one in directories)])
            self.commit = self._recorded.commit
        self._shared_is_clean: bool | None = None

    def is_clean(self, directories: Iterable[Directory]) -> bool:
        """Say whether all that a report on these municipalities is made from is what the commit has."""
        if self._recorded is None:
            return self._is_commit
        if self._shared_is_clean is None:
            self._shared_is_clean = self._recorded.is_clean(*_SHARED)
        return self._shared_is_clean and self._recorded.is_clean(*(f"{one.path}/" for one in directories))

    def changed(self, directories: Iterable[Directory]) -> Iterator[str]:
        """Give the paths of the files that a report on these municipalities is made from and that no commit has."""
        if self._recorded is not None:
            yield from self._recorded.changed(*_SHARED, *(f"{one.path}/" for one in directories))
