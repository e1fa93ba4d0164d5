"""What a run is to do: looks at raw and at what is published, before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flows.run.plan import Plan, Request, make_plan, select_stale
from flows.run.road import Clock, utc_now
from flows.settings import Settings
from schemas.errors import ConfigurationError
from schemas.kinds import RunKind
from tasks.discover import Discovery, discover
from tasks.storage.stamps import StampBook
from tasks.storage.store import Store

MAX_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is and what is to be done, before anything is done."""

    store: Store
    discovery: Discovery
    plan: Plan

    @property
    def has_work(self) -> bool:
        return bool(self.plan.due)


def survey(
    settings: Settings,
    request: Request,
    on_new: Callable[[], None] | None = None,
    clock: Clock = utc_now,
) -> Survey:
    """Looks at raw and processed; changes nothing but the state folder.

    Args:
        settings: folders and limits.
        request: what the run is asked to do.
        on_new: called once, as soon as a file turns up that was not seen before.
        clock: tells the time, UTC.

    Raises:
        ConfigurationError: raw is missing or holds processed, a source or issue that was asked for is not
            in it, or nothing was asked for.
        StorageError: processed cannot be written.
    """
    if request.kind is RunKind.REPROCESS and request.stale == bool(request.issue_ids):
        raise ConfigurationError("name the issues to reprocess, or give --stale instead of names")
    store = open_store(settings)
    discovery = _discover(settings, request, store, on_new)
    if request.kind is RunKind.INGEST:
        plan = make_plan(discovery, store, now=clock(), source=request.source, force=request.force)
    elif request.stale:
        plan = Plan(select_stale(discovery, store), ())
    else:
        discovery = _select(discovery, request.issue_ids)
        plan = Plan(discovery.found, discovery.problems)
    return Survey(store, discovery, plan)


def _discover(
    settings: Settings, request: Request, store: Store, on_new: Callable[[], None] | None
) -> Discovery:
    """What lies under raw. The digests of files seen before are let go of with it: they may be many."""
    stamps = StampBook(store.stamps_path, on_new)
    discovery = discover(settings.raw, stamps, source=request.source)
    store.save_stamps(stamps)
    return discovery


def open_store(settings: Settings) -> Store:
    """The store of the processed folder, ready to be written.

    Raises:
        ConfigurationError: the folder lies within raw.
        StorageError: the folder cannot be written.
    """
    if settings.processed.resolve().is_relative_to(settings.raw.resolve()):
        raise ConfigurationError(
            f"the processed folder {settings.processed} lies within the raw folder {settings.raw}; "
            "name another one with --processed"
        )
    store = Store(settings.processed)
    store.prepare()
    return store


def _select(discovery: Discovery, issue_ids: Sequence[str]) -> Discovery:
    wanted = set(issue_ids)
    found = tuple(issue for issue in discovery.found if issue.source.issue_id in wanted)
    problems = tuple(problem for problem in discovery.problems if problem.issue_id in wanted)
    missing = wanted - {issue.source.issue_id for issue in found} - {problem.issue_id for problem in problems}
    if missing:
        known = [issue.source.issue_id for issue in discovery.found]
        raise ConfigurationError(_not_found(sorted(missing), known))
    return Discovery(found, problems)


def _not_found(missing: Sequence[str], known: Sequence[str]) -> str:
    from rapidfuzz.process import extract

    near = [match[0] for match in extract(missing[0], known, limit=MAX_SUGGESTIONS)]
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return f"no issue under raw has the id {', '.join(missing)}{hint}"
