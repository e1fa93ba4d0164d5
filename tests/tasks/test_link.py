"""Pins that links follow what is published: the same files however it came about, nothing for nothing."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from schemas.errors import StorageError
from tasks import link
from tasks.link import refresh_links
from tasks.linking import neighbours
from tasks.storage import link_book, seen
from tasks.storage.link_book import LinkBook
from tasks.storage.store import Store
from tests.builders import Item, date_row, issue_rows

START = date(2024, 1, 1)
NOTICES = [
    Item(
        f"Notice {name}",
        f"The {name} is closed for repairs from the first week of the month on, and whoever needs a key asks "
        f"the {name} keeper at the gate, who has it from nine to noon on all days but the day of the market.",
    )
    for name in ("mill", "bath", "tower", "bridge", "kiln", "school")
]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    # Files of a test are changed within the time in which a folder's stamp is not relied on.
    monkeypatch.setattr(seen, "RACY_WINDOW_NS", 0)
    return _new_store(tmp_path)


def _new_store(folder: Path) -> Store:
    store = Store(folder / "processed")
    store.prepare()
    return store


def _publish(store: Store, issue_id: str, day: int, *items: Item, names: date | None = None) -> None:
    rows = issue_rows(issue_id, items or NOTICES[:1])
    for article in rows.articles:
        article["published_on"] = START + timedelta(days=day)
    if names is not None:
        rows.dates.append({**date_row(rows), "starts_on": names, "ends_on": names})
    store.publish(rows)


def _files(store: Store) -> dict[str, bytes]:
    folder = store.processed / "article_links"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}


def _links(store: Store) -> list[tuple[str, str, str]]:
    columns = ["article_id", "relation", "earlier_article_id"]
    parts = [
        pl.read_parquet(path, columns=columns)
        for path in sorted((store.processed / "article_links").rglob("*.parquet"))
    ]
    return [row for part in parts for row in part.iter_rows()]


def test_an_article_points_at_the_same_one_of_another_source(store: Store) -> None:
    _publish(store, "sea/may", 120)
    _publish(store, "lake/june", 150)
    refresh_links(store)
    assert _links(store) == [("lake/june#a0", "same", "sea/may#a0")]


def test_days_that_articles_speak_of_tell_a_revised_notice(store: Store) -> None:
    changed = Item(NOTICES[0].title, NOTICES[0].body.replace("nine to noon", "8 to 10"))
    _publish(store, "lake/may", 120, names=START + timedelta(days=200))
    _publish(store, "lake/june", 150, changed)
    refresh_links(store)
    assert _links(store) == [("lake/june#a0", "revised", "lake/may#a0")]


def test_links_go_with_the_issue_that_they_were_of_or_led_to(store: Store) -> None:
    for number, issue_id in enumerate(("lake/a", "lake/b", "lake/c")):
        _publish(store, issue_id, 30 * number)
    refresh_links(store)
    assert _links(store) == [("lake/b#a0", "same", "lake/a#a0"), ("lake/c#a0", "same", "lake/b#a0")]
    store.forget("lake/b")
    refresh_links(store)
    assert _links(store) == [("lake/c#a0", "same", "lake/a#a0")]
    store.forget("lake/a")
    refresh_links(store)
    assert _files(store) == {}


def test_an_issue_that_comes_between_takes_its_place(store: Store) -> None:
    _publish(store, "lake/a", 0)
    _publish(store, "lake/c", 60)
    refresh_links(store)
    _publish(store, "sea/b", 30)
    refresh_links(store)
    assert _links(store) == [("lake/c#a0", "same", "sea/b#a0"), ("sea/b#a0", "same", "lake/a#a0")]


@pytest.mark.parametrize(("seed", "looked_at"), [(0, 1), (1, 2), (2, neighbours.MAX_BEFORE)])
def test_the_files_are_the_same_however_they_came_about(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, looked_at: int
) -> None:
    for module in (link, neighbours):
        monkeypatch.setattr(module, "MAX_BEFORE", looked_at)
    chance = random.Random(seed)
    issues = {f"{source}/{n}": (n, source) for source in ("lake", "sea-air", "sea") for n in range(5)}
    last: dict[str, tuple[int, list[Item]]] = {}
    for _ in range(8):
        for issue_id in chance.sample(sorted(issues), 3):
            if issue_id in last and chance.random() < 0.3:
                store.forget(issue_id)
                del last[issue_id]
                continue
            last[issue_id] = (chance.randrange(90), chance.sample(NOTICES, 3))
            _publish(store, issue_id, last[issue_id][0], *last[issue_id][1])
        refresh_links(store)
    at_once = _new_store(tmp_path / "at once")
    for issue_id, (day, items) in last.items():
        _publish(at_once, issue_id, day, *items)
    refresh_links(at_once)
    assert _files(store) == _files(at_once) != {}


def test_only_what_changed_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        _publish(store, f"lake/{number}", number, NOTICES[number])
    refresh_links(store)
    read: list[str] = []
    plain = LinkBook.read

    def noting(self: LinkBook, dataset: str, issue_ids: list[str], columns: list[str]) -> pl.DataFrame:
        read.extend(issue_ids)
        return plain(self, dataset, issue_ids, columns)

    monkeypatch.setattr(LinkBook, "read", noting)
    refresh_links(store)
    assert read == []
    _publish(store, "lake/4", 4, NOTICES[0])
    refresh_links(store)
    assert set(read) == {"lake/4"}


@pytest.mark.parametrize("name", ["known", "seen.json"])
@pytest.mark.parametrize("content", [None, b"", b"[]", b"{}"])
def test_what_is_remembered_may_be_lost_or_damaged(store: Store, name: str, content: bytes | None) -> None:
    _publish(store, "lake/a", 0)
    _publish(store, "lake/b", 30)
    refresh_links(store)
    before = _files(store)
    path = store.state / link_book.FOLDER / name
    path.unlink() if content is None else path.write_bytes(content)
    store.forget("lake/a")
    _publish(store, "sea/a", 0)
    refresh_links(store)
    assert _links(store) == [("lake/b#a0", "same", "sea/a#a0")]
    assert _files(store).keys() == before.keys()


@pytest.mark.parametrize("damage", ["gone", "broken", "strange"])
def test_a_file_of_links_that_was_changed_by_hand_is_made_again(store: Store, damage: str) -> None:
    _publish(store, "lake/a", 0)
    _publish(store, "lake/b", 30)
    refresh_links(store)
    before = _files(store)
    path = store.path("article_links", "lake/b")
    strange = store.path("article_links", "lake/x")
    if damage == "strange":
        strange.write_bytes(path.read_bytes())
    else:
        path.unlink()
    if damage == "broken":
        path.write_bytes(b"PAR1")
    refresh_links(store)
    assert _files(store) == before


def test_an_unreadable_issue_has_no_links_until_it_is_mended(store: Store) -> None:
    _publish(store, "lake/a", 0)
    _publish(store, "lake/b", 30)
    store.path("articles", "lake/a").write_bytes(b"PAR1")
    refresh_links(store)
    assert _files(store) == {}
    _publish(store, "lake/a", 0)
    refresh_links(store)
    assert _links(store) == [("lake/b#a0", "same", "lake/a#a0")]


def test_a_disk_that_refuses_is_told_and_the_next_run_does_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    _publish(store, "lake/a", 0)
    _publish(store, "lake/b", 30)
    with monkeypatch.context() as patch:
        patch.setattr(link_book, "write_durably", refuse)
        with pytest.raises(StorageError, match="links between articles .*No space left"):
            refresh_links(store)
    refresh_links(store)
    assert _links(store) == [("lake/b#a0", "same", "lake/a#a0")]
