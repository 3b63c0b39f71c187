"""The comment on a merge request, and where the lines that it names can be looked at."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fgk.cli.session import Session

if TYPE_CHECKING:
    from fgk.render.review.markdown import Link
    from fgk.usecases.changes.review import Reviewed


def comment_of(session: Session, base: str, found: "Reviewed", environment: Mapping[str, str]) -> str:
    """Give the comment on a merge request."""
    from fgk.cli.findings import outcome_of
    from fgk.render.comparison.words import state_name
    from fgk.render.review.markdown import Comment, text

    outcome = outcome_of(session, found.validation)
    link = _link(found, outcome.prefix, environment)
    head = found.comparison.head
    shown = session.translate(state_name(head))
    return text(Comment(_shown(base), shown, outcome, found.comparison, link))


def _shown(base: str) -> str:
    """Give a revision as people call it: a branch without where git keeps it."""
    return base.removeprefix("refs/heads/").removeprefix("refs/remotes/")


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
