"""Code platforms as scripts meet them: the comments of one merge request, and whose they are."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

Comment = tuple[str, str]
"""Who wrote it, and the text."""

BOT, TOKEN = "bot", "geheimes-zeichen"
_USERS = {BOT: 5}
_NOTES = "/api/v4/projects/7/merge_requests/1/notes"


class GitLab(HTTPServer):
    """The interface of GitLab, on this machine, to the notes of the merge request 1 of the project 7."""

    def __init__(self, comments: Sequence[Comment]) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.notes = list(comments)
        self.asked = 0
        self.address = f"http://127.0.0.1:{self.server_port}/api/v4"


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Say who asks, or give the notes: the last one first, and of them no more than were asked for."""
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if path == "/api/v4/user":
            self._answer(200, {"id": _USERS[BOT]})
        elif path == _NOTES:
            notes = [
                {"id": number, "author": {"id": _USERS.get(author, 6)}, "body": body}
                for number, (author, body) in enumerate(self._gitlab.notes, 100)
            ]
            self._answer(200, notes[::-1][: int(query.get("per_page", ["20"])[0])])
        else:
            self._answer(404, {})

    def do_POST(self) -> None:
        """Add a note."""
        if self.path != _NOTES:
            self._answer(404, {})
        elif self._answer(201, {}):
            self._gitlab.notes.append((BOT, self._body()))

    def do_PUT(self) -> None:
        """Write a note anew, which only its author may."""
        number = int(self.path.removeprefix(f"{_NOTES}/")) - 100
        if self._gitlab.notes[number][0] != BOT:
            self._answer(403, {})
        elif self._answer(200, {}):
            self._gitlab.notes[number] = (BOT, self._body())

    @property
    def _gitlab(self) -> GitLab:
        assert isinstance(self.server, GitLab)
        return self.server

    def _body(self) -> str:
        (text,) = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode("ascii"))["body"]
        return text

    def _answer(self, status: int, content: object) -> bool:
        self._gitlab.asked += 1
        known = self.headers["PRIVATE-TOKEN"] == TOKEN
        self.send_response(status if known else 401)
        self.end_headers()
        self.wfile.write(json.dumps(content if known else {}).encode())
        return known

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing."""


@contextmanager
def gitlab(comments: Sequence[Comment]) -> Iterator[GitLab]:
    """Serve the notes of a merge request for as long as the context lasts."""
    with GitLab(comments) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


_GH = """\
#!{python}
import argparse, json, os, subprocess
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("command", choices=["api"])
parser.add_argument("path")
parser.add_argument("--method", default="GET")
parser.add_argument("--jq")
parser.add_argument("--field")
parser.add_argument("--paginate", action="store_true")
parser.add_argument("--silent", action="store_true")
given = parser.parse_args()
assert os.environ["GH_TOKEN"] == "{token}"
store = Path(__file__).with_name("comments.json")
comments = json.loads(store.read_text(encoding="utf-8"))
path, _, _ = given.path.partition("?")
of_request, one = "repos/gruppe/akten/issues/1/comments", "repos/gruppe/akten/issues/comments/"
if given.method == "GET":
    assert path == of_request
    found = [
        {{"id": number, "user": {{"login": author}}, "body": body}} for number, (author, body) in enumerate(comments, 100)
    ]
    pages = [found[at : at + 2] for at in range(0, len(found), 2)]
    for page in pages if given.paginate else pages[:1]:
        subprocess.run(["{jq}", "--raw-output", given.jq], input=json.dumps(page), text=True, check=True)
else:
    name, file = given.field.split("=@")
    assert name == "body"
    written = ["github-actions[bot]", Path(file).read_text(encoding="utf-8")]
    if given.method == "POST":
        assert path == of_request
        comments.append(written)
    else:
        assert given.method == "PATCH" and path.startswith(one)
        comments[int(path.removeprefix(one)) - 100] = written
    store.write_text(json.dumps(comments), encoding="utf-8")
"""


def put_gh(directory: Path, jq: str) -> None:
    """Put a program into a directory that stands for GitHub's: it answers from ``comments.json``, two on a page."""
    program = directory / "gh"
    program.write_text(_GH.format(python=sys.executable, token=TOKEN, jq=jq), encoding="utf-8")
    program.chmod(0o755)
