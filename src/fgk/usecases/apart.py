"""Programs of strangers' making, such as the templates of a repository, run apart: in a process with bounds.

A process is bounded from outside, whatever runs in it: the one that waits for it ends it when its time is over, and the
system refuses it more memory, files to write and a core dump. It sees neither the user's environment nor a terminal,
and libraries that would fetch something find a proxy that nobody serves. It is no jail: what may be read is for the
renderer to say, such as Typst with its root and Jinja with its sandbox.
"""

import contextlib
import faulthandler
import math
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from fgk.messages import msg, msgn
from fgk.stops import FOUND, Stop

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

T = TypeVar("T")

SECONDS = 30.0
"""Time that a template has: a report of hundreds of pages takes a few seconds."""
MEGABYTES = 1024
"""MiB that a process may take besides what it has when it begins."""
LARGEST = 320 * 1024 * 1024
"""Bytes that a result may have."""

_MORE_FILES = 64
"""Files that a process may have open besides those that it begins with."""
_LONGEST = 4000
"""Characters of what an exception says."""
_KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
_ALONE = "http://127.0.0.1:9"
"""An address of this machine at which nobody answers: whatever is asked for there fails at once."""
_SET = {
    **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _ALONE),
    "HOME": os.devnull,  # without any, libraries would ask the system for the user's own
    "PYDANTIC_DISABLE_PLUGINS": "1",
    "RAYON_NUM_THREADS": "1",  # on a machine with many cores, the stacks of Typst's threads alone would be too much
}


class TookTooLong(Stop):
    """What ran apart was not done in time."""

    code = FOUND

    def __init__(self, seconds: float) -> None:
        super().__init__(
            msgn(
                "The template was not done after {n} second, and was ended",
                "The template was not done after {n} seconds, and was ended",
                math.ceil(seconds),
            ),
            msg("Look for loops that do not end, or make the template simpler; without it, the bundled one is used."),
        )


class NeededTooMuch(Stop):
    """What ran apart needed more memory than it may have, or its process broke down."""

    code = FOUND

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            msg("The template needs more than {limit} MB of memory, or makes its program crash", limit=megabytes),
            msg(
                "Look for texts, lists and calls that grow without end; without the template, the bundled one is used."
            ),
        )


class Unforeseen(Exception):
    """The work raised what is none of fgk's own exceptions, its traceback in a note; or it could not even begin."""


def apart(work: Callable[..., T], *arguments: object, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> T:
    """Give the result of a function that runs in a process of its own, with bounds for its time and memory.

    The function stands in a module; it, its arguments and its result can be pickled. It can write no files. The time
    counts from where the work begins. Memory is bounded on Linux alone, files and the time of the processor on macOS,
    too; on Windows, which lacks the module resource, only the time that passes. Raises TookTooLong, NeededTooMuch,
    whatever Stop the function raises, and Unforeseen for any other exception.
    """
    order = pickle.dumps((work, arguments))
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, order, seconds, megabytes), daemon=True)
    with ours:
        try:
            with theirs:
                process.start()
            has_begun = _awaited(ours, seconds) is not None
            answer = _awaited(ours, seconds) if has_begun else None
        finally:
            exit_code = _ended(process)
    if not has_begun:
        raise Unforeseen(f"a process ended before it began to work: {exit_code}")
    if answer is None:
        ended_by_clock = hasattr(signal, "SIGXCPU") and exit_code == -signal.SIGXCPU
        raise TookTooLong(seconds) if ended_by_clock else NeededTooMuch(megabytes)
    outcome = pickle.loads(answer)  # noqa: S301 - it is no more than our own process
    if isinstance(outcome, _Raised):
        raise outcome.exception()
    return cast("T", outcome.value)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the work gave."""

    value: object


@dataclass(frozen=True, slots=True)
class _Raised:
    """What the work raised, in its parts: an exception's own way to be pickled asks for the arguments that it keeps."""

    kind: type[Exception]
    arguments: tuple[object, ...]
    state: dict[str, object]

    def exception(self) -> Exception:
        """Give the exception; it is put together without its ``__init__``, which may ask for anything."""
        error = self.kind.__new__(self.kind, *self.arguments)
        vars(error).update(self.state)
        return error


# -- the process that waits ----------------------------------------------------------------------------------------


