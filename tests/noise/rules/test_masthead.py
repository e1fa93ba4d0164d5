"""Nameplate, letterhead and issue line: the publication's own head on its first page."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from tasks.noise.rules import masthead
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair, codes_given
from tests.road import page_document, prose, prose_lines, text_document

HEADS = ("Harbour opens again", "Moles leave the orchard", "New lamps on the quay")


def headed(head: str, *, title: str = "Harbour opens again") -> Document:
    """A first page: the head in display type, then a title over its text."""
    sheet = page().line(head, at=(72, 50), size=24, bold=True)
    if title:
        sheet.line(title, at=(72, 120), size=16, bold=True)
    return page_document(sheet.lines(prose_lines(0, 8), at=(72, 150)))


def dated(line: str, *, top: float = 90) -> Document:
    return page_document(
        page()
        .line("Hill Newsletter", at=(72, 50), size=24, bold=True)
        .line(line, at=(72, top))
        .line("Harbour opens again", at=(72, 120), size=16, bold=True)
        .lines(prose_lines(0, 8), at=(72, 150))
    )


def carded(*lines: str) -> Document:
    """A first page: between a newsletter's name and a headline, a card of lines."""
    sheet = page().line("Hill Newsletter", at=(72, 40), size=24, bold=True).lines(lines, at=(72, 80))
    sheet.line("Harbour opens again", at=(72, 140), size=16, bold=True)
    return page_document(sheet.lines(prose_lines(0, 8), at=(72, 170)))


def over_its_date(name: str, *between: str, size: float) -> Document:
    """A first page: a name over its date and a text, with lines between the name and the date."""
    sheet = page().line(name, at=(72, 50), size=size, bold=True)
    for place, line in enumerate((*between, "Fall/Winter 2024")):
        sheet.line(line, at=(72, 100 + 24 * place))
    return page_document(sheet.lines(prose_lines(0, 8), at=(72, 180)))


def named(line: str, *, heads: tuple[str, ...] = HEADS, size: float = 20) -> Document:
    """A first page: at its right a name in display type and a line, at its left heads over their texts."""
    sheet = page().line("The Ferryman", at=(380, 50), size=size, bold=True).line(line, at=(380, 80))
    for place, head in enumerate(heads):
        top = 110.0 + 110 * place
        sheet.line(head, at=(72, top), bold=True).lines(prose_lines(5 * place, 6), at=(72, top + 16))
    return page_document(sheet)


def listed(*, left: float) -> Document:
    """A nameplate, a text with short lines under it, and lower down beside them the line of the issue."""
    sheet = page().line("Hill Newsletter", at=(72, 40), size=24, bold=True)
    sheet.lines(prose_lines(0, 3, width=40), at=(72, 90)).line("Lanterns", at=(left, 190))
    return page_document(sheet.line("No. 3 · May 2024", at=(400, 240)))


def exhibitions(*days: str) -> Document:
    """A nameplate and its line, then headlines, each over the days of a show and a text."""
    sheet = (
        page().line("Hill Museum News", at=(72, 40), size=24, bold=True).line("No. 3 · May 2024", at=(72, 70))
    )
    for place, (head, day) in enumerate(zip(HEADS, days, strict=False)):
        top = 100.0 + 110 * place
        sheet.line(head, at=(72, top), size=14, bold=True).line(day, at=(72, top + 18), size=9, bold=True)
        sheet.lines(prose_lines(5 * place, 5), at=(72, top + 30))
    return page_document(sheet)


def numbered(*parts: str) -> Document:
    """A nameplate over several lines in one row and one look, and an article."""
    sheet = page().line("Hill Newsletter", at=(72, 40), size=24, bold=True)
    for place, part in enumerate(parts):
        sheet.line(part, at=(72 + 180 * place, 80), size=9, bold=True)
    sheet.line("Harbour opens again", at=(72, 120), size=16, bold=True).lines(prose_lines(0, 8), at=(72, 150))
    return page_document(sheet)


SHOWS = ("3 May – 9 June 2024", "7 June – 2 July 2024", "9 July – 4 August 2024")


def labelled(below: str, behind: str = "") -> Document:
    """A label in capitals at the head of a page, with the name behind it in its line, or below it."""
    sheet = page().line("COUNCIL:", at=(72, 60), bold=True)
    if behind:
        sheet.line(behind, at=(140, 60))
    if below:
        sheet.line(below, at=(72, 90), bold=True)
    return page_document(sheet.lines(prose_lines(0), at=(72, 140)))


