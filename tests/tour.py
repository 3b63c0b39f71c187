"""The README's tour, played: files are written, commands are run, and their real output takes its place in the text.

In the text, ``Datei `path`:`` stands before the block with the file's content. A ``console`` block holds commands
behind ``$`` and their output; ``<!-- Exit-Code n -->`` before it says how the last one ends, where that is not 0. All
of it happens in one directory, in the order of the text. ``python tests/tour.py`` writes the real output into the
README.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"

_STEP = re.compile(
    r"Datei `(?P<path>[^`\n]+)`:\n\n```\w+\n(?P<content>.*?)^```$"
    r"|(?:<!-- Exit-Code (?P<code>\d+) -->\n)?```console\n(?P<session>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


_PROGRAMS = {"fgk": [sys.executable, "-m", "fgk"], "git": ["git"]}

_NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}
"""What makes git do the same on every machine."""


def played(text: str, directory: Path) -> str:
    """Give the text with what its commands really print and how they really end."""
    return _STEP.sub(lambda step: _played_step(step, directory), text)


def _played_step(step: re.Match[str], directory: Path) -> str:
    if step["path"]:
        file = directory / step["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(step["content"], encoding="utf-8")
        return step[0]
    commands = [line.removeprefix("$ ") for line in step["session"].splitlines() if line.startswith("$ ")]
    lines, code = [], 0
    for command in commands:
        output, code = run(command, directory)
        lines += [f"$ {command}", *(line.rstrip() for line in output.splitlines())]
    marker = f"<!-- Exit-Code {code} -->\n" if code else ""
    return f"{marker}```console\n" + "".join(f"{line}\n" for line in lines) + "```"


def run(command: str, directory: Path) -> tuple[str, int]:
    """Run one command of the tour as a reader sees it: results and notes together, and the exit code."""
    program, *arguments = shlex.split(command)
    done = subprocess.run(
        [*_PROGRAMS[program], *arguments],
        cwd=directory,
        env={name: value for name, value in os.environ.items() if not name.startswith("FGK_")} | _NOBODY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    return done.stdout, done.returncode


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        README.write_text(played(README.read_text(encoding="utf-8"), Path(temporary)), encoding="utf-8")
