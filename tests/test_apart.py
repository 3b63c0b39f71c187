"""What strangers wrote runs in bounds, and leaves nothing behind."""

import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from fgk.messages import msg
from fgk.render.own_templates import TemplateDefect
from fgk.stops import FOUND, Stop
from fgk.usecases.apart import LARGEST, NeededTooMuch, TookTooLong, Unforeseen, apart

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")

ENDLESS = "#for a in range(100000) { for b in range(100000) { let c = a * b } }"
GROWING = '#{ let s = "x"; for i in range(60) { s = s + s }; s.len() }'
SHORT = 2.0
"""Seconds that suffice to begin a process on a busy machine, and for which a test can wait."""


# -- what runs apart: functions of a module, as they must be -------------------------------------------------------


def doubled(number: int) -> int:
    return 2 * number


def zeros(number: int) -> bytes:
    return bytes(number)


def defect() -> None:
    raise TemplateDefect("templates/own.typ", 3, msg("There is no template “{name}”", name="x"))


def unspeakable() -> None:
    stop = Stop(msg("{what}", what="x"))
    stop.args = (lambda: None,)
    raise stop


def mistake() -> None:
    message = "no such thing"
    raise KeyError(message)


def shapeless() -> object:
    return lambda: None


def backtracking() -> bool:
    return re.match(r"(a+)+$", "a" * 64 + "b") is not None


def growing() -> int:
    return len([bytes(1024 * 1024) for _ in range(1_000_000)])


def calling(number: int = 0) -> int:
    return calling(number + 1)


def crashing() -> None:
    ctypes.string_at(0)


def environment() -> dict[str, str]:
    return dict(os.environ)


def speaking() -> str:
    print("spoken")  # noqa: T201 - it is to be heard nowhere
    os.write(1, b"spoken")
    os.write(2, b"spoken")
    return sys.stdin.read()


def writing(path: Path) -> None:
    path.write_text("written", "utf-8")


def typeset(source: str, root: Path) -> int:
    import typst

    compiler = typst.Compiler(
        source.encode(),
        root=str(root),
        font_paths=typst.Fonts(include_system_fonts=False),
        package_path=str(root),
        package_cache_path=str(root),
    )
    try:
        made = compiler.compile(format="pdf")
    except typst.TypstError as error:
        raise Stop(msg("{error}", error=error.message)) from None
    return len(made) if isinstance(made, bytes) else 0


