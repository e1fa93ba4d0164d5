"""What the kernel refuses to a child that reads a hostile file: everything but computing on what it holds.

On Linux, a seccomp filter lets through only the calls on the lists below; all others fail with EPERM:
no file is opened, whether to read or to write, nothing is removed or renamed, no socket is made, no
process or thread or program is started, no other process is signalled or looked into, no limit is
raised. So whatever a child needs has to be loaded or open before; a target that cannot know what it will
need may ask to open files for reading. It is an allow-list: a call that a future kernel brings is refused,
too. Where there is no such filter, `confine` says so and changes nothing. Limits on time, memory and output
are in `tasks.isolation.server`.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass

PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2

# What a filter answers, and the instructions of its small machine (linux/seccomp.h, linux/filter.h).
RETURN_ALLOW = 0x7FFF0000
RETURN_KILL = 0x80000000
RETURN_EPERM = 0x00050000 | 1
LOAD_WORD = 0x20
JUMP_IF_EQUAL = 0x15
JUMP_IF_ANY_BIT = 0x45
RETURN = 0x06
# Places in what a filter sees of a call: its number, the machine, six arguments of 64 bits.
NUMBER_AT = 0
MACHINE_AT = 4
ARGUMENTS_AT = 16

PROT_EXEC = 4
AT_EMPTY_PATH = 0x1000
# Whether a descriptor is a terminal, and how it is inherited; nothing that types on one.
IOCTL_COMMANDS = (0x5401, 0x5450, 0x5451)
# Duplicates and flags of a descriptor; nothing that names the receiver of its signals.
FCNTL_COMMANDS = (0, 1, 2, 3, 4, 1030)


# All ways of opening that write, make, cut or append; O_TMPFILE has one of these bits, too.
WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_EXCL


@dataclass(frozen=True, slots=True)
class Machine:
    """A processor's name for itself in filters, and its numbers of the calls that are let through.

    `looking` are calls that tell of files without opening them, for those who may read.
    """

    audit_code: int
    free: tuple[int, ...]
    looking: tuple[int, ...]
    openat: int
    fcntl: int
    ioctl: int
    mmap: int
    mprotect: int
    newfstatat: int
    prlimit: int
    kill: int
    tgkill: int


# In the order of both lists: read, write, readv, writev, pread64, pwrite64, close, fstat, lseek,
# ftruncate, fsync, dup, munmap, mremap, brk, madvise, mincore, futex, set_robust_list, rseq, membarrier,
# rt_sigaction, rt_sigprocmask, rt_sigreturn, sigaltstack, restart_syscall, exit, exit_group, getpid,
# gettid, getppid, getpgid, getuid, geteuid, getgid, getegid, getrusage, times, clock_gettime,
# clock_getres, clock_nanosleep, nanosleep, gettimeofday, getrandom, sched_yield, sched_getaffinity,
# getrlimit, uname; then, on x86-64 alone, time and getpgrp. Those of `looking` are stat, lstat, access,
# readlink (x86-64 alone), getdents64, newfstatat, readlinkat, faccessat, statx, faccessat2, getcwd.
MACHINES = {
    "x86_64": Machine(
        audit_code=0xC000003E,
        free=(
            0, 1, 19, 20, 17, 18, 3, 5, 8, 77, 74, 32, 11, 25, 12, 28, 27, 202, 273, 334, 324, 13, 14, 15,
            131, 219, 60, 231, 39, 186, 110, 121, 102, 107, 104, 108, 98, 100, 228, 229, 230, 35, 96, 318,
            24, 204, 97, 63, 201, 111,
        ),
        looking=(4, 6, 21, 89, 217, 262, 267, 269, 332, 439, 79),
        openat=257, fcntl=72, ioctl=16, mmap=9, mprotect=10, newfstatat=262, prlimit=302, kill=62, tgkill=234,
    ),
    "aarch64": Machine(
        audit_code=0xC00000B7,
        free=(
            63, 64, 65, 66, 67, 68, 57, 80, 62, 46, 82, 23, 215, 216, 214, 233, 232, 98, 99, 293, 283, 134,
            135, 139, 132, 128, 93, 94, 172, 178, 173, 155, 174, 175, 176, 177, 165, 153, 113, 114, 115,
            101, 169, 278, 124, 123, 163, 160,
        ),
        looking=(48, 61, 78, 79, 291, 439, 17),
        openat=56, fcntl=25, ioctl=29, mmap=222, mprotect=226, newfstatat=79, prlimit=261, kill=129,
        tgkill=131,
    ),
}  # fmt: skip


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def confine(*, may_read_files: bool = False) -> bool:
    """Puts the filter on this process, for ever; whether the kernel took it."""
    machine = MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None or sys.maxsize <= 1 << 32:
        return False
    code = _program(machine, os.getpid(), may_read_files=may_read_files)
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), *[ctypes.c_ulong(0)] * 3):
        return False
    refused: int = libc.prctl(PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), ctypes.byref(program))
    return refused == 0


def _program(machine: Machine, pid: int, *, may_read_files: bool) -> bytes:
    """The filter: calls of another machine's kind kill, the listed ones pass, the rest is refused."""
    lines = [
        _line(LOAD_WORD, MACHINE_AT),
        _line(JUMP_IF_EQUAL, machine.audit_code, yes=1),
        _line(RETURN, RETURN_KILL),
        _line(LOAD_WORD, NUMBER_AT),
    ]
    for number in (*machine.free, *(machine.looking if may_read_files else ())):
        lines += [_line(JUMP_IF_EQUAL, number, no=1), _line(RETURN, RETURN_ALLOW)]
    if may_read_files:
        lines += _only_for(machine.openat, _argument_lacks(2, WRITING_FLAGS))
    lines += _only_for(machine.fcntl, _argument_is_one_of(1, FCNTL_COMMANDS))
    lines += _only_for(machine.ioctl, _argument_is_one_of(1, IOCTL_COMMANDS))
    lines += _only_for(machine.newfstatat, _argument_has(3, AT_EMPTY_PATH))
    lines += _only_for(machine.mmap, _argument_lacks(2, PROT_EXEC))
    lines += _only_for(machine.mprotect, _argument_lacks(2, PROT_EXEC))
    lines += _only_for(machine.prlimit, _arguments_are_null(0, 2))
    lines += _only_for(machine.kill, _argument_is_one_of(0, (pid,)))
    lines += _only_for(machine.tgkill, _argument_is_one_of(0, (pid,)))
    return b"".join([*lines, _line(RETURN, RETURN_EPERM)])