def told(line: str) -> Document:
    """Under a first text, a line over a date in bold letters."""
    sheet = page().lines(prose_lines(0, 4), at=(72, 60)).line(line, at=(72, 180))
    sheet.line("2nd March 2026.", at=(72, 192), bold=True)
    return page_document(sheet.lines(prose_lines(1, 4), at=(72, 230)))


PAIRS = (
    Pair(
        "date_that_no_line_leads_up_to",
        NoiseCode.ISSUE_LINE,
        Example(lambda: told("Fern Hall on the hill"), "2nd March"),
        Example(lambda: told("Lamps must be handed in at the hall (see below) by:"), "2nd March"),
    ),
    Pair(
        "date_in_a_card_of_lines",
        NoiseCode.ISSUE_LINE,
        Example(lambda: carded("All rates of the Fern Hall", "July 1, 2024."), "July 1"),
        Example(lambda: carded("All rates of the hall will become lower on", "July 1, 2024."), "July 1"),
    ),
    Pair(
        "days_of_shows",
        NoiseCode.ISSUE_LINE,
        Example(lambda: exhibitions(SHOWS[0]), "3 May"),
        Example(lambda: exhibitions(*SHOWS), "3 May"),
    ),
    Pair(
        "volume_date_and_number",
        NoiseCode.ISSUE_LINE,
        Example(lambda: numbered("Vol. 21", "3 May 2024", "No. 56"), "3 May"),
        Example(lambda: numbered(*SHOWS), "3 May"),
    ),
    Pair(
        "in_letters_larger_than_a_headline",
        NoiseCode.NAMEPLATE,
        Example(lambda: over_its_date("Fern Hall", size=36), "Fern Hall"),
        Example(lambda: over_its_date("Fern Hall", size=20), "Fern Hall"),
    ),
    Pair(
        "over_a_letterhead_and_its_date",
        NoiseCode.NAMEPLATE,
        Example(lambda: over_its_date("Fern Hall", "PRESS RELEASE", size=36), "Fern Hall"),
        Example(lambda: over_its_date("Fern Hall", "Lanterns on the quay", size=36), "Fern Hall"),
    ),
    Pair(
        "organisation_and_a_label_with_its_name_behind",
        NoiseCode.LETTERHEAD,
        Example(lambda: labelled("Harbour Office"), "COUNCIL"),
        Example(lambda: labelled("", behind="Harbour Office"), "COUNCIL"),
    ),
    Pair(
        "beside_a_text_and_not_under_it",
        NoiseCode.LETTERHEAD,
        Example(lambda: listed(left=400), "Lanterns"),
        Example(lambda: listed(left=72), "Lanterns"),
    ),
    Pair(
        "publication_word_in_display_type",
        NoiseCode.NAMEPLATE,
        Example(lambda: headed("Hill Newsletter"), "Hill Newsletter"),
        Example(lambda: headed("Newsletter team wins a prize", title=""), "Newsletter team"),
    ),
    Pair(
        "publication_word_with_its_date",
        NoiseCode.NAMEPLATE,
        Example(lambda: headed("Hill Club Newsletter May 2024", title=""), "Hill Club"),
        Example(lambda: headed("Hill Club newsletter wins in May 2024", title=""), "Hill Club"),
    ),
    Pair(
        "organisation_and_no_headline",
        NoiseCode.LETTERHEAD,
        Example(lambda: headed("Linn Primary School"), "Linn Primary"),
        Example(lambda: headed("Linn school plants an orchard"), "Linn school"),
    ),
    Pair(
        "name_that_begins_with_what_it_is",
        NoiseCode.LETTERHEAD,
        Example(lambda: headed("Secretaría de salud pública"), "Secretaría"),
        Example(lambda: headed("Nueva secretaría de salud pública"), "Nueva"),
    ),
    Pair(
        "name_given_by_the_profile",
        NoiseCode.NAMEPLATE,
        Example(lambda: headed("The Linn Lantern"), "Lantern", SourceProfile(title="The Linn Lantern")),
        Example(lambda: headed("The Linn Lantern", title=""), "Lantern"),
    ),
    Pair(
        "name_over_the_date_and_heads_of_one_look",
        NoiseCode.NAMEPLATE,
        Example(lambda: named("No. 12, May 2024"), "Ferryman"),
        Example(lambda: named("No. 12, May 2024", heads=HEADS[:1]), "Ferryman"),
    ),
    Pair(
        "name_over_a_line_that_dates_the_issue",
        NoiseCode.NAMEPLATE,
        Example(lambda: named("4 May 2024"), "Ferryman"),
        Example(lambda: named("by the river and beyond"), "Ferryman"),
    ),
    Pair(
        "name_in_display_type",
        NoiseCode.NAMEPLATE,
        Example(lambda: named("No. 12, May 2024", size=14), "Ferryman"),
        Example(lambda: named("No. 12, May 2024", size=11), "Ferryman"),
    ),
    Pair(
        "label_of_a_press_release",
        NoiseCode.LETTERHEAD,
        Example(lambda: headed("PRESS RELEASE"), "PRESS"),
        Example(lambda: headed("Press release wins award", title=""), "Press"),
    ),
    Pair(
        "name_of_an_organisation",
        NoiseCode.LETTERHEAD,
        Example(lambda: text_document(f"MINISTRY OF LAKES\n\nHarbour opens\n\n{prose()}\n"), "MINISTRY"),
        Example(lambda: text_document(f"Ministry of Lakes\n{prose()}\n\n{prose(1)}\n"), "Ministry"),
    ),
    Pair(
        "volume_and_date",
        NoiseCode.ISSUE_LINE,
        Example(lambda: dated("Vol. 3, No. 2, April 2011"), "Vol. 3"),
        Example(lambda: dated("Monday, 4 April"), "Monday"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(masthead.find, pair)


def test_short_display_lines_of_the_head_go_with_its_seeds() -> None:
    def sheet() -> Document:
        return page_document(
            page()
            .line("News from the shore", at=(72, 30), size=14)
            .line("Hill Newsletter", at=(72, 60), size=24, bold=True)
            .line("Harbour opens again", at=(72, 120), size=16, bold=True)
            .lines(prose_lines(0, 8), at=(72, 150))
        )

    assert codes_given(masthead.find, Example(sheet, "News from the shore")) == {NoiseCode.NAMEPLATE}
    assert codes_given(masthead.find, Example(sheet, "Harbour opens")) == set()


def beside(line: str, *, headline: str = "Bridge opens after two years", at: float = 250) -> Document:
    """A nameplate, a headline with a deck over its text, and a line of the head beside that text."""
    return page_document(
        page()
        .line("Hill Newsletter", at=(72, 50), size=28, bold=True)
        .line(headline, at=(72, 110), size=20, bold=True)
        .line("Four hundred people walk across", at=(72, 138), size=13)
        .lines(prose_lines(0, 14), at=(72, 170))
        .line(line, at=(440, at), size=9)
    )


@pytest.mark.parametrize("at", [190.0, 250.0, 300.0])
@pytest.mark.parametrize("line", ["No. 12, May 2024", "Vol. 3, No. 2, April 2011"])
@pytest.mark.parametrize("headline", ["Bridge opens after two years", "Moles"])
def test_a_headline_over_its_text_is_no_part_of_the_head_beside_it(
    line: str, headline: str, at: float
) -> None:
    example = Example(lambda: beside(line, headline=headline, at=at), headline)
    assert codes_given(masthead.find, example) == set()


def test_a_name_over_a_numbered_line_is_part_of_the_head() -> None:
    document = (
        page()
        .line("Hill Newsletter", at=(72, 50), size=28, bold=True)
        .line("All that is new on the hill", at=(72, 90), size=14)
        .line("No. 12, May 2024", at=(72, 112), size=13)
        .lines(prose_lines(0, 14), at=(72, 150))
    )
    assert codes_given(masthead.find, Example(lambda: page_document(document), "All that")) == {
        NoiseCode.NAMEPLATE
    }


def test_a_name_no_larger_than_another_line_of_its_page_is_no_nameplate() -> None:
    sheet = page().line("The Ferryman", at=(380, 50), size=20, bold=True).line("4 May 2024", at=(380, 80))
    for place, head in enumerate(HEADS):
        top = 110.0 + 110 * place
        sheet.line(head, at=(72, top), size=20, bold=True).lines(prose_lines(5 * place, 5), at=(72, top + 26))
    assert codes_given(masthead.find, Example(lambda: page_document(sheet), "Ferryman")) == set()
