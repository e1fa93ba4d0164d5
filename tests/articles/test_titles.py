"""Which heads open an article, which are sections, and which stay inside: pages and the titles they give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from schemas.document import Document
from schemas.profile import SourceProfile
from tasks.articles.candidates import CandidateFinder
from tasks.articles.contents import read_contents
from tasks.articles.titles import Role, TitleJudge
from tests.build import Page, page
from tests.road import (
    NO_PROFILE,
    articles_of,
    issue_of,
    judged,
    page_document,
    prose,
    prose_lines,
    text_document,
    titles_of,
    told_by_rules,
    wrapped,
)


@dataclass
class Sheet:
    """A page filled from the top: heads, texts and rules below each other."""

    page: Page = field(default_factory=page)
    top: float = 60.0
    seed: int = 0

    def head(self, text: str, size: float = 16, *, bold: bool = True, gap: float = 8) -> Sheet:
        self.page.line(text, at=(72, self.top), size=size, bold=bold)
        self.top += 1.2 * size + gap
        return self

    def text(self, sentences: int = 4) -> Sheet:
        lines = prose_lines(self.seed, sentences)
        self.page.lines(lines, at=(72, self.top))
        self.top += 12 * len(lines) + 14
        self.seed += 1
        return self

    def rule(self) -> Sheet:
        self.page.rule((72, self.top), (520, self.top))
        self.top += 14
        return self

    def run_in(self, head: str, width: float) -> Sheet:
        """A paragraph with a bold beginning `width` points wide."""
        first, *others = prose_lines(self.seed, 4)
        self.page.line(head, at=(72, self.top), bold=True).line(first, at=(72 + width, self.top))
        self.page.lines(others, at=(72, self.top + 12))
        self.top += 12 * (len(others) + 1) + 14
        self.seed += 1
        return self

    def box(self, head: str, inner: str = "", sentences: int = 3, *, size: float = 13) -> Sheet:
        """A frame with a head, text and, if told, a head of 10.5 points over more text."""
        start = self.top
        self.top += 14
        self.head(head, size).text(sentences)
        if inner:
            self.head(inner, 10.5).text(sentences)
        self.page.rect((62, start, 530, self.top))
        self.top += 20
        return self


def titles(*sheets: Sheet) -> list[str]:
    """As the rules read it, whatever was learnt."""
    story = told_by_rules(page_document(*(sheet.page for sheet in sheets)))
    return [article.title for article in story.articles]


def test_heads_of_one_look_open_articles() -> None:
    assert titles(Sheet().head("Moles").text().head("Bees").text().head("Elks").text()) == [
        "Moles",
        "Bees",
        "Elks",
    ]


def test_heads_right_under_each_of_several_larger_ones_are_items_of_sections() -> None:
    sheet = Sheet()
    for section, items in (
        ("Obituaries", ("Ann Tide", "Ole Ford")),
        ("Retirements", ("Una Weir", "Ed Lock")),
    ):
        sheet.head(section)
        for item in items:
            sheet.head(item, 10.5).text(2)
    assert titles(sheet) == ["Ann Tide", "Ole Ford", "Una Weir", "Ed Lock"]


@pytest.mark.parametrize(
    ("again", "are_items"), [("Clubs of the town", True), ("Streets of the town", False)]
)
def test_a_name_that_is_said_over_each_page_of_a_section_is_judged_alone(
    again: str, *, are_items: bool
) -> None:
    """Another head of its look may stand over a text of its own."""
    first = Sheet().head("The mayor writes").text(2).head("Clubs of the town")
    first.head("Rowers", 10.5).text(2).head("Singers", 10.5).text(2)
    second = Sheet(seed=9).head(again).head("Skaters", 10.5).text(2).head("Divers", 10.5).text(2)
    second.head("The harbour opens").text(2)
    assert ({"Rowers", "Singers", "Skaters", "Divers"} <= {*titles(first, second)}) is are_items


@pytest.mark.parametrize(("sizes", "are_items"), [((10.5, 10.5, 11), True), ((10.5, 11, 11.5), False)])
def test_items_of_most_sections_are_of_one_look(sizes: tuple[float, ...], *, are_items: bool) -> None:
    sheet = Sheet()
    items = (("Ann Tide", "Ole Ford", "Ida Mill"), ("Una Weir", "Ed Lock", "Jon Reed"), ("Eva Cliff",))
    for section, size, names in zip(("Births", "Retirements", "Prizes"), sizes, items, strict=True):
        sheet.head(section)
        for name in names:
            sheet.head(name, size, gap=4).text(1)
    assert (titles(sheet) == [name for names in items for name in names]) is are_items


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("Loans, the answer to", "leaking harbours", True),
        ("Loans, the answer to", "Leaking harbours", False),
        ("Loans:", "leaking harbours", False),
    ],
    ids=["small_letters", "capital", "colon"],
)
def test_a_headline_of_two_sizes_goes_on_in_small_letters(first: str, second: str, *, is_one: bool) -> None:
    sheet = (
        Sheet().head("Moles").text().head(first, 18, bold=False, gap=2).head(second, 30, bold=False).text()
    )
    assert (f"{first} {second}" in titles(sheet)) is is_one


@pytest.mark.parametrize("text_top", [400, 900])
def test_a_box_between_a_headline_and_its_text_makes_it_no_section(text_top: float) -> None:
    """So stands short news beside the text of a first page; without that text the box is what it heads."""
    first = page().line("The harbour opens again", at=(72, 60), size=30, bold=True)
    first.rect((400, 110, 560, 330)).line("Today", at=(410, 120), size=16, bold=True)
    first.lines(wrapped(prose(9), 28), at=(410, 150))
    if text_top < 800:
        first.lines(prose_lines(0, 12), at=(72, text_top))
    second = page().line("Moles", at=(72, 60), size=16, bold=True).lines(prose_lines(5, 6), at=(72, 90))
    assert ("The harbour opens again" in titles(Sheet(first), Sheet(second))) is (text_top < 800)


COLORS = ("#000066", "#cc0000", "#006633")


@pytest.mark.parametrize(
    ("colors", "title", "count"),
    [
        pytest.param(COLORS, "", 4, id="each_in_its_colour"),
        pytest.param(COLORS[:1] * 3, "", 1, id="all_in_one_colour"),
        pytest.param(("#000000", "#333333", "#666666"), "", 1, id="black_and_grey"),
        pytest.param(COLORS, "What the town offers", 2, id="under_a_title_of_the_page"),
    ],
)
def test_heads_in_the_colour_of_their_texts_part_a_page(
    colors: tuple[str, ...], title: str, count: int
) -> None:
    first = page().line("The harbour opens again", at=(72, 60), size=22, bold=True)
    first.lines(prose_lines(0, 12), at=(72, 100))
    second, top = page(), 60
    if title:
        second.line(title, at=(72, top), size=22, bold=True, color=colors[0])
        top += 40
    for seed, (head, color) in enumerate(zip(("Moles", "Bees", "Elks"), colors, strict=True), start=1):
        lines = prose_lines(seed, 4)
        second.line(head, at=(72, top), bold=True, color=color).lines(lines, at=(72, top + 14), color=color)
        top += 12 * len(lines) + 40
    assert len(told_by_rules(page_document(first, second)).articles) == count


@pytest.mark.parametrize(
    ("count", "size", "are_items"),
    [
        pytest.param(4, 12, True, id="series"),
        pytest.param(3, 12, False, id="no_long_series"),
        pytest.param(4, 18, False, id="headline_over_chapters"),
    ],
)
def test_a_long_series_right_under_one_head_is_of_items(count: int, size: float, *, are_items: bool) -> None:
    items = ["Grills", "Flowers", "Garage", "Stairs"][:count]
    sheet = Sheet().head("The board tells", size, gap=4)
    for item in items:
        sheet.head(item, 10, gap=2).text(4)
    told = told_by_rules(page_document(sheet.page))
    assert [article.title for article in told.articles] == (items if are_items else ["The board tells"])


def test_labels_that_come_back_under_heads_as_large_are_parts_of_each_article() -> None:
    sheet = Sheet()
    for head in ("BILL 14: METERS", "BILL 15: BUSES", "BILL 16: SEEDS"):
        sheet.head(head, 10).run_in("Status:", 40).run_in("Summary:", 50)
    assert titles(sheet) == ["BILL 14: METERS", "BILL 15: BUSES", "BILL 16: SEEDS"]


@pytest.mark.parametrize(
    ("below", "size", "is_byline"),
    [
        pytest.param("by {}", 14, True, id="byline_as_prominent"),
        pytest.param("By {}", 20, False, id="larger_than_the_head"),
        pytest.param("Near {}", 14, False, id="no_byline"),
    ],
)
def test_who_wrote_it_is_no_title_in_the_look_of_one(below: str, size: float, *, is_byline: bool) -> None:
    sheet = Sheet()
    heads = {"Moles under the town hall": "Ann Tide", "Bees on every roof": "Ole Ford"}
    for head, name in heads.items():
        sheet.head(head, 15, gap=4).head(below.format(name), size).text()
    assert (titles(sheet) == list(heads)) is is_byline


@pytest.mark.parametrize(
    ("between", "is_deck"),
    [
        pytest.param("by {}", True, id="byline"),
        pytest.param("Near {} there is room for all, be they from here or not", False, id="text"),
    ],
)
def test_a_deck_over_a_byline_in_small_letters_heads_nothing(between: str, *, is_deck: bool) -> None:
    """Though it is much larger than that: the byline is none of its text."""
    sheet = page()
    for place, name in enumerate(("Oona Merrow and Ida Fern", "Ida Fern", "Jon Reed")):
        top = 60 + 220 * place
        sheet.line(f"The Lanterns {'ABC'[place]} of Linn", at=(72, top), size=20, bold=True)
        sheet.line(f"Lanterns to be lit {['once', 'twice', 'thrice'][place]}", at=(72, top + 28), size=11.5)
        office = "of the Lantern Council for the whole of Linn and the Quay" if place == 0 else ""
        sheet.line(f"{between.format(name)}, {office}".rstrip(", "), at=(72, top + 46), size=8)
        sheet.lines(prose_lines(place, 8), at=(72, top + 62))
    assert ("Lanterns to be lit once" in titles(Sheet(sheet))) is not is_deck


@pytest.mark.parametrize(("between", "are_items"), [(2, True), (3, False)])
def test_two_lines_at_most_stand_between_the_head_of_an_item_and_its_text(
    between: int, *, are_items: bool
) -> None:
    sheet = Sheet()
    for section in ("Upper court", "Lower court"):
        sheet.head(section)
        for item in ("Tide v. Weir", "Ford v. Lock"):
            sheet.head(f"{item}, {section}", 12)
            for place in range(between):
                sheet.page.line("[2024] 14, noise of a mill", at=(72, sheet.top), size=9.0 - place)
                sheet.top += 16
            sheet.text(2)
    assert ("Tide v. Weir, Upper court" in titles(sheet)) is are_items


def test_a_name_on_a_band_of_colour_signs_nothing() -> None:
    sheet = page().line("Market news", at=(60, 40), size=14, bold=True)
    sheet.lines(prose_lines(5, 4), at=(60, 70))
    for place, head in enumerate(("Beans", "Onions")):
        top = 160 + 130 * place
        sheet.rect((60, top, 530, top + 24), fill="#226633")
        sheet.line(head, at=(66, top + 5), size=13, bold=True, color="#ffffff")
        sheet.lines(prose_lines(place, 4), at=(60, top + 36))
    roles = decided(page_document(sheet))
    assert [roles[head][0] for head in ("Beans", "Onions")] == [Role.TITLE, Role.TITLE]


def test_names_without_a_text_are_no_items_of_sections() -> None:
    sheet = Sheet()
    for section, names in (("Leaving us", ("Ann Tide", "Ole Ford")), ("Joining us", ("Una Weir", "Ed Lock"))):
        sheet.head(section)
        for name in names:
            sheet.head(name, 10.5)
            sheet.page.line("from Linn", at=(72, sheet.top))
            sheet.top += 20
    sheet.head("Moles").text()
    assert titles(sheet) == ["Leaving us", "Joining us", "Moles"]


def test_lesser_heads_stay_inside() -> None:
    sheet = Sheet().head("Moles", 20).text().head("Their tunnels", 11).text().head("Bees", 20).text()
    assert titles(sheet) == ["Moles", "Bees"]
    body = articles_of(page_document(sheet.page))[0]["body"]
    assert "\n\nTheir tunnels\n\n" in body


def test_lines_of_one_title_are_one_title() -> None:
    sheet = (
        Sheet()
        .head("Moles and what the gardeners", 20, gap=0)
        .head("of the valley say about them", 20)
        .text()
    )
    sheet.head("Bees", 20).text()
    assert titles(sheet) == ["Moles and what the gardeners of the valley say about them", "Bees"]


def test_a_box_is_an_article_of_its_own_and_the_text_around_it_goes_on() -> None:
    sheet = Sheet().head("Moles", 20).text().box("Bees want a home").text()
    sheet.head("Elks", 20).text()
    assert titles(sheet) == ["Moles", "Bees want a home", "Elks"]
    assert prose(2).split(".")[0] in articles_of(page_document(sheet.page))[0]["body"]


def test_a_greeting_over_boxes_is_no_title_of_the_first() -> None:
    sheet = Sheet().head("Good morning to all", 13).box("Moles", size=11).box("Bees", size=11)
    assert titles(sheet) == ["Moles", "Bees"]


def test_a_lesser_head_in_a_box_stays_in_the_box() -> None:
    sheet = Sheet().head("Moles", 20).text().box("BEES WANT A HOME", "What they eat").head("Elks", 20).text()
    assert titles(sheet) == ["Moles", "BEES WANT A HOME", "Elks"]


@pytest.mark.parametrize(
    ("is_parted", "expected"), [(True, ["Moles", "Bees"]), (False, ["Moles"])], ids=["rule", "none"]
)
def test_a_rule_across_the_page_parts_what_ranks_lower(expected: list[str], *, is_parted: bool) -> None:
    sheet = Sheet().head("Moles", 13).text()
    if is_parted:
        sheet.rule()
    assert titles(sheet.head("Bees", 10.5).text()) == expected


def test_run_in_heads_of_one_look_open_notices() -> None:
    sheet = Sheet().head("Notices", 14).run_in("Moles.", 40).run_in("Bees.", 36).run_in("Elks.", 34)
    found = titles(sheet)
    assert found[-2:] == ["Bees", "Elks"]


def test_one_run_in_head_is_emphasis() -> None:
    sheet = Sheet().head("Moles", 16).text().run_in("Remember:", 60).head("Bees", 16).text()
    assert titles(sheet) == ["Moles", "Bees"]


def test_numbered_heads_of_their_own_are_titles() -> None:
    sheet = Sheet().head("1. Hulls", 14).text().head("2. Masts", 14).text().head("3. Nets", 14).text()
    assert titles(sheet) == ["1. Hulls", "2. Masts", "3. Nets"]


def test_a_title_over_other_titles_is_a_section() -> None:
    sheet = (
        Sheet().head("Orchard", 22).head("Moles", 14).text().head("Bees", 14).text().head("Elks", 14).text()
    )
    found = articles_of(page_document(sheet.page))
    assert [(article["title"], article["section"]) for article in found] == [
        ("Moles", "Orchard"),
        ("Bees", "Orchard"),
        ("Elks", "Orchard"),
    ]


def export(*parts: str) -> Document:
    return text_document("\n\n".join(parts) + "\n")


@pytest.mark.parametrize(
    ("word", "profile"),
    [
        pytest.param("July", SourceProfile(), id="month"),
        pytest.param("In the Spotlight", SourceProfile(), id="section_word"),
        pytest.param("Around the orchard", SourceProfile(sections=("around the orchard",)), id="profile"),
    ],
)
def test_section_words(word: str, profile: SourceProfile) -> None:
    found = articles_of(export(word, "Moles", prose(0), "Bees", prose(1)), profile)
    assert [(article["title"], article["section"]) for article in found] == [("Moles", word), ("Bees", word)]


def test_heads_of_a_deeper_level_stand_under_their_section() -> None:
    found = articles_of(
        export("# Orchard", "## Moles", prose(0), "## Bees", prose(1), "# Roads", "## Elks", prose(2))
    )
    assert [(article["title"], article["section"]) for article in found] == [
        ("Moles", "Orchard"),
        ("Bees", "Orchard"),
        ("Elks", "Roads"),
    ]


def test_heads_of_a_deeper_level_stay_inside_where_others_have_text_of_their_own() -> None:
    assert titles_of(export("# Orchard", "## Moles", prose(0), "## Bees", prose(1), "# Roads", prose(2))) == [
        "Orchard",
        "Roads",
    ]


def news(*parts: str, items: int = 3) -> list[str]:
    """Titles of so many news items with the same parts in boxes, each under a head of its own."""
    sheets = [Sheet(seed=5 * n) for n in range(items)]
    for sheet, name in zip(sheets, ("Moles", "Bees", "Elks"), strict=False):
        sheet.head(name, 14).text()
        for part in parts:
            sheet.box(part, size=12)
    return titles(*sheets)


def test_the_parts_that_every_item_has_stay_inside() -> None:
    assert news("What it costs", "Who pays") == ["Moles", "Bees", "Elks"]


def offices(*, rows: int, under: str = "Treasurer") -> list[str]:
    """Titles of a page on which an article is followed by bold names over their offices."""
    sheet = Sheet().head("Moles", 14).text()
    for name in ("Oona Merrow", "Una Frost", "Ida Wren", "Ulla Stone")[:rows]:
        sheet.head(name, 14)
        sheet.page.line(under, at=(72, sheet.top))
        sheet.top += 30
    return titles(sheet)


def test_a_list_of_names_and_offices_is_no_article() -> None:
    assert offices(rows=4) == ["Moles"]


def test_names_over_more_words_each_are_articles() -> None:
    assert offices(rows=3, under="The mayor opened the new bridge on Monday.")[1:] == [
        "Oona Merrow",
        "Una Frost",
        "Ida Wren",
    ]


def test_boxes_that_come_back_only_once_are_articles() -> None:
    assert news("Who pays", items=2) == ["Moles", "Who pays", "Bees", "Who pays"]


def test_a_section_word_over_text_is_a_title() -> None:
    found = articles_of(export("Announcements", prose(0), "Bees", prose(1)))
    assert [(article["title"], article["section"]) for article in found] == [
        ("Announcements", None),
        ("Bees", None),
    ]


def test_named_by_the_profile_it_is_a_title_whatever_it_looks_like() -> None:
    sheet = Sheet().head("Moles", 20).text().head("Weather report", 10, bold=False).text()
    document = page_document(sheet.page)
    assert titles_of(document) == ["Moles"]
    assert titles_of(document, SourceProfile(titles=("^Weather report$",))) == ["Moles", "Weather report"]


def test_a_trusted_contents_list_keeps_other_lines_inside() -> None:
    listed = "\n".join(
        f"{title} ..... {page}" for page, title in enumerate(("Moles", "Bees", "Elks"), start=2)
    )
    parts = ["Moles", prose(0), "What they eat", prose(1), "Bees", prose(2), "Elks", prose(3)]
    assert titles_of(export("Contents", listed, *parts)) == ["Moles", "Bees", "Elks"]
    assert titles_of(export(*parts)) == ["Moles", "What they eat", "Bees", "Elks"]


def test_a_date_under_a_title_is_no_title() -> None:
    sheet = Sheet(top=420).head("Diary", 14).text().head("12 May 2024", 14).text().head("Bees", 14).text()
    assert titles(sheet) == ["Diary", "Bees"]


def decided(document: Document) -> dict[str, tuple[Role, str]]:
    """Role and reason of each candidate by its text."""
    context, verdicts = judged(document)
    entries = read_contents(context.blocks, verdicts, ())
    finder = CandidateFinder(document, context.blocks, verdicts, entries, NO_PROFILE, context.body_pt, ())
    judge = TitleJudge(document, context.blocks, verdicts, finder.find(), NO_PROFILE, len(entries))
    return {d.candidate.text: (d.role, d.reason.split(" (")[0]) for d in judge.decide().values()}


@pytest.mark.parametrize(
    ("second", "are_questions"), [("What was it like?", True), ("What it was like", False)]
)
def test_questions_of_one_look_are_surely_inside_an_article(second: str, *, are_questions: bool) -> None:
    sheet = Sheet().head("Harbour talk", 17).text()
    for line in ("And then?", second, "Any regrets?"):
        sheet.head(line, 10, gap=4).text(2)
    reasons = decided(page_document(sheet.page))
    assert (reasons["Any regrets?"] == (Role.HEADING, "a question among others of its look")) is are_questions


@pytest.mark.parametrize(
    ("second", "are_questions"), [("What was it like?", True), ("What it was like", False)]
)
def test_questions_in_boxes_of_their_own_are_inside_the_article(second: str, *, are_questions: bool) -> None:
    sheet = Sheet().head("Harbour talk", 17).text()
    for line in ("And then?", second, "Any regrets?"):
        sheet.box(line, sentences=2, size=10.5)
        sheet.top += 14
    reasons = decided(page_document(sheet.page))
    assert (reasons["Any regrets?"] == (Role.HEADING, "a question among others of its look")) is are_questions


def bookmarked() -> Document:
    sheet = Sheet().head("Moles", 20).text().head("Bees at work", 12.5).text()
    sheet.page.bookmark("Bees at work")
    return page_document(sheet.page)


def with_a_list(item: str) -> Document:
    """An article, a bold line with a colon in the size of the text, and what it leads to."""
    sheet = Sheet().head("Moles", 11.5).text().head("PLEASE BRING:", 10)
    for place, words in enumerate(("something to drink", "a chair for each of you", "all of your friends")):
        sheet.page.line(f"{item}{words}", at=(72, sheet.top + 18 * place))
    return page_document(sheet.page)


def listed(look: str) -> Document:
    """Announced titles, and a line in the same look that the list leaves out."""
    lines = "\n".join(
        f"{title} ..... {page}" for page, title in enumerate(("Moles", "Bees", "Elks"), start=2)
    )
    parts = ("Moles", prose(0), "What they eat", prose(1), "Bees", prose(2), "Elks", prose(3))
    return export("Contents", lines, *(look.format(part) if len(part) < 20 else part for part in parts))


@pytest.mark.parametrize(
    ("document", "head", "role", "reason"),
    [
        pytest.param(
            lambda: page_document(
                Sheet().head("Moles", 20).text().box("Bees want a home", "What they eat", size=11).page
            ),
            "What they eat",
            Role.HEADING,
            "in another look than the title of its box",
            id="box",
        ),
        pytest.param(
            lambda: page_document(Sheet().head("Moles", 16).text().run_in("Remember:", 60).page),
            "Remember:",
            Role.HEADING,
            "the only head of its kind inside a line",
            id="lone_run_in",
        ),
        pytest.param(
            lambda: page_document(Sheet().head("Moles").text().head("Oona Merrow", 12).head("Bees").page),
            "Oona Merrow",
            Role.SIGNATURE,
            "a name under a text, over none of its own",
            id="signature",
        ),
        pytest.param(
            lambda: page_document(
                Sheet().head("Moles", 12).text().head("Oona Merrow", 12).head("BEES", 13).text().page
            ),
            "Oona Merrow",
            Role.TITLE,
            "as prominent as the title before",
            id="nobody_signs_in_the_look_of_titles",
        ),
        pytest.param(
            lambda: page_document(
                Sheet()
                .head("Moles")
                .text()
                .head("Oona Merrow", 10)
                .head("Mayor of Linn", 10, bold=False)
                .head("BEES", 10)
                .text()
                .page
            ),
            "Oona Merrow",
            Role.SIGNATURE,
            "a name under a text, over none of its own",
            id="signature_over_an_office",
        ),
        pytest.param(
            lambda: page_document(
                Sheet()
                .head("Moles")
                .text()
                .head("Oona Merrow", 16)
                .head("Mayor of Linn", 10, bold=False)
                .text()
                .page
            ),
            "Oona Merrow",
            Role.TITLE,
            "as prominent as the title before",
            id="a_name_and_an_office_over_a_text",
        ),
        pytest.param(
            lambda: page_document(Sheet().head("Moles").text().head("“We never saw such moles”").text().page),
            "“We never saw such moles”",
            Role.HEADING,
            "words in quotation marks",
            id="quotation",
        ),
        pytest.param(
            lambda: page_document(
                Sheet().head("Moles", 20).text(30).page, Sheet(seed=5).head("Bees at work", 12.5).text().page
            ),
            "Bees at work",
            Role.TITLE,
            "larger than its text, at the head of a page",
            id="head_of_a_page",
        ),
        pytest.param(
            lambda: with_a_list("* "), "PLEASE BRING:", Role.HEADING, "leads in to a list", id="list"
        ),
        pytest.param(
            lambda: with_a_list(""),
            "PLEASE BRING:",
            Role.TITLE,
            "as prominent as the title before",
            id="no_list",
        ),
        pytest.param(
            lambda: export("DECREE 12", prose(0), "RESOLVED:", prose(1), "DECREE 13", prose(2)),
            "RESOLVED:",
            Role.HEADING,
            "leads in to the text below",
            id="colon_in_an_export",
        ),
        pytest.param(
            lambda: export("THE MOLES:", prose(0), "THE BEES:", prose(1), "THE ELKS:", prose(2)),
            "THE BEES:",
            Role.TITLE,
            "as prominent as the title before",
            id="all_with_colons",
        ),
        pytest.param(
            lambda: page_document(
                Sheet().head("Minutes of May", 12).text().head("OLD BUSINESS", 12).text().page
            ),
            "OLD BUSINESS",
            Role.HEADING,
            "names a part of a text",
            id="chapter",
        ),
        pytest.param(
            lambda: page_document(
                Sheet().head("Minutes of May", 12).text().head("Old business", 14).text().page
            ),
            "Old business",
            Role.TITLE,
            "as prominent as the title before",
            id="larger_than_the_title",
        ),
        pytest.param(bookmarked, "Bees at work", Role.TITLE, "bookmarked", id="bookmark"),
        pytest.param(
            lambda: listed("{}"),
            "What they eat",
            Role.HEADING,
            "a plain line that the contents list does not announce",
            id="plain_and_left_out",
        ),
        pytest.param(
            lambda: listed("**{}**"),
            "What they eat",
            Role.HEADING,
            "not in the contents list, inside an article that is",
            id="bold_and_left_out",
        ),
    ],
)
def test_reason_of_a_decision(document: Callable[[], Document], head: str, role: Role, reason: str) -> None:
    assert decided(document())[head] == (role, reason)


def test_the_first_notice_right_under_its_sections_name_is_one_of_them() -> None:
    sheet = Sheet().head("Moles", 16).text().head("Orchard", 16, gap=0)
    for name in ("Bees:", "Elks:", "Lamps:", "Boats:", "Ropes:"):
        sheet.run_in(name, 40)
    found = told_by_rules(page_document(sheet.page)).articles
    assert [(article.title, article.section) for article in found] == [
        ("Moles", None),
        *((name, "Orchard") for name in ("Bees", "Elks", "Lamps", "Boats", "Ropes")),
    ]


def test_a_section_word_in_the_look_of_inner_heads_stays_inside() -> None:
    sheet = Sheet().head("Moles", 20).text()
    for word in ("What they eat", "News", "Where they live"):
        sheet.head(word, 10).text(1 if word == "News" else 4)
    second = Sheet(seed=9).head("Bees", 20).text()
    assert titles(sheet, second) == ["Moles", "Bees"]


@pytest.mark.parametrize("acronym", ["GDP", "AI", "WHO", "NGO-7", "CCTV"])
def test_text_of_a_script_without_case_is_no_head_for_its_acronym(acronym: str) -> None:
    text = "河上的旧桥整个夏天都关闭，居民只好绕道，每次多花半个小时，{}的代表也在会上说明了原因。"
    export = (
        f"新桥通车\n\n{text.format(acronym)}\n\n{text.format('镇里')}\n\n花园开放\n\n{text.format(acronym)}\n"
    )
    assert titles_of(text_document(export)) == ["新桥通车", "花园开放"]


@pytest.mark.parametrize("head", ["AGM", "ROAD CLOSED", "RSVP NOW", "AGM 2026", "ЯРМАРКА"])
@pytest.mark.parametrize("position", [0, 1])
@pytest.mark.parametrize("level", ["#", "##"])
def test_a_head_in_capitals_is_of_the_level_that_its_mark_says(head: str, position: int, level: str) -> None:
    heads = ["Moles dig", "Bees want a home"]
    heads.insert(position, head)
    export = "\n\n".join(f"{level} {each}\n\n{prose(seed)}" for seed, each in enumerate(heads))
    assert titles_of(text_document(export)) == heads


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        pytest.param("{}", "{}", id="bare"),
        pytest.param("# {}", "{}", id="marked"),
        pytest.param("...{}...", "...{}", id="between_dots"),
    ],
)
@pytest.mark.parametrize("head", ["", "WEATHER BULLETIN NUMBER 14\nMARINE OFFICE\n400 AM SAT OCT 3 2026\n\n"])
def test_a_bulletin_all_in_capitals_is_text(form: str, shown: str, head: str) -> None:
    heads = ["STRONG WINDS UNTIL NOON", "HIGH WATER AT LINN"]
    parts = [f"{form.format(each)}\n\n{prose(seed).upper()}" for seed, each in enumerate(heads)]
    articles = articles_of(text_document(head + "\n\n".join(parts) + "\n"))
    assert [article["title"] for article in articles] == [shown.format(each) for each in heads]
    assert [article["body"] for article in articles] == [prose(0).upper(), prose(1).upper()]


def test_pages_all_in_capitals_are_text() -> None:
    sheet = Sheet()
    for seed, head in enumerate(["MOLES", "BEES", "ELKS"]):
        sheet.head(head)
        lines = [line.upper() for line in prose_lines(seed, width=60)]
        sheet.page.lines(lines, at=(72, sheet.top))
        sheet.top += 12 * len(lines) + 14
    assert titles(sheet) == ["MOLES", "BEES", "ELKS"]


@pytest.mark.parametrize("mark", ["1 ", "* ", "[2] "])
@pytest.mark.parametrize("alone", [1, 2])
@pytest.mark.parametrize(("small", "lines"), [(6, 1), (7, 3), (8, 2)])
def test_a_line_alone_over_a_footnote_is_text(mark: str, alone: int, small: float, lines: int) -> None:
    sheet = Sheet().head("Moles").text(8).text(8).head("Bees").text(8)
    text, note = prose_lines(20, 9), prose_lines(30)[:lines]
    sheet.page.lines(text[:alone], at=(72, sheet.top))
    sheet.page.lines([mark + note[0], *note[1:]], at=(72, 740), size=small)
    other = Sheet()
    other.page.lines(text[alone:], at=(72, other.top))
    other.top += 12 * len(text) + 14
    rows = issue_of(page_document(sheet.page, other.head("Elks").text().page)).blocks
    assert [row["text"] for row in rows if row["label"] == "title"] == ["Moles", "Bees", "Elks"]
    assert next(row["label"] for row in rows if row["text"] == "\n".join(text[:alone])) == "text"


@pytest.mark.parametrize(
    ("has_lead", "found"), [(True, ["Moles", "Bees"]), (False, ["Tunnels", "Hills", "Bees"])]
)
def test_the_text_under_a_bookmarked_head_tells_what_those_bookmarked_below_it_are(
    found: list[str], *, has_lead: bool
) -> None:
    """Chapters of an article that has begun, or items of a section."""
    sheet = Sheet().head("Moles", 16)
    if has_lead:
        sheet.text()
    for inner in ("Tunnels", "Hills", "Worms")[: 3 if has_lead else 2]:
        sheet.head(inner, 13).text(2)
    sheet.head("Bees", 16).text()
    for title, level in (("Moles", 1), ("Tunnels", 2), ("Hills", 2), ("Worms", 2), ("Bees", 1)):
        sheet.page.bookmark(title, level=level)
    assert titles(sheet) == found


def test_a_lead_under_one_section_makes_its_items_no_chapters_where_most_have_none() -> None:
    sheet = Sheet().head("Animals", 16).text(2)
    names = iter(("Moles", "Bees", "Elks", "Reeds", "Limes", "Lamps", "Boats"))
    for number, section in enumerate(("Animals", "Plants", "Quay")):
        if number:
            sheet.head(section, 16)
        sheet.page.bookmark(section)
        for name, _ in zip(names, range(2), strict=False):
            sheet.head(name, 13).text(1).page.bookmark(name, level=2)
    assert "Moles" in titles(sheet)


@pytest.mark.parametrize(("has_lead", "found"), [(True, ["Moles"]), (False, ["Tunnels", "Hills", "Worms"])])
def test_under_the_head_of_a_whole_outline_all_is_inside_where_that_has_a_text(
    found: list[str], *, has_lead: bool
) -> None:
    """A report with chapters, or a name over several articles."""
    sheet = Sheet().head("Moles", 16)
    sheet.page.bookmark("Moles", level=1)
    if has_lead:
        sheet.text()
    for inner in ("Tunnels", "Hills", "Worms"):
        sheet.head(inner, 13).text(2).page.bookmark(inner, level=2)
    assert titles(sheet) == found


@pytest.mark.parametrize(
    ("size", "found"),
    [(11.5, ["Moles", "Elks"]), (12.5, ["Moles", "Bats", "Elks"])],
    ids=["as inside", "larger"],
)
def test_at_the_head_of_a_page_a_head_in_the_look_of_inner_ones_is_inside(
    size: float, found: list[str]
) -> None:
    first = Sheet().head("Moles", 18).text().head("Bees", 11.5).text().head("Ants", 11.5).text()
    second = Sheet(seed=5).head("Bats", size).text().head("Elks", 18).text()
    assert titles(first, second) == found


def test_one_head_inside_makes_none_of_its_look_an_inner_one_at_the_head_of_a_page() -> None:
    first = Sheet().head("Moles", 18).text().head("Bees", 11.5).text()
    second = Sheet(seed=5).head("Bats", 11.5).text()
    assert titles(first, second) == ["Moles", "Bats"]


@pytest.mark.parametrize(("said", "is_inside"), [("Moles at work today", True), ("Bees of the quay", False)])
def test_under_a_title_said_again_lesser_heads_are_in_its_article(said: str, *, is_inside: bool) -> None:
    first = Sheet().head("Moles at work today", 18).text(8)
    first.page.line("continued on page 2", at=(400, first.top), italic=True)
    second = Sheet(seed=9)
    second.head("Elks", 18).text()
    top = second.top
    second.top += 10
    second.head(said, 16, gap=2)
    second.page.line("continued from page 1", at=(72, second.top), size=8)
    second.top += 16
    second.head("Tunnels", 11).text(3).head("Hills", 11).text(3)
    second.page.rect((60, top, 540, second.top))
    assert ("Tunnels" not in titles(first, second)) is is_inside


@pytest.mark.parametrize("is_run_in", [False, True])
def test_a_plain_head_larger_than_the_open_title_opens_an_article(*, is_run_in: bool) -> None:
    sheet = Sheet().head("Moles", 10.5).text().head("Bees", 10.5).text()
    if is_run_in:
        sheet.run_in("Elks.", 34)
    else:
        sheet.head("Elks", 11.7, bold=False).text()
    assert titles(sheet) == ["Moles", "Bees", *["Elks"] * (not is_run_in)]


@pytest.mark.parametrize(
    ("is_boxed", "has_head", "is_title"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_date_over_a_head_in_a_box_is_not_in_the_article_before(
    *, is_boxed: bool, has_head: bool, is_title: bool
) -> None:
    sheet = Sheet().head("Moles", 13).text()
    top = sheet.top
    sheet.head("Saturday 29 March", 13)
    if has_head:
        sheet.head("We clean the quay", 10.5)
    sheet.text(3)
    if is_boxed:
        sheet.page.rect((62, top - 8, 530, sheet.top))
    assert ("Saturday 29 March" in titles(sheet)) is is_title