def _context() -> "ForkContext | SpawnContext":
    """Give the way to begin a process.

    To fork is fast, but the new process has one thread only: what waits for another one, as Typst does for those that
    it has once begun, would wait for ever.
    """
    if sys.platform == "linux" and _count("/proc/self/task") == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _count(directory: str) -> int:
    return sum(1 for _ in Path(directory).iterdir())


def _awaited(answers: "Connection[Any, Any]", seconds: float) -> bytes | None:
    """Give what the process sends, or None where it ends without a word. Raises TookTooLong."""
    if not answers.poll(seconds):
        raise TookTooLong(seconds)
    try:
        return answers.recv_bytes(LARGEST)
    except (EOFError, OSError):  # OSError for more than LARGEST
        return None


def _ended(process: BaseProcess) -> int | None:
    """End a process, with those that it has begun, and give its exit code: its own where it has ended already."""
    if process.pid is None:
        return None
    process.kill()
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):  # it has not got so far as to lead a group
            os.killpg(process.pid, signal.SIGKILL)
    process.join()
    exit_code = process.exitcode
    process.close()
    return exit_code


# -- the process with bounds ---------------------------------------------------------------------------------------


def _work(answers: "Connection[Any, Any]", order: bytes, seconds: float, megabytes: int) -> None:
    """Do the work and send what comes of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits ends this one
    _leave_with_parent()
    _let_go_of_user()
    _bound(seconds, megabytes)
    answers.send_bytes(b"")  # from here on it is the work that takes time and fails
    answers.send_bytes(_outcome(order, megabytes))


def _outcome(order: bytes, megabytes: int) -> bytes:
    error: Exception
    try:
        work, arguments = pickle.loads(order)  # noqa: S301 - made by the process that waits
        return pickle.dumps(_Given(work(*arguments)), pickle.HIGHEST_PROTOCOL)
    except (MemoryError, RecursionError):
        error = NeededTooMuch(megabytes)
    except Stop as stop:
        error = stop
    except Exception as other:  # noqa: BLE001 - whatever it is, it is told
        error = _unforeseen(other)
    except BaseException:  # noqa: BLE001 - so a panic of a library in Rust comes, mostly for want of memory
        error = NeededTooMuch(megabytes)
    try:
        return pickle.dumps(_Raised(type(error), error.args, vars(error)))
    except Exception as other:  # noqa: BLE001 - as above
        error = _unforeseen(other)
        return pickle.dumps(_Raised(type(error), error.args, vars(error)))


def _unforeseen(error: Exception) -> Unforeseen:
    made = Unforeseen(f"{type(error).__name__}: {error}"[:_LONGEST])
    made.add_note("".join(traceback.format_exception(error))[-_LONGEST:])
    return made


def _leave_with_parent() -> None:
    """See to it that this process ends with the one that waits for it, even where that is killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        import fcntl

        signal.signal(signal.SIGIO, signal.SIG_DFL)  # it ends the process, even while a library holds the interpreter
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(parent.sentinel, fcntl.F_GETFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)
        if wait([parent.sentinel], 0):
            os._exit(1)
    else:
        threading.Thread(target=_wait_and_leave, args=(parent.sentinel,), daemon=True).start()


def _wait_and_leave(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _let_go_of_user() -> None:
    """Leave the user's terminal and environment."""
    if sys.platform != "win32":
        os.setsid()
    faulthandler.disable()  # it has a stream of its own
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(nothing, mode, closefd=False) for mode in ("r", "w", "w"))
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept | _SET)
    sys.dont_write_bytecode = True


def _bound(seconds: float, megabytes: int) -> None:
    """Bound what this process may take.

    The number of processes has no bound: it would count all that the user has, and threads, too.
    """
    if sys.platform == "win32":
        return
    import resource

    def bound(what: int, most: int, grace: int = 0) -> None:
        hard = resource.getrlimit(what)[1]
        limits = [most, most + grace]
        if hard != resource.RLIM_INFINITY:
            limits = [min(limit, hard) for limit in limits]
        resource.setrlimit(what, (limits[0], limits[1]))

    bound(resource.RLIMIT_CORE, 0)
    bound(resource.RLIMIT_FSIZE, 0)
    bound(resource.RLIMIT_CPU, math.ceil(seconds) + 1, 1)
    bound(resource.RLIMIT_NOFILE, _count("/dev/fd") + _MORE_FILES)
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        bound(resource.RLIMIT_AS, pages * resource.getpagesize() + megabytes * 1024 * 1024)
