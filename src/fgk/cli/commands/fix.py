"""``fgk fix``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from fgk.cli.completion import municipality_names, rule_names
from fgk.cli.session import Session
from fgk.messages import N_, Message, msg, msgn
from fgk.stops import FOUND, OK, WrongUse

if TYPE_CHECKING:
    from fgk.source.draft import Change

SUMMARY = N_("Show the safe repairs as differences, and write them with --write.")
HELP = N_(
    "Repair what can be repaired without a doubt: the form of dates, yes and no, quotation marks around official keys "
    "and numbers, names that end in .yml. The differences are shown; files are changed only with --write, and only at "
    "these places. The exit code is 1 where there are repairs that have not been written."
)
FORMATS = ("text", "json", "diff")


def fix(
    session: Session,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help=N_("Municipalities, by slug."), autocompletion=municipality_names),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE",
            help=N_("Only these rules: codes, names, or beginnings such as FGK5. Repeatable, or with commas."),
            autocompletion=rule_names,
        ),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help=N_("Write the repairs to the files."))] = False,
) -> int:
    """Print repairs as differences or JSON, and write them where that is asked for."""
    from fgk.usecases.fix import repaired

    revision = session.shared.rev
    if write and revision is not None:
        raise WrongUse(
            msg("Repairs cannot be written to a git revision"),
            msg("Leave out --rev; then the files in the directory are repaired."),
        )
    tree = session.repository.tree
    rules = [word for text in rule or () for word in text.split(",") if word.strip()]
    changes = _by_file(session, repaired(tree, session.day, names or (), rules))
    failures = _write(session, changes) if write else {}
    written = {change.path for change in changes if write and change.path not in failures}
    if session.format == "json":
        from fgk.render.repairs_json import repairs_object

        session.print_json(repairs_object(changes, written, failures, session.translate))
    elif session.format == "diff":
        from fgk.render.unified import unified

        session.write_exactly(line for change in changes for line in unified(change))
    else:
        from fgk.render.terminal.repairs import print_changes

        print_changes(session.console, changes)
    if session.format != "json":
        for path, reason in failures.items():
            session.complain(msg("{path} has not been written: {reason}", path=path, reason=reason))
    summary = _summary(changes, written, revision)
    if session.format == "text" and not session.quiet:
        session.console.print(session.translate(summary), soft_wrap=True)
    elif session.format == "diff":
        session.note(summary)
    return OK if len(written) == len(changes) else FOUND


def _by_file(session: Session, changes: "Sequence[Change]") -> "list[Change]":
    """Name each file as it really lies: behind a link, and once where several links lead to it."""
    from dataclasses import replace

    found: dict[str, Change] = {}
    for change in changes:
        path = None if change.is_renamed else session.real_path(change.path)
        if path is not None:
            found.setdefault(path, replace(change, path=path, new_path=path))
        else:
            found.setdefault(change.path, change)
    return sorted(found.values(), key=lambda change: change.path)


def _write(session: Session, changes: "Sequence[Change]") -> dict[str, Message]:
    """Write the files, and give for those that could not be written the reason."""
    from fgk.source.tree import reason_of
    from fgk.writing import ChangedMeanwhile, LeadsOutside, rename, replace_content

    failures: dict[str, Message] = {}
    for change in changes:
        try:
            if change.is_renamed:
                rename(session.root, change.path, change.new_path, change.old)
            if change.old != change.new:
                replace_content(session.root, change.new_path, change.old, change.new)
        except ChangedMeanwhile:
            failures[change.path] = msg("it has been changed meanwhile")
        except LeadsOutside:
            failures[change.path] = msg("it lies outside the repository")
        except FileExistsError:
            failures[change.path] = msg("there is a file {name} already", name=change.new_path)
        except OSError as error:
            failures[change.path] = reason_of(error)
    return failures


def _summary(changes: "Sequence[Change]", written: set[str], revision: str | None) -> Message:
    if not changes:
        return msg("Nothing can be repaired beyond doubt; “fgk validate” shows all findings.")
    done = bool(written)
    counted = [change for change in changes if not done or change.path in written]
    count = sum(len(change.repairs) for change in counted)
    files = msgn("{n} file", "{n} files", len(counted))
    if done:
        return msgn("{n} repair written to {files}", "{n} repairs written to {files}", count, files=files)
    if revision is not None:
        return msgn(
            "{n} repair in {files} of {revision}",
            "{n} repairs in {files} of {revision}",
            count,
            files=files,
            revision=revision,
        )
    return msgn(
        "{n} repair in {files}; with --write it is written",
        "{n} repairs in {files}; with --write they are written",
        count,
        files=files,
    )
