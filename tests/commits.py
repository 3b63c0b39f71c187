"""Real git repositories for tests: made, changed, and committed."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from repositories import HOME, municipality, write


def git(root: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }
    done = subprocess.run(["git", *arguments], cwd=root, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def repository(root: Path, files: Mapping[str, str | bytes] | None = None, *options: str) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main", *options)
    return recorded(root, files or municipality())


def recorded(root: Path, files: Mapping[str, str | bytes]) -> Path:
    write(root, files)
    git(root, "add", "-A", ".")
    git(root, "commit", "-qm", "Stand")
    return root


def changed(root: Path, files: Mapping[str, str], message: str = "Änderung") -> Path:
    write(root, {path if "/" in path or path == "fgk.yaml" else f"{HOME}/{path}": text for path, text in files.items()})
    git(root, "add", "-A", ".")
    git(root, "commit", "-qm", message)
    return root
