"""Running a review: which states are compared, what the commits say, and where its lines can be looked at."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from fgk.cli.session import Session
from fgk.messages import Message, msg
from fgk.model.layout import PROCEDURES_DIRECTORY, SETTINGS_FILE

if TYPE_CHECKING:
    from fgk.render.review.markdown import Link
    from fgk.usecases.review import Reviewed


def reviewed(session: Session, base: str, baseline: str | None, *, is_worktree: bool) -> "Reviewed":
    """Review the last commit, the revision of ``--rev``, or the files in the directory; watch a baseline, too.

    Raises NoGit, UnknownRevision, NoCommonAncestor and what opening a commit raises.
    """
    from fgk.loading.repository import open_repository
    from fgk.source.commit import CommitTree
    from fgk.source.git.difference import common_ancestor
    from fgk.source.git.log import answers
    from fgk.source.git.revision import commit
    from fgk.usecases.review import BASELINE_NAME, Asked, review
    from fgk.usecases.sides import sides

    head = session.shared.rev or "HEAD"
    ancestor = common_ancestor(session.root, base, head)
    states = sides(session.root, ancestor, None if is_worktree else head, session.at_end)
    session.shown = {None: states.new.repository.tree, ancestor: states.old.repository.tree}
    policy = CommitTree(commit(session.root, base), (SETTINGS_FILE, f"{PROCEDURES_DIRECTORY}/"))
    named = answers(session.root, ancestor, commit(session.root, head))
    is_told = any(target.format == "md" for target in session.targets)
    asked = Asked(
        open_repository(session.at_end.enter_context(policy)),
        named,
        is_told,
        {BASELINE_NAME, baseline or BASELINE_NAME},
    )
    return review(states, session.day, asked)


def hide_known(session: Session, base: str, found: "Reviewed", path: str) -> None:
    """Hide what a baseline knows, as the base has it. Raises UnusableBaseline."""
    from fgk.loading.baseline import UnusableBaseline, read
    from fgk.source.commit import CommitTree
    from fgk.source.git.revision import commit
    from fgk.source.tree import ReadFailure
    from fgk.usecases.baseline import hidden

    if not path or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise UnusableBaseline(path, msg("it lies outside the repository"))
    tree = session.at_end.enter_context(CommitTree(commit(session.root, base), (path,)))
    try:
        content = tree.read(path)
    except ReadFailure as failure:
        raise UnusableBaseline(path, msg("{reason}", reason=failure.reason)) from failure
    found.validation.diagnostics, _ = hidden(found.validation.diagnostics, read(path, content))


def comment_of(session: Session, base: str, found: "Reviewed", environment: Mapping[str, str]) -> str:
    """Give the comment on a merge request."""
    from fgk.cli.findings import outcome_of
    from fgk.render.review.markdown import Comment, text

    outcome = outcome_of(session, found.validation)
    link = _link(found, outcome.prefix, environment)
    head = found.comparison.head
    shown = session.translate(_state(head))
    return text(Comment(base, shown, outcome, found.comparison, link))


def _state(sha: str | None) -> Message:
    return msg("the files in the directory") if sha is None else msg("commit {commit}", commit=sha[:12])


def _link(found: "Reviewed", prefix: str, environment: Mapping[str, str]) -> "Link":
    """Give what makes addresses: by the settings, else as the code platform that runs this has them."""
    from urllib.parse import quote

    pattern = found.source_link or _pattern(environment, prefix)
    new, old = found.comparison.head, found.comparison.base

    def link(path: str, line: int, commit: str | None) -> str:
        sha = old if commit is not None else new
        if pattern is None or sha is None:
            return ""
        return pattern.replace("{commit}", sha).replace("{path}", quote(path)).replace("{line}", str(line))

    return link


def _pattern(environment: Mapping[str, str], prefix: str) -> str | None:
    """Give the pattern of addresses on GitLab or GitHub, by the variables that these set."""
    if environment.get("CI_PROJECT_URL"):
        return f"{environment['CI_PROJECT_URL']}/-/blob/{{commit}}/{prefix}{{path}}#L{{line}}"
    server, repository = environment.get("GITHUB_SERVER_URL"), environment.get("GITHUB_REPOSITORY")
    return f"{server}/{repository}/blob/{{commit}}/{prefix}{{path}}#L{{line}}" if server and repository else None
