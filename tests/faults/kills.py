"""Runs killed at random moments, and several at once, over bulletins that change: what is left of them.

What is right stands in `tests.faults.bulletins`, what readers see meanwhile in `tests.faults.readers`.
"""

from __future__ import annotations

import ctypes
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tasks.storage.locks import hold
from tasks.storage.store import ISSUE_DATASET_NAMES, Store
from tests.conftest import Folders
from tests.faults.bulletins import (
    BROKEN,
    EDITIONS,
    FRAGILE,
    SOURCE,
    digests,
    names,
    publish_editions,
    text_of,
)
from tests.faults.readers import MAX_EXAMPLES, Readers, Seen

ROOT = Path(__file__).parents[2]
PR_SET_CHILD_SUBREAPER = 36
RUN_SECONDS = 300
LOCK_SECONDS = 30
# Processes of a killed run have this long to notice and to end.
LINGER_SECONDS = 20
POLL_SECONDS = 0.002
# A kill comes at most so long after the first trace of work; a loaded machine only makes runs longer.
MAX_KILL_SECONDS = 4.0
WHOLE_GROUP_SHARE = 0.5
REPROCESS_SHARE = 0.4
EARLY_SHARE = 0.15
REPROCESSED = 5
KILLS_PER_COMPLETION = 10


@dataclass(slots=True)
class Figures:
    """What a campaign counted; all of the second half has to be zero.

    Attributes:
        kills: runs that were killed while they lived; `group_kills` with their process group,
            `reprocess_kills` those that reprocessed, `prefect_kills` those that Prefect carried.
        commit_kills: kills that left temporary files or records behind, so fell into a publication.
        runs: runs that were left to end; `together` of them at the same time as others.
        readers: what readers saw meanwhile.
        mixed: issues whose datasets were of different editions after a kill, before any recovery.
        spoiled: files that are no edition of their issue.
        vanished: issues that were published before a kill and not after it.
        failed_runs: runs left to end that did not end as they should.
        different: issues that are not the newest edition after a run was left to end.
        orphans: temporary files and records that are there after a run was left to end.
        lingering: processes of killed runs that did not end.
    """

    kills: int = 0
    group_kills: int = 0
    reprocess_kills: int = 0
    prefect_kills: int = 0
    commit_kills: int = 0
    runs: int = 0
    together: int = 0
    seconds: float = 0.0
    readers: Seen = field(default_factory=Seen)
    mixed: int = 0
    spoiled: int = 0
    vanished: int = 0
    failed_runs: int = 0
    different: int = 0
    orphans: int = 0
    lingering: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        readers = self.readers.bad + self.readers.doubled + self.readers.lost
        own = self.mixed + self.spoiled + self.vanished + self.failed_runs + self.different
        return readers + own + self.orphans + self.lingering == 0

    def note(self, text: str) -> None:
        if len(self.examples) < MAX_EXAMPLES:
            self.examples.append(text)


