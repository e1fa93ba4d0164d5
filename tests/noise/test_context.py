"""The measures that noise rules share: head of the issue, margins, running text, what stands under a line."""

from __future__ import annotations

import pytest

from tasks.noise.context import is_running_text
from tests.build import page
from tests.road import block_with, context_of, page_document, prose, prose_lines, text_document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(prose(), True, id="sentences"),
        pytest.param(prose().upper(), False, id="capitals"),
        pytest.param(" ".join(prose().split()[:17]) + ".", False, id="too_short"),
        pytest.param(prose().replace(".", ""), False, id="no_sentence_sign"),
        pytest.param("今天的港口会议讨论了新码头的修建。" * 4, True, id="script_without_blanks"),
    ],
)
def test_running_text(text: str, *, expected: bool) -> None:
    context = context_of(text_document(text + "\n"))
    assert is_running_text(context.blocks[0], context.texts[0]) is expected


def test_the_head_ends_where_running_text_begins() -> None:
    context = context_of(text_document(f"Lake News\n\nHarbour opens\n\n{prose()}\n\nMoles\n"))
    assert context.texts[context.head_end] == prose()


def test_an_issue_without_running_text_is_all_head() -> None:
    context = context_of(text_document("Lake News\n\nHarbour opens\n"))
    assert context.head_end == len(context.blocks) == 2


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        pytest.param(30, "top", id="upper"),
        pytest.param(110, None, id="below_the_upper"),
        pytest.param(720, None, id="above_the_lower"),
        pytest.param(800, "bottom", id="lower"),
    ],
)
def test_margin(top: float, expected: str | None) -> None:
    context = context_of(page_document(page().lines(prose_lines(), at=(72, 300)).line("Moles", at=(72, top))))
    assert context.margin(block_with(context, "Moles")) == expected


def test_an_export_has_no_margins() -> None:
    context = context_of(text_document("Moles\n"))
    assert context.margin(context.blocks[0]) is None


def test_a_line_heads_the_text_under_it() -> None:
    context = context_of(
        page_document(
            page()
            .line("Hill Club", at=(72, 40), size=20)
            .line("Harbour opens again", at=(72, 80), size=16, bold=True)
            .lines(prose_lines(), at=(72, 110))
        )
    )
    assert context.heads_text(block_with(context, "Harbour"))
    assert not context.heads_text(block_with(context, "Hill Club"))


@pytest.mark.parametrize(("between", "heads"), [("By Ann Tide", True), ("Moles in the park", False)])
def test_a_bold_byline_between_a_line_and_its_text_does_not_matter(between: str, *, heads: bool) -> None:
    sheet = page().line("School plants an orchard", at=(72, 60), size=24, bold=True)
    sheet.line(between, at=(72, 95), bold=True).lines(prose_lines(), at=(72, 110))
    context = context_of(page_document(sheet))
    assert context.heads_text(block_with(context, "School")) is heads


@pytest.mark.parametrize(
    ("top", "size", "expected"),
    [
        pytest.param(110, 16, False, id="a_head_beside_the_text"),
        pytest.param(110, 10, True, id="a_plain_line_beside_it"),
        pytest.param(170, 16, True, id="a_head_lower_down"),
    ],
)
def test_a_line_heads_no_text_that_begins_level_with_another_head(
    top: float, size: float, *, expected: bool
) -> None:
    context = context_of(
        page_document(
            page()
            .line("Harbour opens", at=(72, 80), size=16, bold=True)
            .lines(prose_lines(), at=(72, 110))
            .line("Moles", at=(450, top), size=size)
        )
    )
    assert context.heads_text(block_with(context, "Harbour")) is expected


def test_size_ratio_is_over_running_text_and_one_in_exports() -> None:
    paged = context_of(
        page_document(page().line("Hill Club", at=(72, 40), size=20).lines(prose_lines(), at=(72, 110)))
    )
    assert paged.size_ratio(block_with(paged, "Hill Club")) == pytest.approx(2.0)
    export = context_of(text_document("Hill Club\n"))
    assert export.size_ratio(export.blocks[0]) == 1.0


def test_what_stands_in_one_line_is_found_beside_a_column_however_tall() -> None:
    context = context_of(
        page_document(
            page()
            .lines(prose_lines(), at=(200, 100))
            .line("Moles", at=(72, 112))
            .line("Bees", at=(72, 30))
            .line("Wasps", at=(480, 31), size=8)
        )
    )
    (sheet,) = context.sheets.values()

    def beside(words: str) -> list[str]:
        return [other.text.split()[0] for other in sheet.in_line_with(block_with(context, words))]

    assert beside("Bees") == ["Wasps"]
    assert beside("Wasps") == ["Bees"]
    assert beside("Moles") == [prose_lines()[0].split()[0]]