def _line(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """One instruction; `yes` and `no` are how many instructions a jump leaves out."""
    return struct.pack("=HBBI", code, yes, no, value)


def _only_for(number: int, test: Sequence[bytes]) -> list[bytes]:
    """Applies `test`, which ends in an answer, to the calls of that number."""
    return [_line(JUMP_IF_EQUAL, number, no=len(test)), *test]


def _argument_is_one_of(index: int, values: Sequence[int]) -> list[bytes]:
    lines = [_line(LOAD_WORD, _low(index))]
    for value in values:
        lines += [_line(JUMP_IF_EQUAL, value, no=1), _line(RETURN, RETURN_ALLOW)]
    return [*lines, _line(RETURN, RETURN_EPERM)]


def _argument_has(index: int, bit: int) -> list[bytes]:
    return [
        _line(LOAD_WORD, _low(index)),
        _line(JUMP_IF_ANY_BIT, bit, no=1),
        _line(RETURN, RETURN_ALLOW),
        _line(RETURN, RETURN_EPERM),
    ]


def _argument_lacks(index: int, bits: int) -> list[bytes]:
    return [
        _line(LOAD_WORD, _low(index)),
        _line(JUMP_IF_ANY_BIT, bits, yes=1),
        _line(RETURN, RETURN_ALLOW),
        _line(RETURN, RETURN_EPERM),
    ]


def _arguments_are_null(*indices: int) -> list[bytes]:
    """Both halves of each of these arguments are zero: oneself, and no new value."""
    places = [place for index in indices for place in (_low(index), _low(index) + 4)]
    lines: list[bytes] = []
    for position, place in enumerate(places):
        left = len(places) - position - 1
        lines += [_line(LOAD_WORD, place), _line(JUMP_IF_EQUAL, 0, no=2 * left + 1)]
    return [*lines, _line(RETURN, RETURN_ALLOW), _line(RETURN, RETURN_EPERM)]


def _low(index: int) -> int:
    """Place of an argument's lower half; both machines put it first."""
    return ARGUMENTS_AT + 8 * index
