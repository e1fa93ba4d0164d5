"""Whether an issue is one article, and that article's real headline."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.profile import SourceProfile
from tasks.analysis.issue import rule
from tests.build import page
from tests.road import articles_of, issue_of, page_document, prose, prose_lines, text_document, titles_of


def is_ruled_one(document: Document) -> bool:
    """Whether the rules read an issue as one article."""
    return rule(document, SourceProfile()).evidence.headline is not None


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
        pytest.param(
            ("## PRESS RELEASE", "## Ministers agree on one gauge for the lake"),
            "Ministers agree on one gauge for the lake",
            id="label_in_the_look_of_the_headline",
        ),
    ],
)
def test_press_release_is_one_article_with_its_real_headline(head: tuple[str, ...], title: str) -> None:
    rows = issue_of(release(*head))
    assert [article["title"] for article in rows.articles] == [title]
    assert rows.issue["kind"] == "press_release"
    assert "Next steps" in rows.articles[0]["body"]


def notices(*marks: str) -> Document:
    """Two heads of one look over text, each text closed by a mark."""
    sheet, top = page(), 40.0
    for place, mark in enumerate(marks):
        sheet.line(
            ("Gauge of the lake is read anew", "Who may read it")[place], at=(72, top), size=12, bold=True
        )
        sheet.lines([*prose_lines(place, 6), mark], at=(72, top + 20))
        top += 150
    return page_document(sheet)


@pytest.mark.parametrize("mark", ["###", "# # #", "– END –", "-Ende-", "*** FIN ***"])
def test_mark_that_closes_a_release_says_that_the_issue_is_one(mark: str) -> None:
    assert is_ruled_one(notices("", mark))
    assert not is_ruled_one(notices("", mark.strip("#–-* ")))
    assert not is_ruled_one(notices(mark, mark))


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


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        pytest.param("Situation report 45", True, id="its_number"),
        pytest.param("Situation report", False, id="no_number"),
        pytest.param("Fever report 45", False, id="another_report"),
    ],
)
def test_short_line_is_a_situation_reports_title_by_its_number(title: str, *, is_one: bool) -> None:
    assert is_ruled_one(numbered(title, ("", "", ""))) == is_one


def chapters(title: str, *names: str) -> Document:
    """A page with a title and its lead over heads of one smaller look, each with text."""
    sheet = page().line(title, at=(72, 40), size=16, bold=True).lines(prose_lines(9, 3), at=(72, 66))
    for place, name in enumerate(names):
        sheet.line(name, at=(72, 120 + 90 * place), size=11, bold=True)
        sheet.lines(prose_lines(place, 4), at=(72, 140 + 90 * place))
    return page_document(sheet)


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("Background", "How the lakes are doing", "Purpose and scope"), id="en"),
        pytest.param(("Einleitung", "Was die Seen sagen", "Fazit"), id="de"),
        pytest.param(("Introduction", "Ce que disent les lacs", "Conclusions :"), id="fr"),
    ],
)
def test_heads_that_name_parts_of_a_text_are_no_articles(names: tuple[str, ...]) -> None:
    assert titles_of(chapters("Open gauges for all lakes", *names)) == ["Open gauges for all lakes"]


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(
            ("Ferry goes at nine", "Introduction", "New pier", "Conclusion"), id="not_from_the_first"
        ),
        pytest.param(
            ("Introduction", "Ferry goes at nine", "Pier is new", "Elks are back"), id="one_of_many"
        ),
        pytest.param(("Background", "Results", "Pier is new", "Background", "Results"), id="names_return"),
    ],
)
def test_issue_with_parts_of_some_texts_has_several_articles(names: tuple[str, ...]) -> None:
    assert not is_ruled_one(chapters("Lake board meets in May", *names))


def report_with_contents(cover: str) -> Document:
    """A cover, a contents list and two pages of chapters, the first of which names what it is about."""
    names = ("Ferries", "Discussion", "Next steps")
    front = page().line(cover, at=(72, 200), size=30)
    lists = page().line("Contents", at=(72, 40), size=14, bold=True)
    inside = page()
    for place, name in enumerate(names):
        lists.line(f"{name} ................................ 3", at=(72, 70 + 14 * place))
        inside.line(name, at=(72, 40 + 150 * place), size=14, bold=True)
        inside.lines(prose_lines(place, 8), at=(72, 62 + 150 * place))
    return page_document(front, lists, inside)


def test_report_may_have_a_cover_and_a_list_of_its_chapters() -> None:
    cover = "Report on all the ferries"
    assert titles_of(report_with_contents(cover)) == [cover]


def test_list_of_contents_is_else_one_of_articles() -> None:
    assert not is_ruled_one(report_with_contents("The voice of all the ferries"))


def letter(head: str, *names: str) -> Document:
    """The name of an office over a line in larger letters, and heads with text."""
    sheet = page().line("LAKE COUNCIL", at=(250, 40), size=11, bold=True)
    sheet.line(head, at=(72, 66), size=13, bold=True)
    for place, name in enumerate(names):
        sheet.line(name, at=(72, 100 + 90 * place), size=10, bold=True)
        sheet.lines(prose_lines(place, 4), at=(72, 120 + 90 * place))
    return page_document(sheet)


def test_letter_in_numbered_parts_is_one_article() -> None:
    head = "Council of the Lakes invites names of members"
    assert titles_of(letter(head, "1. Members", "2. Places", "3. Closing date")) == [head]


def test_letter_over_heads_of_which_few_have_numbers_is_none() -> None:
    names = ("1. Members", "2. Places", "3. Closing date", "Pier is new", "Elks are back", "Ferry at nine")
    assert not is_ruled_one(letter("Council of the Lakes invites names of members", *names))


def test_label_of_a_release_may_stand_among_who_to_ask() -> None:
    sheet = page().line("For immediate release", at=(72, 40), bold=True)
    sheet.line("Contact: Ada Lund 555 123 4567, Email: ada@lakes.example", at=(72, 54))
    sheet.line("Lake board votes on all gauges at last", at=(120, 80), bold=True)
    sheet.line("Ferries asked to give up their horns at night", at=(110, 100), bold=True)
    sheet.lines(prose_lines(0, 6), at=(72, 124)).lines(prose_lines(1, 6), at=(72, 220))
    assert titles_of(page_document(sheet)) == ["Lake board votes on all gauges at last"]


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
