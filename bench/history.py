"""A git repository of many municipalities with a history, made by ``git fast-import`` without any file on disk."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from generator import MEASURES, SETTINGS, SETTINGS_TEXT, files_of

COMMITS = 100

FIRST_DAY = 1_700_000_000


def write_history(root: Path, municipalities: int, commits: int = COMMITS) -> None:
    """Make a bare repository: ``main`` with so many commits, and ``zweig`` with one more that puts off a due date."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(root)], check=True, env=_environment())
    process = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=root, stdin=subprocess.PIPE, env=_environment())
    stream = process.stdin
    if stream is None:
        raise SystemExit("git fast-import takes no input")
    with stream:
        for piece in _stream(municipalities, commits):
            stream.write(piece)
    if process.wait() != 0:
        raise SystemExit("git fast-import has failed")


def _stream(municipalities: int, commits: int) -> Iterator[bytes]:
    yield from _commit("main", 0)
    yield from _file(SETTINGS, SETTINGS_TEXT)
    for number in range(municipalities):
        for path, text in files_of(number):
            yield from _file(path, text)
    for number in range(1, commits):
        yield from _commit("main", number)
        path, text = next(pair for pair in files_of(number * 7 % municipalities) if pair[0].endswith("/measures.yaml"))
        yield from _file(path, f"{text}# {number}\n")
    yield b"reset refs/heads/zweig\nfrom refs/heads/main\n\n"
    yield from _commit("zweig", commits)
    path, text = next(pair for pair in files_of(municipalities // 2) if pair[0].endswith("/measures.yaml"))
    due = text[text.index("due: ") :].split("\n", 1)[0]
    yield from _file(path, text.replace(due, "due: 2031-01", 1))


def _commit(branch: str, number: int) -> Iterator[bytes]:
    yield f"commit refs/heads/{branch}\ncommitter a <a@example.org> {1_700_000_000 + number * 3600} +0000\n".encode()
    yield b"data 1\nx\n"


def _file(path: str, text: str) -> Iterator[bytes]:
    content = text.encode()
    yield f"M 100644 inline {path}\ndata {len(content)}\n".encode()
    yield content + b"\n"


def _environment() -> dict[str, str]:
    return {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def write_commits(root: Path, commits: int) -> None:
    """Make a repository the first commit of a git repository, and more of them, each with a note at one measure."""
    _git(root, "init", "-q", "-b", "main")
    _git(root, "add", "-A")
    _git(root, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "Bestand")
    path = next(root.glob("municipalities/*/measures.yaml"))
    text = path.read_text(encoding="utf-8")
    stream = []
    for number in range(commits):
        begins, note = f"  - id: massnahme-{number % MEASURES}\n", "    note: Stand "
        before, _, after = text.partition(begins)
        rest = after.partition("\n")[2] if after.startswith(note) else after
        text = f"{before}{begins}{note}{number}\n{rest}"
        content = text.encode()
        head = f"commit refs/heads/main\ncommitter A <a@example.org> {FIRST_DAY + 3600 * number} +0100\ndata 0\n"
        parent = "from refs/heads/main^0\n" if number == 0 else ""
        file = f"M 100644 inline {path.relative_to(root).as_posix()}\ndata {len(content)}\n"
        stream.append(f"{head}{parent}{file}".encode() + content + b"\n")
    command = ["git", "-C", str(root), "fast-import", "--quiet"]
    subprocess.run(command, input=b"".join(stream), check=True, env=_environment())
    _git(root, "reset", "-q", "--hard")


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, env=_environment())
