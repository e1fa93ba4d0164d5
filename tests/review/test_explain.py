"""Pins that a review shows every piece of the ledger once, at its place, and what became of the raw file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from schemas.errors import StorageError
from schemas.rows import EditRow, IssueRows
from tasks.isolation.sandbox import ChildLimits
from tasks.published.catalogue import Catalogue
from tasks.review.explain import Review, cut_at_edits, review_issue
from tasks.storage.store import Store
from tests.build import page, pdf
from tests.builders import Waste, edit_row, issue_rows
from tests.conftest import NEWS, Folders
from tests.publishing import publish_bulletin
from tests.road import prose_lines

LIMITS = ChildLimits(wall_seconds=60, cpu_seconds=60)


def _two_pages() -> bytes:
    first, second = page(), page()
    for made, head, at in ((first, "Lake level rises", 0), (second, "Ferry timetable changes", 3)):
        made.line("The Lake Digest", at=(72, 30), size=8)
        made.line(head, at=(72, 80), size=20, bold=True).lines(prose_lines(at, 6), at=(72, 120))
        made.line(str(1 + (at > 0)), at=(290, 800), size=8)
    return pdf(first, second)


def _review(pair: Folders, issue_id: str = "lake/may") -> Review:
    catalogue = Catalogue(pair.processed)
    return review_issue(catalogue, catalogue.state_of(issue_id), pair.raw, LIMITS)


def test_every_piece_is_shown_once_on_its_page(pair: Folders) -> None:
    rows = publish_bulletin(pair, "lake/may.pdf", _two_pages())
    seen = _review(pair)
    assert seen.remark is None
    assert [piece.row for sheet in seen.sheets for piece in sheet.pieces] == rows.blocks
    assert {piece.row["page"] for piece in seen.sheets[1].pieces} == {2}
    owned = [piece.row for item in seen.articles for piece in item.pieces]
    noise = [piece.row for pieces in seen.noise.values() for piece in pieces]
    assert sorted(row["ordinal"] for row in owned + noise) == list(range(len(rows.blocks)))
    assert [item.row for item in seen.articles] == rows.articles


def test_pages_have_pictures_of_their_size(pair: Folders) -> None:
    publish_bulletin(pair, "lake/may.pdf", _two_pages())
    for sheet in _review(pair).sheets:
        assert sheet.picture is not None
        assert (sheet.width_pt, sheet.height_pt) == (595, 842)


def _remove(path: Path) -> None:
    path.unlink()


def _change(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize(
    ("harm", "told"),
    [(_remove, "its file is no longer there"), (_change, "its file has changed since it was published")],
    ids=["gone", "changed"],
)
@pytest.mark.parametrize("name", ["lake/may.pdf", "lake/may.txt"])
def test_without_the_published_file_blocks_stay(
    pair: Folders, harm: Callable[[Path], None], told: str, name: str
) -> None:
    data = _two_pages() if name.endswith("pdf") else NEWS.encode()
    rows = publish_bulletin(pair, name, data)
    harm(pair.raw / name)
    seen = _review(pair)
    assert seen.remark == told
    assert all(sheet.picture is None for sheet in seen.sheets)
    assert [piece.row for sheet in seen.sheets for piece in sheet.pieces] == rows.blocks
    for sheet in seen.sheets:
        for box in (piece.bbox for piece in sheet.pieces if piece.bbox is not None):
            assert sheet.width_pt is not None
            assert sheet.height_pt is not None
            assert box.x1 < sheet.width_pt
            assert box.bottom < sheet.height_pt


def test_text_inputs_have_lines_and_no_sheets_of_paper(pair: Folders) -> None:
    publish_bulletin(pair, "lake/may.txt", NEWS.encode())
    seen = _review(pair)
    assert seen.remark is None
    assert [(sheet.width_pt, sheet.height_pt, sheet.picture) for sheet in seen.sheets] == [(None, None, None)]
    assert all(piece.bbox is None for piece in seen.sheets[0].pieces)


def _edit(offset: int, length: int, replacement: str = "") -> EditRow:
    return {**edit_row(issue_rows(), 1, offset, length), "replacement": replacement}


def test_edits_cut_a_text_into_runs_that_are_still_its_source() -> None:
    text = "The ferry leaves to-\nday"
    join, hyphen, drop = _edit(len(text), 0, " "), _edit(19, 2), _edit(0, 4)
    runs = cut_at_edits(text, [join, hyphen, drop])
    assert [run.text for run in runs] == ["The ", "ferry leaves to", "-\n", "day", ""]
    assert [run.edit for run in runs] == [drop, None, hyphen, None, join]
    assert cut_at_edits("", []) == ()


def test_edits_are_told_in_their_own_block(pair: Folders) -> None:
    rows = issue_rows()
    rows.edits.append(edit_row(rows, 1, 0, 4))
    Store(pair.processed).publish(rows)
    pieces = _review(pair).articles[0].pieces
    assert [[run.text for run in piece.runs] for piece in pieces] == [
        ["Lake level rises"],
        ["The ", "lake rose by a hand.\n\nFarmers are content."],
    ]


def test_datasets_that_do_not_fit_together_are_told(pair: Folders) -> None:
    rows = issue_rows()
    rows.blocks[0]["article_id"] = "lake/may#of-another-run"
    Store(pair.processed).publish(rows)
    with pytest.raises(StorageError, match="lake/may do not fit together.*try again"):
        _review(pair)


def _with_contents(warnings: list[str]) -> IssueRows:
    lines = ("Lake level rises 2", "Ferry timetable changes 3", "The lost chapter 4")
    rows = issue_rows(waste=[Waste(line, "N401", "contents_list") for line in lines])
    rows.issue.update({"contents_entry_count": 3, "contents_matched_count": 2, "warnings": warnings})
    return rows


@pytest.mark.parametrize(
    ("warnings", "told"),
    [([], ("The lost chapter",)), (["1 of 3 contents entries have no article: The lost chapter"], ())],
    ids=["not-warned-of", "warned-of"],
)
def test_contents_entries_without_an_article_are_told_once(
    pair: Folders, warnings: list[str], told: tuple[str, ...]
) -> None:
    Store(pair.processed).publish(_with_contents(warnings))
    assert _review(pair).unanswered == told


def test_contents_entries_counted_otherwise_are_left_to_the_warning(pair: Folders) -> None:
    rows = _with_contents([])
    Store(pair.processed).publish(replace(rows, issue={**rows.issue, "contents_entry_count": 9}))
    assert _review(pair).unanswered == ()
