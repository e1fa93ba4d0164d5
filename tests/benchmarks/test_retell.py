"""PDFs told anew as text exports: what was read of a PDF by hand is carried over to its text."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from benchmarks.gold import GoldIssue, label, label_lines, load_gold
from benchmarks.measure import letters
from benchmarks.retell import exporters, gold_lines, retell
from benchmarks.teach import lessons
from tests.build import page, pdf
from tests.reading import read_export
from tests.road import page_document, prose_lines

SENTENCES = 14
ITEMS = ("Moles in the meadow", "Bees on the roof")


def _bulletin(folder: Path) -> None:
    sheet = page().line("12", at=(300, 770))
    for number, name in enumerate(ITEMS):
        sheet.line(name, at=(72, 60 + 300 * number), size=16, bold=True)
        sheet.lines(prose_lines(number, SENTENCES), at=(72, 90 + 300 * number))
    lines: list[list[object]] = []
    for line in page_document(sheet).pages[0].lines:
        assert line.bbox is not None
        box = line.bbox
        item = -1 if box.top > 700 else int((box.top - 40) // 300)
        role = "folio" if item < 0 else "title" if box.height > 13 else "text"
        lines.append([1, box.x0, box.top, box.x1, box.bottom, role, item])
    articles = [{"title": name, "paragraphs": [prose_lines(n, SENTENCES)[0]]} for n, name in enumerate(ITEMS)]
    content = {"file": "b.pdf", "language": "en", "articles": articles, "lines": lines}
    for name in ("raw", "gold", "out/raw", "out/gold"):
        (folder / name).mkdir(parents=True)
    (folder / "raw" / "b.pdf").write_bytes(pdf(sheet))
    (folder / "gold" / "b.json").write_text(json.dumps(content))


def test_every_line_of_the_export_has_the_role_of_the_line_on_the_page(tmp_path: Path) -> None:
    _bulletin(tmp_path)
    (issue,) = load_gold(tmp_path / "gold", tmp_path / "raw")
    assert retell(issue, tmp_path / "out") == len(exporters())
    told = load_gold(tmp_path / "out" / "gold", tmp_path / "out" / "raw")
    assert len(told) == len(exporters())
    for export in told:
        rows = export.path.read_text().split("\n")
        said: dict[tuple[str, int], str] = defaultdict(str)
        for _, begin, row, end, _, role, article in export.lines:
            said[role, article] += letters(rows[row][begin:end])
        expected = {("title", number): letters(name) for number, name in enumerate(ITEMS)}
        expected |= {("text", n): letters("".join(prose_lines(n, SENTENCES))) for n in range(len(ITEMS))}
        assert said == {**expected, ("folio", -1): "12"}, export.name


def test_blocks_and_lines_of_an_export_are_told_by_their_places(tmp_path: Path) -> None:
    _bulletin(tmp_path)
    (issue,) = load_gold(tmp_path / "gold", tmp_path / "raw")
    retell(issue, tmp_path / "out")
    for lesson in lessons(load_gold(tmp_path / "out" / "gold", tmp_path / "out" / "raw")):
        assert lesson.labels is not None
        blocks = lesson.ruled.evidence.blocks
        heads = [letters(block.text) for block in blocks if lesson.labels.head[block.index] == 1]
        assert heads == list(map(letters, ITEMS)), lesson.issue.name
        begun = label_lines(lesson.document, lesson.issue)
        texts = [lesson.document.slice(line.span) for each in lesson.document.pages for line in each.lines]
        firsts = {prose_lines(number, SENTENCES)[0] for number in range(len(ITEMS))}
        said = {letters(text) for text, is_begun in zip(texts, begun, strict=True) if is_begun == 1}
        assert said <= set(map(letters, (*ITEMS, *firsts, "12"))), lesson.issue.name


def test_lines_under_empty_ones_and_on_other_pages_are_not_asked() -> None:
    document = read_export("Moles\nThey dig.\n\nBees\fThey sting.")
    issue_lines = [
        [1, 0, 0, 5, 1, "title", 0],
        [1, 0, 1, 9, 2, "text", 0],
        [1, 0, 3, 4, 4, "title", 1],
        [2, 0, 0, 11, 1, "text", 1],
    ]
    told = label_lines(document, _issue(issue_lines))
    assert np.array_equal(told, [np.nan, 1.0, np.nan, np.nan], equal_nan=True)


def test_gold_without_places_tells_nothing() -> None:
    document = read_export("Moles\nThey dig.")
    assert label(document, [], _issue([[1, 0, 0, 0, 0, "title", 0]])) is None


def test_a_piece_beside_another_is_told_by_its_own_letters() -> None:
    sheet = page().line("Moles dig here", at=(72, 60)).line("Bees come home", at=(320, 60))
    document = page_document(sheet)
    lines = []
    for number, line in enumerate(document.pages[0].lines):
        assert line.bbox is not None
        box = line.bbox
        lines.append([1, box.x0, box.top, box.x1, box.bottom, "text", number])
    found = gold_lines(document, lines, "Moles dig here      Bees come home")
    assert [(begin, end, article) for _, begin, _, end, _, _, article in found] == [(0, 14, 0), (20, 34, 1)]


def _issue(lines: list[list[object]]) -> GoldIssue:
    return GoldIssue("b.txt", "hill", {"articles": []}, lines, Path("b.txt"))
