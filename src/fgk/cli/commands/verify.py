"""``fgk verify``."""

from pathlib import Path
from typing import Annotated

import typer

from fgk.cli.session import Session
from fgk.messages import N_, msg
from fgk.stops import FOUND, OK, WrongUse

SUMMARY = N_("Say whether a report is still what its commit gives.")
HELP = N_(
    "Say whether a report, as HTML, Markdown, PDF, Word or Excel, is unchanged: it is made again from the commit that "
    "it names, and compared byte by byte. The exit code is 1 where it differs or cannot be compared. "
    "Formats: text, json."
)
FORMATS = ("text", "json")


def verify(
    session: Session,
    report: Annotated[Path, typer.Argument(metavar="FILE", help=N_("A file that fgk report has written."))],
) -> int:
    """Print whether a report is unchanged."""
    from fgk.usecases.verify import LARGEST, Verdict
    from fgk.usecases.verify import verify as run

    if session.shared.rev is not None or session.shared.at is not None:
        raise WrongUse(
            msg("A report names the commit and the day from which it was made"), msg("Leave out --rev and --at.")
        )
    if not report.is_file():
        raise WrongUse(
            msg("{path} is a directory", path=report)
            if report.is_dir()
            else msg("There is no file {path}", path=report),
            msg("Name the file of one report."),
        )
    if report.stat().st_size > LARGEST:
        raise WrongUse(msg("{path} is larger than {n} MB, as no report is", path=report, n=LARGEST // 1024 // 1024))
    found = run(report.read_bytes(), session.repository_at)
    said = found.provenance
    if session.format == "json":
        session.print_json(
            {
                "schema_version": 1,
                "verdict": found.verdict.value,
                "kind": said.kind,
                "format": said.format,
                "municipality": said.municipality or None,
                "at": said.day.isoformat(),
                "commit": said.commit,
            }
        )
    else:
        words = {
            Verdict.UNCHANGED: N_("Unchanged: {path} is what commit {commit} gives."),
            Verdict.CHANGED: N_("Changed: {path} differs from what commit {commit} gives."),
            Verdict.OTHER_PROGRAM: N_(
                "Different: {path} differs from what commit {commit} gives now, but another version of fgk or other "
                "templates made it; that may be why."
            ),
        }[found.verdict]
        session.print_lines([session.translate(msg(words, path=report, commit=(said.commit or "")[:12]))])
    return OK if found.verdict is Verdict.UNCHANGED else FOUND
