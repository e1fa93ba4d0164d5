"""An article's text from its blocks: paragraphs, joins over what cut a sentence, captions, tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.article import TextEdit
from schemas.layout import Block, BlockLabel
from schemas.reasons import EditCode
from tasks.articles.edits import Vocabulary
from tasks.articles.text import ArticleText, assemble, derive_body, is_cut, lead_of
from tests.articles.blocks import page_block, text_block

OPEN = "The minister thanked the crews of all three boats and underlined"
NAMED = "The minister thanked the crews of all three boats and also"


def assembled(blocks: list[Block], labels: dict[int, BlockLabel] | None = None) -> ArticleText:
    all_labels = {block.index: BlockLabel.TEXT for block in blocks} | (labels or {})
    return assemble(blocks, all_labels, Vocabulary(""))


def body(*texts: str, labels: dict[int, BlockLabel] | None = None) -> str:
    return assembled([text_block(text, i) for i, text in enumerate(texts)], labels).body


@pytest.mark.parametrize(
    ("blank_before", "last", "paragraphs"),
    [
        pytest.param(0, "and then a day more.", 1, id="a_full_line"),
        pytest.param(1, "and then a day more.", 2, id="an_empty_line"),
        pytest.param(0, "and a day.", 2, id="a_line_that_ended_early"),
    ],
)
def test_text_goes_on_under_a_full_line_of_an_export(blank_before: int, last: str, paragraphs: int) -> None:
    above = text_block(f"It rained for a week\n{last}", 0)
    below = replace(text_block("Boats came in.", 1), blank_before=blank_before)
    assert len(assembled([above, below]).body.split("\n\n")) == paragraphs


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(("It rained.", "Boats came."), "It rained.\n\nBoats came.", id="two_paragraphs"),
        pytest.param((OPEN, "the new pier."), f"{OPEN} the new pier.", id="cut_by_noise"),
        pytest.param((f"{OPEN}:", "the new pier."), f"{OPEN}:\n\nthe new pier.", id="colon_ends_a_paragraph"),
        pytest.param((NAMED, "Linn came."), f"{NAMED}\n\nLinn came.", id="capital_in_the_same_column"),
        pytest.param(("Boats, nets,", "ropes and oars."), "Boats, nets,\n\nropes and oars.", id="too_short"),
        pytest.param(("The harbour-", "master came."), "The harbourmaster came.", id="broken_word"),
        pytest.param(
            ("今天的港口会议，", "讨论了新码头"), "今天的港口会议，\n\n讨论了新码头", id="comma_without_case"
        ),
    ],
)
def test_joins_in_an_export(texts: tuple[str, ...], expected: str) -> None:
    assert body(*texts) == expected


@pytest.mark.parametrize(
    ("page", "region", "is_joined"),
    [
        pytest.param(1, 0, False, id="same_column"),
        pytest.param(1, 1, True, id="next_column"),
        pytest.param(2, 0, True, id="next_page"),
    ],
)
def test_a_capital_goes_on_only_in_another_column_or_page(page: int, region: int, *, is_joined: bool) -> None:
    text = assembled([page_block(NAMED), page_block("Linn came too.", 1, page=page, region=region)])
    assert text.body == NAMED + (" " if is_joined else "\n\n") + "Linn came too."
    assert [edit.reason for edit in text.edits] == [EditCode.JOIN] * is_joined


def test_a_broken_word_is_joined_over_a_page() -> None:
    text = assembled([page_block("They opened the gov-"), page_block("ernment pier.", 1, page=2)])
    assert text.body == "They opened the government pier."
    assert text.edits == (TextEdit(0, 19, 1, "", EditCode.HYPHEN), TextEdit(0, 20, 0, "", EditCode.JOIN))


@pytest.mark.parametrize(
    "label", [BlockLabel.HEADING, BlockLabel.LIST_ITEM, BlockLabel.FOOTNOTE], ids=lambda label: str(label)
)
def test_nothing_is_joined_to_a_block_of_its_own_kind(label: BlockLabel) -> None:
    assert body(OPEN, "the new pier", labels={1: label}) == f"{OPEN}\n\nthe new pier"


def test_a_caption_between_does_not_part_a_sentence() -> None:
    text = assembled(
        [text_block(OPEN, 0), text_block("The pier in May", 1), text_block("the new pier.", 2)],
        {1: BlockLabel.CAPTION},
    )
    assert text.body == f"{OPEN} the new pier."
    assert text.captions == ("The pier in May",)


def test_run_in_head_stays_in_its_paragraph() -> None:
    text = assembled([page_block("Boats.", is_run_in=True), page_block("They came in May.", 1)])
    assert text.body == "Boats. They came in May."


def test_footnotes_come_last() -> None:
    texts = ("1 In the old count.", "It rained.", "Boats came.")
    assert body(*texts, labels={0: BlockLabel.FOOTNOTE}) == "It rained.\n\nBoats came.\n\n1 In the old count."


def test_tables_stand_apart_with_their_rows() -> None:
    text = assembled(
        [text_block("It rained.", 0), text_block("Day  Rain\nMon  3 mm", 1)], {1: BlockLabel.TABLE}
    )
    assert (text.body, text.tables) == ("It rained.", ("Day  Rain\nMon  3 mm",))


def test_an_article_of_nothing_but_a_table_has_it_as_body() -> None:
    text = assembled([text_block("Day  Rain\nMon  3 mm", 0)], {0: BlockLabel.TABLE})
    assert (text.body, text.tables) == ("Day  Rain\nMon  3 mm", ())


def test_cells_of_a_table_have_their_letters_put_right_and_keep_their_lines() -> None:
    text = assembled([text_block("Of\ufb01ce \u00ad\nwell-\nknown 1 2 3 4", 0)], {0: BlockLabel.TABLE})
    assert text.body == "Office\nwell-\nknown 1 2 3 4"


def test_each_block_has_its_place_in_the_body() -> None:
    texts = ("1 In the old count.", OPEN, "\u200b", "the new", "pier.", "By Oona Merrow")
    blocks = [text_block(text, i) for i, text in enumerate(texts)]
    text = assembled(blocks, {0: BlockLabel.FOOTNOTE, 5: BlockLabel.BYLINE})
    assert {i: text.body[place.start : place.end] for i, place in text.places.items()} == {
        i: texts[i] for i in (0, 1, 3, 4)
    }


def test_bylines_are_not_in_the_body() -> None:
    assert body("By Oona Merrow", "It rained.", labels={0: BlockLabel.BYLINE}) == "It rained."


def test_body_can_be_derived_from_blocks_and_edits_alone() -> None:
    blocks = [
        text_block("The harbour-\nmaster and the", 0),
        text_block("**new** pi-", 1),
        text_block("er.", 2),
    ]
    text = assembled(blocks)
    parts = [(b.text, [edit for edit in text.edits if edit.block == b.index]) for b in blocks]
    assert (
        derive_body(parts, [BlockLabel.TEXT] * 3).text == text.body == "The harbourmaster and the new pier."
    )


@pytest.mark.parametrize(
    ("head", "tail", "apart", "expected"),
    [
        pytest.param("the boats of the village were", "new.", False, True, id="lower_case"),
        pytest.param("It rained.", "new boats", True, False, id="ended"),
        pytest.param("He said “no.”", "new boats", True, False, id="ended_in_quotes"),
        pytest.param("Boats", "new", False, False, id="one_word"),
        pytest.param("the boats of the village were all,", "Linn says, new.", False, True, id="comma"),
        pytest.param(
            "港口会议讨论了新码头的修建和维护工作", "以及渡船", True, True, id="script_without_case"
        ),
        pytest.param("新码头", "以及渡船", True, False, id="too_short_to_tell"),
    ],
)
def test_is_cut(head: str, tail: str, *, apart: bool, expected: bool) -> None:
    assert is_cut(head, tail, apart=apart) is expected


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("LAMP KEEPERS ONLY - The harbour is dark again.", "LAMP KEEPERS ONLY"),
        ("LAMP FRIDAYS: A reminder! The keepers", "LAMP FRIDAYS"),
        ("LAMPS AT THE QUAY\nAll of them are dark.", "LAMPS AT THE QUAY"),
        ("Dear keepers, the harbour is dark", "Dear keepers,"),
        ("LAMPS AT THE QUAY\nHow they were lit", None),
        ("Lamp Fridays: A reminder! The keepers", None),
        ("LAMP FRIDAYS: A REMINDER! THE KEEPERS", None),
        ("NB: The harbour is dark.", None),
        ("THE LAMPS of the harbour are dark.", None),
    ],
)
def test_what_leads_in_to_a_text_may_stand_for_its_headline(text: str, lead: str | None) -> None:
    assert lead_of(text) == lead
