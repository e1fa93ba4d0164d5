"""Repairs of one block: what each makes of the text, its reason, and the near miss it leaves alone."""

from __future__ import annotations

import pytest

from schemas.article import TextEdit
from schemas.layout import Block
from schemas.reasons import EditCode
from tasks.articles.edits import Vocabulary, apply_edits, edited_characters, line_end, repair
from tests.articles.blocks import CAP, SYMBOL, page_block, text_block

ISSUE = "The well-known pier and the harbourmaster. A part-time clerk, a parttime clerk."


def repaired(block: Block, issue: str = ISSUE) -> str:
    return apply_edits(block.text, repair(block, Vocabulary(issue)))


def reasons(block: Block, issue: str = ISSUE) -> list[EditCode]:
    return [edit.reason for edit in repair(block, Vocabulary(issue))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("the harbour-\nmaster came", "the harbourmaster came", id="broken_word"),
        pytest.param("the unheard-\nof word", "the unheardof word", id="unknown_word"),
        pytest.param("the well-\nknown pier", "the well-known pier", id="word_with_a_hyphen"),
        pytest.param("a part-\ntime clerk", "a parttime clerk", id="both_ways_in_the_issue"),
        pytest.param("the Anglo-\nSaxon boat", "the Anglo-Saxon boat", id="capital_behind"),
        pytest.param("the harbour\u00ad\nmaster came", "the harbourmaster came", id="soft_hyphen"),
        pytest.param("the well\u00ad\nknown pier", "the wellknown pier", id="soft_hyphen_is_never_kept"),
        pytest.param("pages 10-\n12 are lost", "pages 10- 12 are lost", id="no_word"),
        pytest.param("he left -\nand came back", "he left - and came back", id="dash"),
    ],
)
def test_hyphen_at_a_line_end(text: str, expected: str) -> None:
    assert repaired(text_block(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a well-\nknown pier", "a well-known pier", id="beginning"),
        pytest.param("its self-\nevident worth", "its self-evident worth", id="beginning_self"),
        pytest.param("a state-\nowned railway", "a state-owned railway", id="end"),
        pytest.param("an up-to-\ndate list", "an up-to-date list", id="several_hyphens"),
        pytest.param("the long-\nterm plan", "the long-term plan", id="whole"),
        pytest.param("il est peut-\nêtre venu", "il est peut-être venu", id="french"),
        pytest.param("na segunda-\nfeira à noite", "na segunda-feira à noite", id="portuguese"),
        pytest.param("он где-\nнибудь живёт", "он где-нибудь живёт", id="russian"),
        pytest.param("orang-\norang itu", "orang-orang itu", id="indonesian"),
        pytest.param("the build-\ning of it", "the building of it", id="broken_word"),
        pytest.param("a self-\nish wish", "a selfish wish", id="no_part"),
        pytest.param("as un-\nknown as", "as unknown as", id="beginning_of_a_word"),
        pytest.param("die Feuer-\nwehr kam", "die Feuerwehr kam", id="compound_of_german"),
        pytest.param("the foot-\npath", "the footpath", id="compound_without"),
    ],
)
def test_compounds_keep_their_hyphen(text: str, expected: str) -> None:
    assert repaired(text_block(text), "") == expected


def test_the_issue_says_how_a_compound_is_spelt() -> None:
    assert repaired(text_block("a state-\nowned mill"), "One stateowned mill.") == "a stateowned mill"
    assert repaired(text_block("a cat-o-\nnine tail"), "A cat-o-nine tail.") == "a cat-o-nine tail"


