"""A git repository of many municipalities with a history, made by ``git fast-import`` without any file on disk."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from generator import SETTINGS, SETTINGS_TEXT, files_of

COMMITS = 100


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
