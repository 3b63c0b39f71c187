"""What cannot be read in one of two states of a municipality: nobody can say what has changed in it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from fgk.comparison.flat import COLLECTION_OF, Node
from fgk.comparison.labels import record_name
from fgk.diagnostics import START, Diagnostic, Problem, Related, Span
from fgk.messages import Message, msg, msgn
from fgk.rules.registry import Rule
from fgk.rules.review.traces import became_unreadable, was_unreadable
from fgk.source.document import Document
from fgk.source.items import Splitter
from fgk.usecases.changes.compare import Pair, defects
from fgk.usecases.changes.sides import Sides
from fgk.usecases.checking import of_problem
from fgk.usecases.past.homes import part_of
from fgk.usecases.portfolio import Assessed

_SINGLY = 3
"""Records of a file that are named one by one; of more, there is one finding for the file."""


def unread(pair: Pair, sha: str | None) -> list[Diagnostic]:
    """Give the findings about files and records that cannot be read, or could not; ``sha`` is the old commit."""
    return list(_Unread(pair, sha).findings()) if pair.new is not None else []


def unread_in_common(sides: Sides) -> Iterator[Diagnostic]:
    """Report what cannot be read any more of the settings and the procedures, on which all municipalities depend."""
    before = {(path, problem.code) for path, problem in defects(sides.old.repository)}
    for path, problem in defects(sides.new.repository):
        if (path, problem.code) not in before:
            message = msg("Something in the file cannot be read: {reason}", reason=problem.message)
            hint = msg(became_unreadable.fix)
            yield of_problem(Problem(became_unreadable.code, message, problem.span, hint, subject=path), path, None)


class _State:
    """The files of a municipality in one state, by their paths from its directory."""

    def __init__(self, one: Assessed | None) -> None:
        self._home = f"{one.directory.path}/" if one is not None else ""
        self.loaded = one.loaded if one is not None else None
        self._taken: dict[str, Mapping[str, str] | None] = {}
        """The records of files as texts by their ids; None for a file of another shape."""
        self.documents: Mapping[str, Document] = {
            self.inner(document.path): document for document in (self.loaded.documents if self.loaded else ())
        }

    def inner(self, path: str) -> str:
        """Give a path from the municipality's directory."""
        return path.removeprefix(self._home)

    def path(self, inner: str) -> str:
        """Give a path from the root of the repository."""
        return f"{self._home}{inner}"

    def of(self, node: Node) -> str:
        """Give the file in which a record stands."""
        return self.inner(self.loaded.places.path(node.holder) if self.loaded is not None else "")

    def span(self, node: Node) -> Span:
        """Give the place of a record."""
        return self.loaded.places.span(node.holder, ("id",)) if self.loaded is not None else START

    @cached_property
    def unusable(self) -> Mapping[str, Problem]:
        """The files of which nothing can be read, with why."""
        found = self.loaded.unusable if self.loaded is not None else {}
        return {self.inner(path): problem for path, problem in found.items()}

    def content(self, inner: str) -> str | None:
        """Give the text of a file; None where there is none."""
        return self.documents[inner].text.content if inner in self.documents else None

    @cached_property
    def defective(self) -> Mapping[tuple[str, str], str]:
        """The records that have defects, each by its collection's key and its id, with their files."""
        dossier = self.loaded.dossier if self.loaded is not None else None
        wanted = {(key, one) for key, ids in (dossier.defective if dossier else {}).items() for one in ids}
        found: dict[tuple[str, str], str] = {}
        for inner, document in self.documents.items():
            key = "rounds" if part_of(document.path) == "audit" else part_of(document.path)
            texts = self._texts(document, key)
            for name in wanted:
                if name[0] == key and (texts is None or name[1] in texts):
                    found.setdefault(name, inner)
        return found

    def text(self, name: tuple[str, str]) -> str | None:
        """Give the text of a defective record, or of its file where the two cannot be told apart."""
        inner = self.defective.get(name)
        if inner is None:
            return None
        texts = self._texts(self.documents[inner], name[0])
        return texts[name[1]] if texts is not None else self.content(inner)

    def is_doubtful(self, document: Document) -> bool:
        """Whether a part of a file is left out that is no record with an id."""
        dossier = self.loaded.dossier if self.loaded is not None else None
        if dossier is None or not document.problems:
            return False
        part = part_of(document.path)
        if part == "municipality":
            return dossier.municipality is None
        if part == "audit":
            return "rounds" in dossier.broken or (not dossier.complete and not dossier.defective.get("rounds"))
        return part in dossier.broken and self._texts(document, part) is None

    def _texts(self, document: Document, key: str) -> Mapping[str, str] | None:
        if document.path not in self._taken:
            items = Splitter().items(document.text.content.encode(), key)
            self._taken[document.path] = items.texts if items is not None else None
        return self._taken[document.path]