class Campaign:
    """Bulletins under `folder`, and the runs over them."""

    def __init__(self, folder: Path, count: int, seed: int) -> None:
        _adopt_orphans()
        self._pair = Folders(folder / "raw", folder / "processed")
        self._undisturbed = folder / "undisturbed"
        self._names = names(count)
        self._random = random.Random(seed)
        self._editions = publish_editions(folder / "editions", count)
        self._current = dict.fromkeys(self._names, 0)
        self._published: set[str] = set()
        self.figures = Figures()
        for name in (*self._names, BROKEN):
            self._pair.add(f"{SOURCE}/{name}.txt", text_of(name, 0))

    def go(self, kills: int, seconds: float, prefect_kills: int) -> None:
        """The whole campaign; ends after so many kills, or soon after so many seconds."""
        began = time.monotonic()
        work_seconds = min(self._first_run(), MAX_KILL_SECONDS)
        readers = Readers(self._pair.processed)
        self.run_together()
        while self.figures.kills < kills and time.monotonic() - began < seconds:
            self._kill_one(work_seconds, prefect=self.figures.prefect_kills < prefect_kills)
            if self.figures.kills % KILLS_PER_COMPLETION == 0:
                self.complete()
        self.complete()
        self.figures.readers = readers.stop()
        self._compare_with_undisturbed()
        self.figures.seconds = time.monotonic() - began

    def run_together(self) -> None:
        """Two ingests and a reprocess at once, over changed bulletins."""
        self._change(len(self._names) // 2)
        commands = [["ingest"], ["ingest"], self._reprocess()]
        runs = [self._start([*command, "--direct"]) for command in commands]
        for run in runs:
            self._await(run)
            self.figures.together += 1
        self._check_completed()

    def complete(self) -> None:
        """One run left to end; everything has to be as it should."""
        self._await(self._start(["ingest", "--direct"]))
        self._check_completed()

    def _first_run(self) -> float:
        """Publishes all; the seconds from the first trace of work to the end."""
        run = self._start(["ingest", "--direct"])
        self._await_work(run, set())
        began = time.monotonic()
        self._await(run)
        self._check_completed()
        return time.monotonic() - began

    def _kill_one(self, work_seconds: float, *, prefect: bool) -> None:
        self._change(self._random.randint(2, len(self._names)))
        is_reprocess = self._random.random() < REPROCESS_SHARE
        command = self._reprocess() if is_reprocess else ["ingest"]
        before = self._traces()
        run = self._start(command if prefect else [*command, "--direct"])
        if self._random.random() >= EARLY_SHARE:
            self._await_work(run, before)
        time.sleep(self._random.uniform(0, work_seconds))
        is_group = self._random.random() < WHOLE_GROUP_SHARE
        if run.poll() is None:
            (os.killpg if is_group else os.kill)(run.pid, signal.SIGKILL)
        run.communicate()
        if run.returncode == -signal.SIGKILL:
            self.figures.kills += 1
            self.figures.group_kills += is_group
            self.figures.reprocess_kills += is_reprocess
            self.figures.prefect_kills += prefect
        else:
            self.figures.runs += 1
        self._check_after_kill()

    def _change(self, count: int) -> None:
        """New editions of some bulletins; half of them replaced, half written over."""
        for name in self._random.sample(self._names, count):
            self._current[name] = (self._current[name] + self._random.randint(1, EDITIONS - 1)) % EDITIONS
            text = text_of(name, self._current[name])
            path = self._pair.raw / SOURCE / f"{name}.txt"
            if self._random.random() < 0.5:
                path.write_bytes(text)
            else:
                new = self._pair.raw / f".{name}"
                new.write_bytes(text)
                new.replace(path)

    def _reprocess(self) -> list[str]:
        chosen = self._random.sample(self._names, min(REPROCESSED, len(self._names)))
        return ["reprocess", *(f"{SOURCE}/{name}" for name in chosen)]

    def _start(self, arguments: list[str], processed: Path | None = None) -> subprocess.Popen[bytes]:
        folders = ["--raw", str(self._pair.raw), "--processed", str(processed or self._pair.processed)]
        return subprocess.Popen(
            [sys.executable, "-m", "flows.cli", *arguments, *folders, "--workers", "2"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def _await(self, run: subprocess.Popen[bytes]) -> None:
        """The end of a run that nobody kills: all well, or 1 for the bulletin that cannot be read."""
        said = run.communicate(timeout=RUN_SECONDS)[1].decode()
        self.figures.runs += 1
        if run.returncode not in (0, 1) or "Traceback" in said:
            self.figures.failed_runs += 1
            self.figures.note(f"a run ended with {run.returncode}: {said[-300:]}")

    def _await_work(self, run: subprocess.Popen[bytes], before: set[tuple[str, int]]) -> None:
        """Until the run has begun to write datasets, or ended."""
        while self._traces() == before and run.poll() is None:
            time.sleep(POLL_SECONDS)

    def _traces(self) -> set[tuple[str, int]]:
        """Times at which folders of the datasets changed."""
        folders = [self._pair.processed / dataset / f"source={SOURCE}" for dataset in ISSUE_DATASET_NAMES]
        return {(str(folder), folder.stat().st_mtime_ns) for folder in folders if folder.exists()}

    def _check_after_kill(self) -> None:
        store = Store(self._pair.processed)
        self.figures.commit_kills += bool(self._left_behind())
        for name in self._names:
            lock = store.state / "locks" / SOURCE / f"{name}.lock"
            with hold(lock, wait_seconds=LOCK_SECONDS) as held:
                if held is None:
                    self.figures.failed_runs += 1
                    self.figures.note(f"{name} stays locked after a kill")
                self._edition_of(name)
        self.figures.lingering += _count_lingering()

    def _edition_of(self, name: str) -> set[int]:
        """The edition that all datasets of an issue hold; what is wrong with them is counted."""
        found = digests(self._pair.processed, name)
        if not found and name not in self._published:
            return set()
        if not found:
            self.figures.vanished += 1
            self.figures.note(f"{name} vanished")
            return set()
        known = self._editions[name]
        candidates = [
            {number for number, edition in known.items() if edition.files[dataset] == digest}
            for dataset, digest in found.items()
        ]
        self.figures.spoiled += sum(not numbers for numbers in candidates)
        common = set.intersection(*candidates)
        if len(found) < len(ISSUE_DATASET_NAMES) or not common:
            self.figures.mixed += 1
            self.figures.note(f"{name} is mixed: {dict(zip(found, candidates, strict=True))}")
        self._published.add(name)
        return common

    def _check_completed(self) -> None:
        failing = set(Store(self._pair.processed).failing_issues())
        for name in self._names:
            is_readable = bool(text_of(name, self._current[name]))
            wanted = self._current[name] if is_readable else None
            editions = self._edition_of(name)
            is_right = (wanted in editions) if is_readable else (name == FRAGILE)
            if not is_right or (f"{SOURCE}/{name}" in failing) is is_readable:
                self.figures.different += 1
                self.figures.note(f"{name} is edition {editions}, not {wanted}")
        if left := self._left_behind():
            self.figures.orphans += len(left)
            self.figures.note(f"left behind: {left[:3]}")

    def _left_behind(self) -> list[str]:
        processed = self._pair.processed
        temporaries = [path for path in processed.rglob("*.tmp") if "prefect" not in path.parts]
        records = (processed / ".state" / "journal").iterdir()
        return [str(path.relative_to(processed)) for path in (*temporaries, *records)]

    def _compare_with_undisturbed(self) -> None:
        """The published datasets against those of one run in a folder of its own."""
        self._await(self._start(["ingest", "--direct"], self._undisturbed))
        for name in self._names:
            fresh = digests(self._undisturbed, name)
            if fresh and fresh != digests(self._pair.processed, name):
                self.figures.different += 1
                self.figures.note(f"{name} differs from an undisturbed run")


def _adopt_orphans() -> None:
    """Makes processes whose parent was killed children of this one, so that they can be counted."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _count_lingering() -> int:
    """Waits for what a killed run left running; how many processes are still there after that."""
    deadline = time.monotonic() + LINGER_SECONDS
    while (left := _orphans()) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS * 10)
    return len(left)


def _orphans() -> list[int]:
    """Adopted processes that live; dead ones are collected. Readers are no orphans."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    living = []
    for child in map(int, children):
        if b"tests.faults.readers" in Path(f"/proc/{child}/cmdline").read_bytes():
            continue
        if os.waitpid(child, os.WNOHANG) == (0, 0):
            living.append(child)
    return living
