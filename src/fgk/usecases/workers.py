"""Checking many municipalities, in several processes where that pays."""

import datetime as dt
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.connection import wait
from pathlib import Path

from fgk.loading.discovery import Directory
from fgk.loading.repository import open_repository
from fgk.source.tree import DiskTree
from fgk.usecases.checking import Checked, Checker

PAYS_FROM = 60
"""Municipalities from which a second process saves more time than its start takes (measured: about 0.1 s)."""

MOST = 2
"""Processes that are taken without being asked for: a laptop in a town hall has other things to do as well."""

_BATCH = 20
"""Municipalities that a process takes at a time."""


def usual_processes(municipalities: int) -> int:
    """Give how many processes to take for so many municipalities."""
    if municipalities < PAYS_FROM:
        return 1
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, available)


def check_all(
    checker: Checker, directories: Sequence[Directory], first: Mapping[str, str], processes: int | None
) -> Iterator[Checked]:
    """Check municipalities, in the order of the directories.

    ``processes`` is None for as many as usual. Where a process is lost, such as for want of memory, its work and what
    remains is done here; trees other than a disk are not handed to other processes.
    """
    tree = checker.repository.tree
    wanted = usual_processes(len(directories)) if processes is None else processes
    done = 0
    if wanted > 1 and len(directories) > 1 and isinstance(tree, DiskTree):
        from concurrent.futures.process import BrokenProcessPool

        try:
            for checked in _in_processes(wanted, tree.root, checker.day, directories, first):
                yield checked
                done += 1
        except (BrokenProcessPool, OSError):
            pass  # what is left is done below
    for directory in directories[done:]:
        yield checker.municipality(directory, first)


def _in_processes(
    processes: int, root: Path, day: dt.date, directories: Sequence[Directory], first: Mapping[str, str]
) -> Iterator[Checked]:
    from concurrent.futures import ProcessPoolExecutor

    batches = [directories[start : start + _BATCH] for start in range(0, len(directories), _BATCH)]
    firsts = [{one.slug: first[one.slug] for one in batch} for batch in batches]
    method = "fork" if sys.platform == "linux" else "spawn"
    with ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context(method), initializer=_begin, initargs=(root, day)
    ) as pool:
        for several in pool.map(_check_batch, batches, firsts):
            yield from several


_checkers: list[Checker] = []
"""The checker of this process, once it has begun to work for another one."""


def _begin(root: Path, day: dt.date) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for the results ends the work
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _checkers.append(Checker(open_repository(DiskTree(root)), day))


def _leave_with_parent() -> None:
    """End this process with the one that waits for its results; otherwise it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _check_batch(directories: Sequence[Directory], first: Mapping[str, str]) -> list[Checked]:
    return [_checkers[-1].municipality(directory, first) for directory in directories]
