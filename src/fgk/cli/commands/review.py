"""``fgk review``."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from fgk.cli.session import Session
from fgk.messages import N_, msg
from fgk.stops import CANNOT_RUN, FOUND, OK, WrongUse

SUMMARY = N_("Say what the reviewer of a change must decide.")
HELP = N_(
    "Say what the reviewer of a change must decide: commitments broken or softened, facts of the past rewritten, "
    "status moves that are not allowed, changes to an adopted target agreement that no resolution covers, what others "
    "still refer to, what becomes public. What counts is the change since the common ancestor with the base; settings, "
    "suppressions and procedures are those of the base. A resolution covers a finding: “resolution: ID” in the change "
    "itself, or “Beschluss: ID” at the end of a commit's message. There, “Berichtigung: REASON” says that a fact had "
    "been recorded wrongly; what rewrites it weighs less then. "
    "The exit code is 1 where something weighs at least as much as --fail-on says. "
    "Formats: text, concise, json, md (for a comment), sarif, junit, github, gitlab; several at once as for validate."
)
FORMATS = ("text", "concise", "json", "md", "sarif", "junit", "github", "gitlab")
SEVERAL_FORMATS = True


def review(
    session: Session,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="REV", help=N_("The revision into which the change is to go, such as main.")),
    ] = None,
    worktree: Annotated[
        bool,
        typer.Option("--worktree", help=N_("Review the files as they lie in the directory, not the last commit.")),
    ] = False,
    baseline: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help=N_("Hide the findings that this file knows, as the base has it; given by its path in the repository."),
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(metavar="error|warning|info", help=N_("From which severity on the exit code is 1.")),
    ] = "error",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help=N_("Write to this file what would be printed.")),
    ] = None,
) -> int:
    """Print what is to be decided, in each format that was asked for."""
    from fgk.cli.comments import comment_of
    from fgk.cli.findings import Wanted, print_findings, severity_named
    from fgk.usecases.changes.judgement import BASELINE_NAME
    from fgk.usecases.changes.proposal import hide_known, proposed
    from fgk.usecases.changes.review import review as judge

    if base is None:
        raise WrongUse(
            msg("Into which revision the change is to go is missing"),
            msg("Name it with --base REV, such as --base main."),
        )
    if worktree and session.shared.rev is not None:
        raise WrongUse(msg("--worktree and --rev name two different states"), msg("Leave out one of them."))
    weight = severity_named(fail_on)
    for target in session.targets:
        if (file := target.file or output) is not None:
            session.refuse_data_file(file)
    head = None if worktree else session.shared.rev or "HEAD"
    proposal = proposed(session.root, base, head, session.at_end)
    states = proposal.states
    is_told = any(target.format == "md" for target in session.targets)
    terms = replace(proposal.terms, baselines={BASELINE_NAME, baseline or BASELINE_NAME})
    session.shown = {None: states.new.repository.tree, states.old.sha: states.old.repository.tree}
    found = judge(states, session.day, terms, proposal.others, all_changes=is_told)
    if baseline is not None:
        hide_known(session.root, base, found, baseline)

    def comment() -> str:
        return comment_of(session, base, found, os.environ)

    if found.comparison.base == found.comparison.head and session.shared.rev is None:
        session.note(msg("No commit goes into “{base}”; --worktree reviews what is not committed.", base=base))
    wanted = Wanted(output=output, fail_on=weight, command="fgk review", comment=comment)
    if not print_findings(session, found.validation, wanted):
        return CANNOT_RUN
    return FOUND if found.validation.has_at_least(weight) else OK
