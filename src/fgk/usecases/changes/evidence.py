"""Documents that sources name: whether they still hold what they held."""

from collections.abc import Iterator, Sequence

from fgk.messages import msg
from fgk.model.evidence import Source
from fgk.rules.registry import Finding
from fgk.source.commit import CommitTree
from fgk.source.tree import ReadFailure, Tree, joined, parents
from fgk.usecases.changes.compare import Pair
from fgk.usecases.changes.sides import Sides


def replaced_documents(sides: Sides, pair: Pair) -> Iterator[Finding]:
    """Give a finding (FGK717) for each source whose document is another one than before."""
    if pair.old is None or pair.new is None:
        return
    touched = frozenset(sides.paths)
    homes = pair.old.directory.path, pair.new.directory.path
    trees = sides.old.repository.tree, sides.new.repository.tree
    both = pair.old.assessment.dossier.attachments, pair.new.assessment.dossier.attachments
    for was, now in pair.revised.pairs:
        source, before = now.record, was.record
        if not isinstance(source, Source) or not isinstance(before, Source):
            continue
        if source.file is None or before.file not in both[0]:
            continue  # what a source itself says, or no longer says, its fields show
        if source.file == before.file and source.file not in both[1]:
            continue  # it is missing, which another rule reports
        paths = [joined(home, name or "") for home, name in zip(homes, (before.file, source.file), strict=True)]
        is_touched = paths[0] != paths[1] or not touched.isdisjoint((paths[1], *parents(paths[1])))
        if is_touched and not _are_same(trees, paths):
            yield Finding(source, ("file",), msg("The document “{file}” is another one than before", file=source.file))


def _are_same(trees: Sequence[Tree], paths: Sequence[str]) -> bool:
    """Whether two documents hold the same; of one on the disk that is too large to be read, that is not known."""
    old, new = trees
    if isinstance(old, CommitTree) and isinstance(new, CommitTree):
        return old.hash_of(paths[0]) == new.hash_of(paths[1])
    try:
        return old.read(paths[0]) == new.read(paths[1])
    except ReadFailure:
        return False
