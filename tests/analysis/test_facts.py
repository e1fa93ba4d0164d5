"""What is said of an issue as a whole: kind, title, label, date, languages, contents and warnings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from schemas.document import Document
from schemas.kinds import IssueKind, IssueStatus
from schemas.profile import ExpectedRange, ExpectedShare, SourceProfile
from schemas.rows import IssueRow
from tests.articles.test_titles import Sheet
from tests.build import page
from tests.road import articles_of, issue_of, page_document, prose, prose_lines, text_document


def export(*parts: str) -> Document:
    return text_document("\n\n".join(parts) + "\n")


def issue(*parts: str, profile: SourceProfile | None = None) -> IssueRow:
    return issue_of(export(*parts), profile or SourceProfile()).issue


TITLES = (
    "Moles come back to the orchard",
    "Bees want a home",
    "Elks on the road to Linn",
    "Boats at night",
    "Choir looks for tenors",
    "New lamps for the quay",
    "Chapel roof is tight again",
    "Skating on thin ice",
)
LIST = "\n".join(f"{title} ..... {number}" for number, title in enumerate(TITLES, start=2))


def newsletter() -> Document:
    sheet = Sheet(top=90).head("Moles").text().head("Bees").text()
    sheet.page.line("Hill Newsletter", at=(72, 25), size=24, bold=True).line("No. 5, May 2024", at=(72, 60))
    return page_document(sheet.page)


def digest() -> Document:
    return export("Contents", LIST, *(part for i, title in enumerate(TITLES) for part in (title, prose(i))))


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        pytest.param(digest, IssueKind.DIGEST, id="long_contents_list"),
        pytest.param(newsletter, IssueKind.NEWSLETTER, id="word_in_the_nameplate"),
        pytest.param(
            lambda: export("PRESS RELEASE", "Moles come back to the orchard", prose(0)),
            IssueKind.PRESS_RELEASE,
            id="label",
        ),
        pytest.param(lambda: export("Moles", prose(0)), IssueKind.PRESS_RELEASE, id="one_page_one_article"),
        pytest.param(
            lambda: export("Moles", prose(0), "Bees", prose(1)), IssueKind.PRESS_RELEASE, id="two_short_texts"
        ),
    ],
)
def test_kind(document: Callable[[], Document], kind: IssueKind) -> None:
    assert issue_of(document()).issue["kind"] == kind


def test_the_profile_wins_over_what_is_found() -> None:
    profile = SourceProfile(kind=IssueKind.REPORT, title="Orchard Report")
    found = issue_of(newsletter(), profile).issue
    assert (found["kind"], found["title"]) == ("report", "Orchard Report")


def test_label_title_and_date_come_from_the_head() -> None:
    found = issue_of(newsletter()).issue
    assert (found["title"], found["issue_label"], found["published_on"]) == (
        "Hill Newsletter",
        "No. 5, May 2024",
        date(2024, 5, 1),
    )


def test_lines_of_the_head_are_dated_one_by_one() -> None:
    sheet = Sheet(top=110).head("Moles").text().head("Bees").text()
    sheet.page.line("Hill Newsletter", at=(72, 25), size=24, bold=True)
    sheet.page.lines(["Volume 12, Number 3", "July – September 2026"], at=(72, 60))
    assert issue_of(page_document(sheet.page)).issue["published_on"] == date(2026, 7, 1)


def test_small_print_may_name_the_kind_and_large_print_the_title() -> None:
    sheet = Sheet(top=110).head("Moles").text().head("Bees").text()
    sheet.page.line("THE TROWEL", at=(72, 25), size=24, bold=True)
    sheet.page.line("Newsletter of the gardeners", at=(72, 58)).line("No. 5, May 2024", at=(400, 58))
    found = issue_of(page_document(sheet.page)).issue
    assert (found["kind"], found["title"]) == (IssueKind.NEWSLETTER, "THE TROWEL")


def test_a_price_in_display_type_is_no_title() -> None:
    sheet = Sheet(top=110).head("Moles").text().head("Bees").text()
    sheet.page.line("50p", at=(450, 20), size=30, bold=True)
    sheet.page.line("The Trowel Newsletter", at=(72, 40), size=22, bold=True)
    sheet.page.line("No. 5, May 2024", at=(400, 62))
    assert issue_of(page_document(sheet.page)).issue["title"] == "The Trowel Newsletter"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        pytest.param(("Moles come back", prose(0)), None, id="headline"),
        pytest.param(
            ("Situation report No. 5: Moles", prose(0)), "Situation report No. 5: Moles", id="series"
        ),
        pytest.param(
            ("Situ\u00adation report No. 5: Moles", prose(0)), "Situation report No. 5: Moles", id="parted"
        ),
        pytest.param(
            ("PRESS RELEASE", "Moles come back to the orchard", prose(0)), "PRESS RELEASE", id="label"
        ),
    ],
)
def test_the_headline_of_a_single_article_is_no_name_unless_it_names_its_series(
    parts: tuple[str, ...], name: str | None
) -> None:
    assert issue(*parts)["title"] == name


def test_a_complete_issue_has_no_warnings() -> None:
    found = issue_of(digest()).issue
    assert (found["status"], found["warnings"]) == (IssueStatus.PUBLISHED, [])
    assert (found["contents_entry_count"], found["contents_matched_count"]) == (8, 8)


def test_a_contents_entry_without_an_article_is_a_warning() -> None:
    parts = [part for i, title in enumerate(TITLES[:-1]) for part in (title, prose(i))]
    found = issue("Contents", LIST, *parts)
    assert found["status"] == IssueStatus.PUBLISHED_WITH_WARNINGS
    assert found["warnings"] == ["1 of 8 contents entries have no article: Skating on thin ice"]


def test_untitled_articles_are_a_warning() -> None:
    assert (
        "articles without a headline: 1" in issue(prose(5), "Moles", prose(0), "Bees", prose(1))["warnings"]
    )


def test_what_looks_like_markup_in_a_body_warns_but_does_not_keep_the_issue_back() -> None:
    sheet = Sheet().head("Moles").text()
    sheet.page.line("**Bring a lamp** and a spade, the paths are dark.", at=(72, sheet.top))
    rows = issue_of(page_document(sheet.page))
    assert rows.issue["warnings"] == [f"body of article {rows.articles[0]['article_id']} holds ** markup"]
    assert rows.issue["status"] == IssueStatus.PUBLISHED_WITH_WARNINGS


def test_letters_that_cannot_be_seen_are_a_warning_from_some_share_on() -> None:
    sheet = page().line("Moles", at=(72, 40), size=16, bold=True).lines(prose_lines(), at=(72, 70))
    hidden = "nobody sees this " * 3
    found = issue_of(page_document(sheet.line(hidden, at=(72, 300), invisible=True))).issue
    count = len("".join(hidden.split()))
    assert found["warnings"] == [
        f"{count} of {found['char_count']} characters are nowhere to be seen on the pages, and left out"
    ]


def test_what_the_profile_does_not_expect_is_a_warning() -> None:
    profile = SourceProfile(
        expected_articles=ExpectedRange(min=2), expected_noise_share=ExpectedShare(min=0.5, max=0.9)
    )
    found = issue("Moles", prose(0), profile=profile)
    assert found["status"] == IssueStatus.PUBLISHED_WITH_WARNINGS
    assert found["warnings"] == [
        "1 articles are outside what the source's profile expects",
        "a noise share of 0.00 is outside what the source's profile expects",
    ]


def test_a_short_article_has_the_language_of_its_issue() -> None:
    found = articles_of(export("A new pier", prose(0), "## Moles", "Won: 1, 2, 3, 4, 5, 6, 7, 8, 9."))
    assert [(article["language"], article["language_confidence"] is None) for article in found] == [
        ("en", False),
        ("en", True),
    ]


def test_the_language_of_the_profile_fills_a_gap_only() -> None:
    profile = SourceProfile(language="fi")
    assert issue("## Moles", "Gone.", profile=profile)["language"] == "fi"
    assert issue("Moles", prose(0), profile=profile)["language"] == "en"
