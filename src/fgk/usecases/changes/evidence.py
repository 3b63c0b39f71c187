"""Documents that sources name: whether they still hold what they held."""

from collections.abc import Iterator

from fgk.messages import msg
from fgk.model.evidence import Source
from fgk.rules.registry import Finding
from fgk.source.tree import ReadFailure, Tree, joined
from fgk.usecases.changes.compare import Pair
from fgk.usecases.changes.sides import Sides, parents


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
        if is_touched and _contents(trees[0], paths[0]) != _contents(trees[1], paths[1]):
            yield Finding(source, ("file",), msg("The document “{file}” is another one than before", file=source.file))


def _contents(tree: Tree, path: str) -> object:
    """Give what a document holds; of one that is not read, as too large, something that nothing equals."""
    try:
        return tree.read(path)
    except ReadFailure:
        return object()