@pytest.fixture(params=["one thread", "several threads"])
def _threads(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the process that waits have one thread, as far as the tests before left it so, or several."""
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    if request.param == "several threads":
        thread.start()
    yield
    over.set()
    if thread.ident is not None:
        thread.join()


# -- results and exceptions ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_threads")
def test_a_result_comes_back() -> None:
    assert apart(doubled, 21) == 42


@pytest.mark.usefixtures("_threads")
def test_a_result_of_256_mebibytes_comes_back() -> None:
    assert apart(zeros, 2**28) == bytes(2**28)


def test_a_result_that_is_larger_than_any_report_is_refused() -> None:
    with pytest.raises(NeededTooMuch):
        apart(zeros, LARGEST + 1, megabytes=2048)


@pytest.mark.usefixtures("_threads")
def test_an_exception_of_ours_comes_back_whole() -> None:
    with pytest.raises(TemplateDefect) as raised:
        apart(defect)
    assert (raised.value.path, raised.value.line) == ("templates/own.typ", 3)
    with pytest.raises(TemplateDefect) as here:
        defect()
    assert (raised.value.message, raised.value.hint) == (here.value.message, here.value.hint)
    assert str(raised.value) == str(here.value)


def test_a_mistake_is_told_with_its_place() -> None:
    with pytest.raises(Unforeseen, match="KeyError: 'no such thing'") as raised:
        apart(mistake)
    assert "in mistake" in raised.value.__notes__[0]


@pytest.mark.parametrize("work", [shapeless, unspeakable])
def test_what_cannot_be_handed_over_is_a_mistake(work: Callable[[], object]) -> None:
    with pytest.raises(Unforeseen, match="pickle"):
        apart(work)


# -- bounds --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_threads")
def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(TookTooLong) as raised:
        apart(backtracking, seconds=SHORT)
    assert raised.value.code == FOUND
    assert raised.value.hint is not None


@on_linux
@pytest.mark.usefixtures("_threads")
def test_what_needs_too_much_memory_is_ended() -> None:
    with pytest.raises(NeededTooMuch) as raised:
        apart(growing, megabytes=256)
    assert raised.value.code == FOUND
    assert raised.value.hint is not None


@pytest.mark.parametrize("work", [calling, crashing])
def test_a_crash_is_one_of_the_process_apart(work: Callable[[], object]) -> None:
    with pytest.raises(NeededTooMuch):
        apart(work)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no files")
def test_no_file_is_written(tmp_path: Path) -> None:
    with pytest.raises(Unforeseen, match="File too large"):
        apart(writing, tmp_path / "file")


@pytest.mark.usefixtures("_threads")
def test_nothing_is_known_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "s3cret")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.org")
    found = apart(environment)
    assert "s3cret" not in found.values()
    assert "PATH" not in found
    assert found["HTTPS_PROXY"] == found["https_proxy"] == found["all_proxy"] == "http://127.0.0.1:9"


@pytest.mark.usefixtures("_threads")
def test_nothing_is_said_and_nothing_is_heard(capfd: pytest.CaptureFixture[str]) -> None:
    assert not apart(speaking)
    assert capfd.readouterr() == ("", "")


# -- Typst ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_threads")
def test_typst_runs_apart_whether_it_has_run_here_or_not(tmp_path: Path) -> None:
    assert apart(typeset, "Ein Bericht", tmp_path) == typeset("Ein Bericht", tmp_path)
    assert apart(typeset, "Ein Bericht", tmp_path) == typeset("Ein Bericht", tmp_path)


def test_a_typst_program_that_does_not_end_is_ended(tmp_path: Path) -> None:
    with pytest.raises(TookTooLong):
        apart(typeset, ENDLESS, tmp_path, seconds=SHORT)


@on_linux
@pytest.mark.parametrize("source", [GROWING, "#range(1000000000).len()", '#("x" * 9000000000000000000).len()'])
def test_a_typst_program_that_grows_is_ended(source: str, tmp_path: Path) -> None:
    with pytest.raises(NeededTooMuch):
        apart(typeset, source, tmp_path, megabytes=512)


@pytest.mark.parametrize(
    "source", ['#import "@preview/cetz:0.3.0": *', '#{ let name = "@prev" + "iew/cetz:0.3.0"; import name: * }']
)
def test_typst_fetches_nothing(source: str, tmp_path: Path) -> None:
    with pytest.raises(Stop) as raised:
        apart(typeset, source, tmp_path)
    assert "refused" in str(raised.value.message.parameters["error"])  # by this machine: nobody else was asked
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/etc/passwd", "../outside", "/../outside"])
def test_typst_reads_nothing_outside_its_root(path: str, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("secret", "utf-8")
    (tmp_path / "root").mkdir()
    with pytest.raises(Stop):
        apart(typeset, f'#read("{path}")', tmp_path / "root")


# -- the end -------------------------------------------------------------------------------------------------------

WAITING = """
import sys
import test_apart
from fgk.usecases.apart import apart

if __name__ == "__main__":
    _, work, pipe, root, seconds = sys.argv
    apart(test_apart.told, int(pipe), getattr(test_apart, work), root, seconds=float(seconds))
"""


def told(pipe: int, work: Callable[[str], object], root: str) -> object:
    """Say that the work begins, to where a file that is open already leads."""
    os.write(pipe, b"begun")
    return work(root)


def typst_without_end(root: str) -> object:
    return typeset(ENDLESS, Path(root))


def python_without_end(root: str) -> object:
    return root, backtracking()


def children_without_end(root: str) -> None:
    os.fork()
    threading.Event().wait()
    del root


@contextmanager
def waiting(work: Callable[[str], object], root: Path, seconds: float = 30) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program whose work apart does not end; it, and all that it has begun, must be gone in the end."""
    reads, writes = os.pipe()
    command = [sys.executable, "-c", WAITING, work.__name__, str(writes), str(root), str(seconds)]
    paths = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    with (
        os.fdopen(reads, "rb") as pipe,
        subprocess.Popen(
            command, pass_fds=[writes], env={**os.environ, "PYTHONPATH": paths}, stderr=subprocess.DEVNULL
        ) as process,
    ):
        os.close(writes)
        assert pipe.read(5) == b"begun"
        yield process
        assert pipe.read() == b""  # it ends only when no process holds the other end any more


def ended(process: subprocess.Popen[bytes], by: signal.Signals) -> int:
    """End a process as a user does, who presses Ctrl-C again: Python loses one that comes right after a fork."""
    while True:
        process.send_signal(by)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(5)


@on_linux
@pytest.mark.parametrize("work", [typst_without_end, python_without_end])
@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(work: Callable[[str], object], ended_by: signal.Signals, tmp_path: Path) -> None:
    with waiting(work, tmp_path) as process:
        assert ended(process, ended_by) == -ended_by


@on_linux
def test_what_the_work_has_begun_ends_with_it(tmp_path: Path) -> None:
    with waiting(children_without_end, tmp_path, SHORT) as process:
        assert process.wait() == 1
