"""The contents list as data: titles, pages, sections; lines with and without numbers."""

from __future__ import annotations

import pytest

from schemas.article import ContentsEntry
from schemas.layout import BlockLabel, Verdict
from schemas.reasons import NoiseCode
from schemas.wording import same_title
from tasks.articles.contents import read_contents
from tests.articles.blocks import page_block, text_block
from tests.road import articles_of, issue_of, prose, text_document

LIST = Verdict(BlockLabel.CONTENTS_LIST, NoiseCode.CONTENTS_LIST, "contents", "", 0.9)
KEPT = Verdict(BlockLabel.TEXT, None, "none", "", 0.9)


def entries(*texts: str, sections: tuple[str, ...] = ()) -> list[tuple[str, int | None, str | None]]:
    blocks = [page_block(text, i) for i, text in enumerate(texts)]
    found = read_contents(blocks, [LIST] * len(blocks), sections)
    return [(entry.title, entry.page, entry.section) for entry in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Moles in the orchard ..... 4", [("Moles in the orchard", 4, None)], id="leaders"),
        pytest.param("4 Moles in the orchard", [("Moles in the orchard", 4, None)], id="number_first"),
        pytest.param(
            "Moles in the orchard\n4", [("Moles in the orchard", 4, None)], id="number_on_its_own_line"
        ),
        pytest.param("• Moles in the orchard", [("Moles in the orchard", None, None)], id="no_number"),
        pytest.param("Harvest of 2024", [("Harvest of 2024", None, None)], id="a_year_is_no_page"),
        pytest.param("Contents\nMoles ... 4", [("Moles", 4, None)], id="heading_is_no_entry"),
        pytest.param(
            "July\nMoles ... 4\nBees ... 5",
            [("Moles", 4, "July"), ("Bees", 5, "July")],
            id="month_is_a_section",
        ),
        pytest.param(
            "In the Spotlight\nMoles ... 4",
            [("Moles", 4, "In the Spotlight")],
            id="section_word_is_a_section",
        ),
        pytest.param("Orchard\nMoles ... 4", [("Orchard", None, None), ("Moles", 4, None)], id="other_head"),
    ],
)
def test_entries(text: str, expected: list[tuple[str, int | None, str | None]]) -> None:
    assert entries(text) == expected


def test_sections_named_by_the_profile() -> None:
    assert entries("Orchard\nMoles ... 4", sections=("ORCHARD",)) == [("Moles", 4, "Orchard")]


def test_a_section_goes_on_in_the_next_block() -> None:
    assert entries("July\nMoles ... 4", "Bees ... 5") == [("Moles", 4, "July"), ("Bees", 5, "July")]


def exported(*texts: str) -> list[tuple[str, str | None]]:
    blocks = [text_block(text, i) for i, text in enumerate(texts)]
    return [(entry.title, entry.section) for entry in read_contents(blocks, [LIST] * len(blocks), ())]


def test_in_an_export_a_lone_line_without_a_page_is_a_section_where_others_have_pages() -> None:
    assert exported("**Orchard**", "Moles ... 4", "Bees ... 5") == [("Moles", "Orchard"), ("Bees", "Orchard")]
    assert exported("**Orchard**", "Moles ... 4", "Bees", "Elks") == [
        ("Orchard", None),
        ("Moles", None),
        ("Bees", None),
        ("Elks", None),
    ]


def test_only_contents_lists_are_read() -> None:
    blocks = [page_block("Moles ... 4", 0), page_block("Bees ... 5", 1)]
    assert read_contents(blocks, [KEPT, LIST], ()) == [ContentsEntry("Bees", 5, None, 1)]


@pytest.mark.parametrize(
    ("entry", "headline", "expected"),
    [
        pytest.param("Bridge of 420 meters opens", "Bridge of 420 metres opens", True, id="spelling"),
        pytest.param("Norrmark and Halvai agree", "Norrmark and Halvia agree", True, id="slip"),
        pytest.param("HARBOUR OPENS AGAIN", "Harbour opens again", True, id="capitals"),
        pytest.param(
            "Farmers around the bay welcome the new level",
            "Farmers around the bay of Storhaven welcome the new level with caution",
            True,
            id="shortened",
        ),
        pytest.param("Harbour opens again", "Harbour closes again for winter", False, id="another_title"),
        pytest.param(
            "The lake",
            "The lake commission agrees on a table of levels for all three countries",
            False,
            id="two_shared_words",
        ),
    ],
)
def test_entries_match_headlines_with_tolerance(entry: str, headline: str, *, expected: bool) -> None:
    assert same_title(entry, headline) is expected


def test_matching_is_counted_and_noted_on_the_articles() -> None:
    document = text_document(
        "Contents\n\n"
        "Bridge of 420 meters opens ..... 2\nMoles in the orchard ..... 3\nThe lost gauge ..... 4\n\n"
        f"Bridge of 420 metres opens\n\n{prose(0)}\n\n"
        f"Moles in the orchard\n\n{prose(1)}\n\nNew lamps\n\n{prose(2)}\n"
    )
    issue = issue_of(document).issue
    assert (issue["contents_entry_count"], issue["contents_matched_count"]) == (3, 2)
    assert [warning for warning in issue["warnings"] if "The lost gauge" in warning]
    noted = {article["title"]: article["in_contents"] for article in articles_of(document)}
    assert noted["Bridge of 420 metres opens"] is True
    assert noted["Moles in the orchard"] is True


def test_without_a_list_nothing_is_said_about_it() -> None:
    assert articles_of(text_document(f"New lamps\n\n{prose()}\n"))[0]["in_contents"] is None
