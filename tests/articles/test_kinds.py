"""Whether an issue is one article, and that article's real headline."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.profile import SourceProfile
from tests.build import page
from tests.road import articles_of, issue_of, page_document, prose, prose_lines, text_document, titles_of


def release(*head: str) -> Document:
    """A page with a release's head lines, large as their `#` marks say, over a text with an inner heading."""
    sheet, top = page(), 40.0
    for line in head:
        size = {"# ": 24, "##": 16}.get(line[:2], 10)
        sheet.line(line.lstrip("# "), at=(72, top), size=size, bold=size > 10)
        top += 30
    sheet.lines(prose_lines(0, 6), at=(72, top + 20))
    sheet.line("Next steps", at=(72, top + 130), size=12, bold=True)
    return page_document(sheet.lines(prose_lines(1, 6), at=(72, top + 150)))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param(
            ("PRESS RELEASE", "## Ministers agree on one gauge for the lake"),
            "Ministers agree on one gauge for the lake",
            id="label_over_the_headline",
        ),
        pytest.param(
            ("## MINISTRY OF LAKES", "PRESS RELEASE", "## Ministers agree on one gauge for the lake"),
            "Ministers agree on one gauge for the lake",
            id="letterhead_as_large_as_the_headline",
        ),
        pytest.param(
            ("# THE VOICE OF THE NORTHERN LAKES", "PRESS RELEASE", "## Ministers agree on one gauge"),
            "Ministers agree on one gauge",
            id="letterhead_larger_than_the_headline",
        ),
        pytest.param(
            ("Ministers agree on one gauge for the lake", "PRESS RELEASE No. 12"),
            "Ministers agree on one gauge for the lake",
            id="headline_over_the_label",
        ),
    ],
)
def test_press_release_is_one_article_with_its_real_headline(head: tuple[str, ...], title: str) -> None:
    rows = issue_of(release(*head))
    assert [article["title"] for article in rows.articles] == [title]
    assert rows.issue["kind"] == "press_release"
    assert "Next steps" in rows.articles[0]["body"]


def test_closing_place_and_date_of_a_release_belong_to_it() -> None:
    document = text_document(
        f"PRESS RELEASE\n\nMinisters agree on one gauge for the lake\n\n{prose(0)}\n\n{prose(1)}\n\n"
        "Port Lumen, 9 August 2019\n"
    )
    rows = issue_of(document)
    assert len(rows.articles) == 1
    assert rows.articles[0]["body"].endswith("Port Lumen, 9 August 2019")
    assert str(rows.issue["published_on"]) == "2019-08-09"


def numbered(title: str, marks: tuple[str, str, str]) -> Document:
    """A first page with a title and three numbered heads over text."""
    sheet = page().line(title, at=(72, 40), size=18, bold=True)
    for number, (mark, head) in enumerate(zip(marks, ("Cases", "Response", "Outlook"), strict=True)):
        sheet.line(f"{mark} {head}".strip(), at=(72, 90 + number * 140), size=12, bold=True)
        sheet.lines(prose_lines(number, 6), at=(72, 110 + number * 140))
    return page_document(sheet)


def test_report_with_numbered_heads_is_one_article() -> None:
    document = numbered("Weekly situation report on lake fever", ("1.", "2.", "3."))
    assert titles_of(document) == ["Weekly situation report on lake fever"]
    assert issue_of(document).articles[0]["body"].count("\n\n") >= 5


def minutes(*lines: str) -> Document:
    """Two heads of one look, the first over three numbered heads, the text under the first as told."""
    sheet, top = page(), 40.0
    for place, head in enumerate(("Board meets in May", "1. Welcome", "2. Money", "3. Votes", "Pier is new")):
        sheet.line(head, at=(72, top), size=10 if "." in head else 15, bold=True)
        said = list(lines[place : place + 1]) or prose_lines(place, 3)
        sheet.lines(said, at=(72, top + 24))
        top += 50 + 12 * len(said)
    return page_document(sheet)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            "The annual report of the lake board was read to all its members, who want another one in May.",
            id="a_sentence",
        ),
        pytest.param("2. Annual report of the treasurer", id="an_item"),
    ],
)
def test_what_speaks_of_a_report_is_no_reports_title(said: str) -> None:
    assert titles_of(minutes(said)) == ["Board meets in May", "Pier is new"]


@pytest.mark.parametrize(
    "title",
    ["Point d’information sur la fièvre des lacs", "Informe de situación: fiebre de los lagos"],
    ids=["fr", "es"],
)
def test_situation_report_is_one_article_in_any_language_whatever_its_heads(title: str) -> None:
    assert titles_of(numbered(title, ("", "", ""))) == [title]


def test_heads_of_a_collection_are_articles() -> None:
    document = text_document(
        "".join(f"{t}\n\n{prose(i)}\n\n" for i, t in enumerate(("Moles", "Bees", "Elks")))
    )
    assert titles_of(document) == ["Moles", "Bees", "Elks"]


@pytest.mark.parametrize(
    ("one_article", "expected"), [(True, 1), (False, 3)], ids=["one_text", "a_collection"]
)
def test_the_profile_decides(expected: int, *, one_article: bool) -> None:
    document = text_document(
        "".join(f"{t}\n\n{prose(i)}\n\n" for i, t in enumerate(("Moles", "Bees", "Elks")))
    )
    assert len(articles_of(document, SourceProfile(one_article=one_article))) == expected


@pytest.mark.parametrize(
    ("first", "title"),
    [
        pytest.param("Dear friends of the lake,", "PRESS RELEASE", id="a_salutation"),
        pytest.param("- Ferries go at nine", "PRESS RELEASE", id="an_item"),
        pytest.param("Ministers agree on one gauge", "Ministers agree on one gauge", id="a_headline"),
    ],
)
def test_the_label_in_display_type_stands_for_a_headline_that_is_not_there(first: str, title: str) -> None:
    sheet = page().line("PRESS RELEASE", at=(72, 40), size=20).line(first, at=(72, 80))
    sheet.lines(prose_lines(0, 6), at=(72, 110)).lines(prose_lines(1, 6), at=(72, 220))
    assert [article["title"] for article in articles_of(page_document(sheet))] == [title]


def test_no_headline_stands_under_a_text_in_larger_letters() -> None:
    sheet = page().line("PRESS RELEASE", at=(72, 40), size=28)
    sheet.lines(
        ["To all who cross the lake by ferry or on foot:", "we tell you when the pier is open again."],
        at=(72, 90),
        size=14,
    )
    sheet.line("Please mind that nobody may cross before nine!", at=(72, 140), size=12, bold=True)
    sheet.lines(prose_lines(0, 6), at=(72, 170)).lines(prose_lines(1, 6), at=(72, 260))
    assert [article["title"] for article in articles_of(page_document(sheet))] == ["PRESS RELEASE"]
