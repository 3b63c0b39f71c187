"""The same work for each of many municipalities, in several processes where that pays."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from fgk.loading.repository import Repository, open_repository
from fgk.source.tree import DiskTree

J = TypeVar("J")
T = TypeVar("T")

Make: TypeAlias = Callable[[Repository], Callable[[J], T]]
"""Makes the work out of a repository, once in each process; it must be one that can be handed to a process."""

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


def each(repository: Repository, make: Make[J, T], jobs: Sequence[J], processes: int | None) -> Iterator[T]:
    """Do the work for each job, one a municipality, and give the results in the order of the jobs.

    ``processes`` is None for as many as usual. Where a process is lost, such as for want of memory, its work and what
    remains is done here; trees other than a disk are not handed to other processes.
    """
    wanted = usual_processes(len(jobs)) if processes is None else processes
    done = 0
    if wanted > 1 and len(jobs) > 1 and isinstance(repository.tree, DiskTree):
        from concurrent.futures.process import BrokenProcessPool

        try:
            for result in _in_processes(wanted, repository.tree.root, make, jobs):
                yield result
                done += 1
        except (BrokenProcessPool, OSError):
            pass  # what is left is done below
    if done < len(jobs):
        work = make(repository)
        for job in jobs[done:]:
            yield work(job)


def _in_processes(processes: int, root: Path, make: Make[J, T], jobs: Sequence[J]) -> Iterator[T]:
    from concurrent.futures import ProcessPoolExecutor

    batches = [jobs[start : start + _BATCH] for start in range(0, len(jobs), _BATCH)]
    method = "fork" if sys.platform == "linux" else "spawn"
    with ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context(method), initializer=_begin, initargs=(root, make)
    ) as pool:
        for several in pool.map(_do, batches):
            yield from several


_work: list[Callable[[Any], Any]] = []
"""The work of this process, once it has begun to work for another one."""


def _begin(root: Path, make: Make[Any, Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for the results ends the work
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _work.append(make(open_repository(DiskTree(root))))


def _leave_with_parent() -> None:
    """End this process with the one that waits for its results; otherwise it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(jobs: Sequence[Any]) -> list[Any]:
    return [_work[-1](job) for job in jobs]
