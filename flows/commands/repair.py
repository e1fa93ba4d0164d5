"""`bulletins check --repair`: what `check` finds wrong is made again from raw, dropped or swept.

Only what the pipeline itself wrote is touched, and what people read in the end is what a second check
finds. What is wrong stands in `tasks.published.check`; how an issue is made in `flows.run.carry_out`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flows.run.carry_out import execute
from flows.run.engine import DirectEngine
from flows.run.plan import Request
from flows.run.watch import Watcher
from flows.settings import Settings
from schemas.dictionary import ARTICLE_LINKS
from schemas.kinds import RunKind
from tasks.discover import list_candidates
from tasks.link import refresh_links
from tasks.published.catalogue import Catalogue
from tasks.published.check import DANGLING, CheckReport, Fault, check_all
from tasks.storage.store import Store

# Faults of an issue that end when its datasets are made again.
REMADE = frozenset(
    {
        "no_partner",
        "unreadable",
        "other_columns",
        "invalid_row",
        "wrong_issue",
        "contradiction",
        "shared_key",
        "raw_changed",
        "not_ingested",
    }
)
LOCK_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done, a sentence each, and what a check found after it."""

    mended: tuple[str, ...]
    report: CheckReport


def repair(settings: Settings, watcher: Watcher) -> Repair:
    """Mends what can be mended.

    Raises:
        ConfigurationError: raw or processed is missing.
        StorageError: processed cannot be written.
    """
    Catalogue(settings.processed).require()
    in_raw = {candidate.issue_id for candidate in list_candidates(settings.raw)}
    store = Store(settings.processed)
    swept = [_swept(name) for name in store.prepare()]
    before = check_all(settings.raw, settings.processed)
    _drop_rows(store, before.faults, in_raw)
    if again := _to_remake(before.faults, in_raw):
        execute(settings, Request(RunKind.REPROCESS, issue_ids=again), DirectEngine(), watcher)
    refresh_links(store)
    store.refresh_whole()
    after = check_all(settings.raw, settings.processed)
    left = {(fault.place, fault.code) for fault in after.faults}
    mended = [
        f"{fault.place}: {fault.code}: {_how(fault)}"
        for fault in before.faults
        if (fault.place, fault.code) not in left
    ]
    after.faults = [_advise(fault, in_raw) for fault in after.faults]
    return Repair((*swept, *dict.fromkeys(mended)), after)


def _drop_rows(store: Store, faults: Iterable[Fault], in_raw: set[str]) -> None:
    """Takes away rows of `runs`, `failures` and links that are damaged or have lost their cause."""
    for fault in faults:
        dataset = fault.place.split("/")[0]
        if (dataset == "runs" and fault.code in REMADE) or _is_of_links(fault):
            store.drop_file(fault.place)
        elif (dataset == "failures" and fault.code in REMADE) or _is_settled(fault, in_raw):
            for issue_id in fault.issue_ids:
                with store.issue_lock(issue_id, wait_seconds=LOCK_SECONDS) as is_held:
                    if is_held:
                        store.clear_failure(issue_id)


def _is_settled(fault: Fault, in_raw: set[str]) -> bool:
    """Whether it tells of a failure whose file is gone."""
    return fault.code == "raw_left" and fault.place in fault.issue_ids and fault.place not in in_raw


def _to_remake(faults: Iterable[Fault], in_raw: set[str]) -> tuple[str, ...]:
    wanted = {
        issue_id
        for fault in faults
        if fault.code in REMADE and not _is_of_links(fault)
        for issue_id in fault.issue_ids
    }
    return tuple(sorted(wanted & in_raw))


def _is_of_links(fault: Fault) -> bool:
    """Whether it is damage to the links between articles, which are made of the articles alone."""
    return fault.place.startswith(f"{ARTICLE_LINKS.name}/") and fault.code in {*REMADE, DANGLING}


def _how(fault: Fault) -> str:
    if _is_of_links(fault):
        return "made again from the articles"
    if fault.place.startswith("runs/"):
        return "the row of a run could not be kept and was dropped"
    if fault.place.startswith("failures/") or fault.place in fault.issue_ids:
        return "the row of a failure was dropped, and the issue tried again if its file is there"
    return "made again from raw"


def _advise(fault: Fault, in_raw: set[str]) -> Fault:
    """The fault with what to do when raw cannot mend it."""
    gone = [issue_id for issue_id in fault.issue_ids if issue_id not in in_raw]
    if not gone or "forget" in fault.sentence:
        return fault
    sentence = (
        f"{fault.sentence}; no file in raw makes {gone[0]}, so put it back, or remove what is left of it "
        f"with bulletins forget {gone[0]}"
    )
    return Fault(fault.place, fault.code, sentence, fault.issue_ids)


def _swept(name: str) -> str:
    if name.startswith("_"):
        return f"{name.split('/')[0].removeprefix('_')}: what a killed run left was swept"
    return f"{name}: what a killed run left was carried out or swept"