class _Unread:
    def __init__(self, pair: Pair, sha: str | None) -> None:
        self._sha = sha
        self._slug = pair.slug
        self._revised = pair.revised
        self._old, self._new = _State(pair.old), _State(pair.new)

    def findings(self) -> Iterator[Diagnostic]:
        yield from self._became_unreadable()
        yield from self._readable_again()
        yield from self._still_unreadable()
        yield from self._without_form()

    def _became_unreadable(self) -> Iterator[Diagnostic]:
        lost: dict[str, list[Node]] = defaultdict(list)
        for node in self._revised.unreadable:
            lost[self._old.of(node)].append(node)
        for inner, problem in self._new.unusable.items():
            nodes = lost.pop(inner, [])
            if not nodes and inner in self._old.unusable:
                continue
            message = msg("The file cannot be read: {reason}", reason=problem.message)
            if nodes:
                message = msgn(
                    "The file cannot be read, and with it {n} record: {reason}",
                    "The file cannot be read, and with it {n} records: {reason}",
                    len(nodes),
                    reason=problem.message,
                )
            yield self._found(became_unreadable, message, self._new, inner, problem.span)
        for inner, nodes in lost.items():
            text = msg("It cannot be read any more: what has changed in it is not known")
            whole = msgn(
                "{n} record of this file cannot be read any more: what has changed in it is not known",
                "{n} records of this file cannot be read any more: what has changed in them is not known",
                len(nodes),
            )
            yield from self._of_records(became_unreadable, (text, whole), self._old, nodes, self._why(inner))

    def _why(self, inner: str) -> tuple[Related, ...]:
        """Point to the first thing that is wrong with a file as it is now."""
        document = self._new.documents.get(inner)
        problem = next(iter(document.problems), None) if document is not None else None
        return (Related(self._new.path(inner), problem.span, problem.message),) if problem is not None else ()

    def _readable_again(self) -> Iterator[Diagnostic]:
        again: dict[str, list[Node]] = defaultdict(list)
        for node in self._revised.readable_again:
            again[self._new.of(node)].append(node)
        for nodes in again.values():
            text = msg("It could not be read before: what has changed in it is not known")
            whole = msgn(
                "{n} record of this file could not be read before: what has changed in it is not known",
                "{n} records of this file could not be read before: what has changed in them is not known",
                len(nodes),
            )
            yield from self._of_records(was_unreadable, (text, whole), self._new, nodes)

    def _of_records(
        self,
        rule: Rule,
        words: tuple[Message, Message],
        state: _State,
        nodes: Sequence[Node],
        related: Sequence[Related] = (),
    ) -> Iterator[Diagnostic]:
        """Report records of a file one by one or, where there are many, together; ``words`` are for either."""
        text, whole = words
        if len(nodes) > _SINGLY:
            yield self._found(rule, whole, state, state.of(nodes[0]), START, related=related)
            return
        for node in nodes:
            yield self._found(rule, _named(node, text), state, state.of(node), state.span(node), node, related)

    def _still_unreadable(self) -> Iterator[Diagnostic]:
        """Look at what could not be read before, and is different or gone, without being readable now."""
        for inner in self._old.unusable:
            if inner in self._new.unusable:
                if self._old.content(inner) != self._new.content(inner):
                    message = msg("The file has changed, and could be read neither before nor now")
                    yield self._found(was_unreadable, message, self._new, inner, START)
            elif inner not in self._new.documents:
                message = msg("The file could not be read before, and is gone")
                yield self._found(was_unreadable, message, self._old, inner, START)
        readable = {(COLLECTION_OF.get(key.kind), key.id) for key in self._revised.flat_new}
        for name, inner in self._old.defective.items():
            key, identity = name
            if name in self._new.defective:
                if self._old.text(name) != self._new.text(name):
                    text = msg("“{id}” has changed, and could be read neither before nor now", id=identity)
                    yield self._found(was_unreadable, text, self._new, self._new.defective[name], START)
            elif (key, identity) not in readable and inner not in self._new.unusable:
                text = msg("“{id}” could not be read before, and is gone", id=identity)
                yield self._found(was_unreadable, text, self._old, inner, START)

    def _without_form(self) -> Iterator[Diagnostic]:
        """Look at files that had, and have, parts that cannot be told from the rest of them, and that are different."""
        for inner, document in self._old.documents.items():
            now = self._new.documents.get(inner)
            if now is None or not document.usable or not now.usable or document.text.content == now.text.content:
                continue
            if self._old.is_doubtful(document) and self._new.is_doubtful(now):
                message = msg("The file has changed, and a part of it could be read neither before nor now")
                yield self._found(was_unreadable, message, self._new, inner, START)

    def _found(  # noqa: PLR0913, PLR0917 - a finding has so many parts
        self,
        rule: Rule,
        message: Message,
        state: _State,
        inner: str,
        span: Span,
        node: Node | None = None,
        related: Sequence[Related] = (),
    ) -> Diagnostic:
        subject = f"{node.key.kind}/{node.key.id}" if node is not None else inner
        return Diagnostic(
            rule.code,
            rule.name,
            rule.severity,
            message,
            state.path(inner),
            span,
            msg(rule.fix),
            self._slug,
            tuple(related),
            subject,
            commit=self._sha if state is self._old else None,
        )


def _named(node: Node, text: Message) -> Message:
    return msg("{record}: {message}", record=record_name(node), message=text)