def test_a_kept_hyphen_is_recorded_as_the_line_end_alone() -> None:
    assert repair(text_block("the well-\nknown pier"), Vocabulary(ISSUE)) == [
        TextEdit(0, 9, 1, "", EditCode.HYPHEN)
    ]
    assert repair(text_block("the harbour-\nmaster"), Vocabulary(ISSUE)) == [
        TextEdit(0, 11, 2, "", EditCode.HYPHEN)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "see www.example.org/\nboats today", "see www.example.org/boats today", id="behind_a_slash"
        ),
        pytest.param(
            "https://example.org/a-\nb/c.html", "https://example.org/a-b/c.html", id="behind_a_hyphen"
        ),
        pytest.param("https://example.org\n/boats", "https://example.org/boats", id="before_a_slash"),
        pytest.param(
            "https://example.org/a\nitem_2/list", "https://example.org/aitem_2/list", id="path_goes_on"
        ),
        pytest.param("see www.example.org\nfor more", "see www.example.org for more", id="a_word_follows"),
        pytest.param(
            "see www.example.org.\nThe boats", "see www.example.org. The boats", id="a_sentence_follows"
        ),
    ],
)
def test_address_over_lines(text: str, expected: str) -> None:
    assert repaired(text_block(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        pytest.param("the o\ufb03ce \ufb01le", "the office file", EditCode.LIGATURE, id="ligature"),
        pytest.param("the staƟon opened", "the station opened", EditCode.LIGATURE, id="lost_ligature"),
        pytest.param("the har\u00adbour", "the harbour", EditCode.SOFT_HYPHEN, id="soft_hyphen"),
        pytest.param("the\u200b har\u2060bour", "the harbour", EditCode.SOFT_HYPHEN, id="invisible"),
        pytest.param("N E W S today", "NEWS today", EditCode.LETTER_SPACING, id="letter_spacing"),
        pytest.param("\ufefb \ufe8d", "لا ا", EditCode.WIDTH_FORM, id="presentation_form"),
        pytest.param("**Moles** came", "Moles came", EditCode.MARKUP, id="bold"),
        pytest.param("## Moles", "Moles", EditCode.MARKUP, id="heading"),
    ],
)
def test_repair_with_its_reason(text: str, expected: str, reason: EditCode) -> None:
    block = text_block(text)
    assert repaired(block) == expected
    assert set(reasons(block)) == {reason}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("plan A or B", id="two_single_letters"),
        pytest.param("1 2 3 4 go", id="spaced_digits"),
        pytest.param("می\u200cخواهم", id="joiner_that_its_script_needs"),
        pytest.param("2 * 3 * 4", id="stars_of_a_sum"),
        pytest.param("Ōtaki beach", id="letter_that_is_a_lost_ligature_elsewhere"),
    ],
)
def test_near_misses_stay_as_they_are(text: str) -> None:
    assert repair(text_block(text), Vocabulary(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The stands A B C D and E are open.", id="alphabet"),
        pytest.param("Groups F G H I start first.", id="alphabet_further_on"),
        pytest.param("Take vitamins A C D E daily.", id="one_left_out"),
        pytest.param("Take vitamins A D E K daily.", id="names_inside_a_sentence"),
        pytest.param("Rows D C B A in turn.", id="backwards"),
        pytest.param("A B C D", id="line_of_its_own"),
        pytest.param("Классы А Б В Г сидят слева.", id="cyrillic"),
        pytest.param("the points p q r s lie", id="lower_case"),
    ],
)
def test_single_letters_in_a_row_are_no_word(text: str) -> None:
    assert repaired(text_block(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("F I R S T come", "FIRST come", id="letters_in_order_far_apart"),
        pytest.param("the old M O P S lies", "the old MOPS lies", id="word_of_the_issue"),
        pytest.param("our H E R A L D says", "our HERALD says", id="long_word_inside_a_sentence"),
        pytest.param("wir haben z u s a m m e n gefeiert", "wir haben zusammen gefeiert", id="stress"),
        pytest.param("新 闻 简 报", "新闻简报", id="script_without_an_alphabet"),
    ],
)
def test_spaced_out_words(text: str, expected: str) -> None:
    assert repaired(text_block(text), "A mops is a small dog.") == expected


def test_markup_is_text_on_a_page() -> None:
    assert repaired(page_block("**Moles** came")) == "**Moles** came"


def test_drop_cap_goes_before_its_word() -> None:
    block = page_block("T\nhe harbour opened", styles={"T": CAP})
    assert repaired(block) == "The harbour opened"
    assert reasons(block) == [EditCode.DROP_CAP]


def test_a_short_first_line_is_no_drop_cap() -> None:
    assert repaired(page_block("A\nharbour opened")) == "A harbour opened"


def test_bullet_of_a_symbol_font_becomes_a_bullet() -> None:
    block = page_block("n boats and nets", styles={"n": SYMBOL})
    assert repaired(block) == "• boats and nets"
    assert reasons(block) == [EditCode.BULLET]


def test_ornament_of_a_symbol_font_inside_a_text_goes() -> None:
    assert repaired(page_block("boats and nets n", styles={"n": SYMBOL})) == "boats and nets"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("a", "b", " "), ("港", "口", ""), ("港", "b", " "), ("។", "ក", "")],
)
def test_line_end(left: str, right: str, expected: str) -> None:
    assert line_end(left, right) == expected


def test_lines_of_a_script_without_blanks_are_joined_without_one() -> None:
    assert repaired(text_block("今天的港口\n会议")) == "今天的港口会议"


def test_edits_never_overlap_and_come_in_order() -> None:
    edits = repair(text_block("**the o\ufb03ce-\nboy** N E W S \u00ad x"), Vocabulary(""))
    ends = [edit.offset + edit.length for edit in edits]
    assert all(end <= edit.offset for end, edit in zip(ends, edits[1:], strict=False))
    assert len({edit.reason for edit in edits}) >= 4


def test_edited_characters_counts_no_blanks() -> None:
    block = text_block("N E W S and harbour-\nmaster")
    edits = repair(block, Vocabulary(ISSUE))
    assert edited_characters(block.text, edits) == len("NEWS") + len("-")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\nthe pier \n\t opens\n", "the pier opens", id="blanks_are_folded"),
        pytest.param("新码头\n开放", "新码头开放", id="dense_script"),
        pytest.param("新码头\nopens", "新码头 opens", id="two_scripts"),
        pytest.param(
            "Fair\nT\nhe pier opens", "Fair The pier opens", id="a_line_of_one_letter_begins_the_next"
        ),
    ],
)
def test_line_ends_become_blanks_but_for_dense_scripts(text: str, expected: str) -> None:
    assert apply_edits(text, []) == expected
