"""Runs one command and writes down what it took, with every process it started.

    python -I -S launcher.py REPORT STDOUT STDERR COMMAND …

A script that imports nothing of ours and as little else as it can: a process inherits the peak memory of
the one that starts it (the kernel keeps it over `exec`), so the one that starts it has to be small. What
the command leaves running when it ends is waited for and counted, too. Linux only.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time

PR_SET_CHILD_SUBREAPER = 36
STRAGGLER_SECONDS = 60
"""What the command leaves running has so long to end; then this process is killed, which nobody overlooks."""

FIRST_OF_STAT = 3
"""Number, in proc(5), of the first field of `/proc/PID/stat` behind the name in brackets."""

USER_TICKS, SYSTEM_TICKS = 14, 15
"""Numbers, in proc(5), of the fields with a process's own time."""


def main(arguments: list[str]) -> None:
    report, output, errors, *command = arguments
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, writing, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, errors, writing, 0o644),
    ]
    began = time.monotonic()
    first = os.posix_spawnp(command[0], command, os.environ, file_actions=files)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)  # still there to be asked for its own time
    took = {
        "wall_seconds": time.monotonic() - began,
        "own_cpu_seconds": _own_seconds(first),
        "cpu_seconds": 0.0,
        "peak_bytes": 0,
        "exit_status": 0,
    }
    signal.alarm(STRAGGLER_SECONDS)
    while True:
        try:
            ended, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        took["cpu_seconds"] += usage.ru_utime + usage.ru_stime
        took["peak_bytes"] = max(took["peak_bytes"], usage.ru_maxrss * 1024)
        if ended == first:
            took["exit_status"] = os.waitstatus_to_exitcode(status)
    with open(report, "w", encoding="utf-8") as stream:  # noqa: PTH123 (pathlib is larger than this script)
        json.dump(took, stream)


def _own_seconds(pid: int) -> float:
    """CPU time of the process alone, without those it has started."""
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stream:  # noqa: PTH123
        fields = stream.read().rpartition(")")[2].split()
    ticks = int(fields[USER_TICKS - FIRST_OF_STAT]) + int(fields[SYSTEM_TICKS - FIRST_OF_STAT])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(sys.argv[1:])
