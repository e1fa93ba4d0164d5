"""Kept blocks become articles: who owns which block, and what nobody owns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from schemas.document import Document
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from tasks.analysis.issue import cut, rule
from tasks.articles.reading import Reading
from tasks.articles.segment import Draft, Segmenter
from tasks.articles.titles import Role
from tests.build import page
from tests.road import (
    articles_of,
    issue_of,
    ledger_row,
    page_document,
    prose,
    prose_lines,
    text_document,
    told_by_rules,
    wrapped,
)

ROADS = (
    "Gravel and asphalt were delivered to the crossing on Monday, where road workers will close the "
    "eastern lane for a week."
)
LANE = (
    "The eastern lane stays closed for road works until the asphalt on the crossing has cooled, "
    "and the western lane follows."
)
MOLES = (
    "Moles dig tunnels below the orchard lawn, where gardeners count fresh molehills and open "
    "tunnels as long as the lawn is soft."
)
TUNNELS = (
    "Gardeners who count fresh molehills on the orchard lawn should leave the tunnels of moles "
    "alone as long as it rains."
)
HILLS = (
    "Fresh molehills in the orchard show the gardeners where moles have opened new tunnels in the "
    "night below the lawn."
)


def export(*parts: str) -> Document:
    return text_document("\n\n".join(parts) + "\n")


def bodies(document: Document) -> dict[str, str]:
    return {article["title"]: article["body"] for article in articles_of(document)}


def code_of(document: Document, words: str) -> str | None:
    return ledger_row(issue_of(document), words)["noise_code"]


def test_text_goes_to_the_title_above_it() -> None:
    assert bodies(export("Moles", prose(0), "Bees", prose(1), prose(2))) == {
        "Moles": prose(0),
        "Bees": f"{prose(1)}\n\n{prose(2)}",
    }


@pytest.mark.parametrize(
    ("first", "is_letter"),
    [("Dear neighbours,", True), ("Of our neighbours,", False)],
    ids=["letter", "none"],
)
def test_a_text_behind_a_salutation_is_no_title(first: str, *, is_letter: bool) -> None:
    sheet = page()
    sheet.lines([first, *prose_lines(0, 3)], at=(72, 60), bold=True)
    sheet.line("Bridge reopens", at=(72, 300), size=14, bold=True)
    sheet.lines(prose_lines(1, 4), at=(72, 330))
    untitled = [draft.blocks for draft in drafts_opened_at(0, page_document(sheet)) if not draft.titles]
    assert untitled == ([[0]] if is_letter else [])


def test_a_letter_keeps_its_text_where_another_text_stands_before_it() -> None:
    sheet = page().lines(prose_lines(2, 5), at=(72, 60))
    sheet.lines(["Dear neighbours,", *prose_lines(0, 3)], at=(72, 180), bold=True)
    sheet.line("Bridge reopens", at=(72, 300), size=14, bold=True)
    sheet.lines(prose_lines(1, 4), at=(72, 330))
    drafts = drafts_opened_at(1, page_document(sheet))
    assert [draft.owned for draft in drafts] == [[0], [1], [2, 3]]


def drafts_opened_at(index: int, document: Document) -> Sequence[Draft]:
    """Articles of an issue where the block of that index is judged to be a title, too."""
    ruled = rule(document, SourceProfile())
    evidence = ruled.evidence
    head = replace(next(iter(evidence.decisions.values())), role=Role.TITLE)
    candidate = replace(head.candidate, block=index, text=evidence.blocks[index].text, size_ratio=1.0)
    decisions = {**evidence.decisions, index: replace(head, candidate=candidate)}
    reading = replace(Reading.by_rules(evidence), decisions=decisions, headline=None)
    return cut(ruled, reading).segmentation.drafts


@pytest.mark.parametrize(
    "name",
    [
        "# Orchard News",
        "ORCHARD NEWS",
        "Orchard News\n============",
        "# **Orchard News**",
        "# Orchard News, May 2026",
        '<h1 class="name">Orchard News</h1>',
    ],
    ids=["marked", "capitals", "underlined", "bold", "with its month", "of HTML"],
)
def test_the_name_of_an_issue_stands_over_its_articles(name: str) -> None:
    is_plain = name.isupper()
    moles, bees = ("Moles come", "Bees go") if is_plain else ("## Moles come", "## Bees go")
    assert bodies(export(name, moles, prose(0), bees, prose(1))) == {
        "Moles come": prose(0),
        "Bees go": prose(1),
    }


def test_section_heading_is_noise_over_a_title_and_kept_over_text() -> None:
    assert code_of(export("July", "Moles", prose(0), "Bees", prose(1)), "July") == NoiseCode.SECTION
    assert code_of(export("July", prose(0), "Bees", prose(1)), "July") is None


def test_short_text_under_no_title_is_unassigned_and_long_text_an_article() -> None:
    loose = "Three boats, seven nets and one dog"
    assert code_of(export(loose, "Moles", prose(0), "Bees", prose(1)), loose) == NoiseCode.UNASSIGNED
    found = articles_of(export(prose(5), "Moles", prose(0), "Bees", prose(1)))
    assert [article["body"] for article in found] == [prose(5), prose(0), prose(1)]
    assert found[0]["title"] == " ".join(prose(5).split()[:12]) + "…"
    assert {"untitled", "title_from_text"} <= set(found[0]["flags"])


@pytest.mark.parametrize(
    ("first", "size", "title"),
    [
        ("The boats of Linn", 16, "The boats of Linn Moles come home"),
        ("The boats of Linn.", 16, "Moles come home"),
        ("The boats of Linn", 14, "Moles come home"),
    ],
    ids=["its look", "a sentence", "another size"],
)
def test_a_line_over_the_first_headline_in_its_look_is_of_it(first: str, size: float, title: str) -> None:
    sheet = page().line(first, at=(72, 60), size=size, bold=True)
    sheet.line("Moles come home", at=(72, 88), size=16, bold=True).lines(prose_lines(0), at=(72, 130))
    document = page_document(
        sheet.line("Bees", at=(72, 400), size=16, bold=True).lines(prose_lines(1), at=(72, 430))
    )
    ruled = rule(document, SourceProfile())
    blocks = ruled.evidence.blocks
    first_of, second = (next(b.index for b in blocks if word in b.text) for word in ("boats", "Moles"))
    decisions = {i: d for i, d in ruled.evidence.decisions.items() if i != first_of}
    decisions[second] = replace(decisions[second], role=Role.TITLE)
    found = Segmenter(blocks, ruled.evidence.verdicts, decisions, ()).split()
    assert " ".join(blocks[i].text for i in found.drafts[0].titles) == title


@pytest.mark.parametrize(
    ("size", "is_alone", "title"),
    [
        pytest.param(13, True, "Friends of the harbour will hold the fair in May", id="its_look"),
        pytest.param(16, True, "will hold the fair in May", id="another_size"),
        pytest.param(13, False, "will hold the fair in May", id="over_several_articles"),
    ],
)
def test_lines_of_the_one_headline_that_are_set_wide_are_of_it(
    size: float, title: str, *, is_alone: bool
) -> None:
    sheet = page().line("Friends of the harbour", at=(72, 60), size=size, bold=True)
    sheet.line("will hold the fair in May", at=(72, 88), size=13, bold=True).lines(
        prose_lines(0), at=(72, 130)
    )
    document = page_document(
        sheet.line("Bees", at=(72, 400), size=13, bold=True).lines(prose_lines(1), at=(72, 430))
    )
    ruled = rule(document, SourceProfile())
    blocks, decisions = ruled.evidence.blocks, dict(ruled.evidence.decisions)
    bees = next(decision for decision in decisions.values() if decision.candidate.text == "Bees")
    decisions[bees.candidate.block] = replace(bees, role=Role.HEADING if is_alone else Role.TITLE)
    decisions |= dict.fromkeys((0, 1), replace(bees, role=Role.TITLE))
    kept = [replace(verdict, code=None) for verdict in ruled.evidence.verdicts]
    found = Segmenter(blocks, kept, decisions, ()).split()
    assert " ".join(blocks[i].text for i in found.drafts[0].titles) == title


@pytest.mark.parametrize(
    ("left", "owner"),
    [pytest.param(72, "Elks at dawn", id="beside"), pytest.param(310, "Moles come home", id="over_it")],
)
def test_the_first_text_under_a_head_is_its_own_behind_a_head_beside_it(left: float, owner: str) -> None:
    sheet = page().line("Elks at dawn", at=(310, 60), size=20, bold=True).image((310, 90, 520, 230))
    sheet.line("Moles come home", at=(left, 260), size=16, bold=True)
    sheet.lines(wrapped(prose(0, 6), 40), at=(310, 300))
    ruled = rule(page_document(sheet), SourceProfile())
    blocks, decisions = ruled.evidence.blocks, dict(ruled.evidence.decisions)
    heads = [block.index for block in blocks if block.index in decisions]
    for index in heads:
        decisions[index] = replace(decisions[index], role=Role.TITLE)
    found = Segmenter(blocks, ruled.evidence.verdicts, decisions, ()).split()
    text = next(block.index for block in blocks if block.index not in heads)
    assert [blocks[d.titles[0]].text.strip() for d in found.drafts if text in d.blocks] == [owner]


@pytest.mark.parametrize(
    ("size", "captions"),
    [pytest.param(8, ["A mole in May"], id="caption"), pytest.param(10, [], id="loose_line")],
)
def test_a_caption_before_the_title_of_its_page_belongs_to_the_article(
    size: float, captions: list[str]
) -> None:
    sheet = page().image((72, 40, 300, 140)).line("A mole in May", at=(72, 144), size=size)
    sheet.line("Moles", at=(72, 190), size=16, bold=True).lines(prose_lines(0), at=(72, 220))
    story = told_by_rules(page_document(sheet))
    assert [list(article.captions) for article in story.articles] == [captions]


def test_an_article_goes_on_behind_a_jump_line() -> None:
    first = page().line("Moles", at=(72, 40), size=16, bold=True).lines(prose_lines(0), at=(72, 70))
    first.line("Continued on page 2", at=(72, 130), size=8)
    first.line("Bees", at=(72, 160), size=16, bold=True).lines(prose_lines(1), at=(72, 190))
    second = page().line("Elks", at=(72, 40), size=16, bold=True).lines(prose_lines(2), at=(72, 70))
    second.line("Moles (continued)", at=(72, 160), size=16, bold=True).lines(prose_lines(3), at=(72, 190))
    document = page_document(first, second)
    assert bodies(document) == {"Moles": f"{prose(0)}\n\n{prose(3)}", "Bees": prose(1), "Elks": prose(2)}
    moles = articles_of(document)[0]
    assert (moles["page_first"], moles["page_last"]) == (1, 2)


def test_an_article_goes_on_under_the_word_that_its_jump_line_names() -> None:
    first = page().line("Moles", at=(72, 40), size=16, bold=True).lines(prose_lines(0), at=(72, 70))
    first.line("BURROWS on Page 5A", at=(72, 130), size=8)
    first.line("Bees", at=(72, 160), size=16, bold=True).lines(prose_lines(1), at=(72, 190))
    second = page().line("Elks", at=(72, 40), size=16, bold=True).lines(prose_lines(2), at=(72, 70))
    second.line("BURROWS", at=(72, 160), size=14, bold=True).line("Continued from 1A", at=(72, 190), size=8)
    second.lines(prose_lines(3), at=(72, 204))
    assert bodies(page_document(first, second)) == {
        "Moles": f"{prose(0)}\n\n{prose(3)}",
        "Bees": prose(1),
        "Elks": prose(2),
    }


def test_what_goes_on_under_its_own_title_is_of_no_article_with_a_shorter_one() -> None:
    first = page().line("A word from the mayor", at=(72, 40), size=16, bold=True)
    first.lines(prose_lines(0), at=(72, 70))
    first.line("A word from the mayor elect", at=(72, 160), size=16, bold=True)
    first.lines(prose_lines(1), at=(72, 190)).line("Continued on page 2", at=(72, 250), size=8)
    second = page().line("A word from the mayor elect", at=(72, 40), size=16, bold=True)
    second.line("Continued from page 1", at=(72, 60), size=8).lines(prose_lines(3), at=(72, 80))
    assert bodies(page_document(first, second)) == {
        "A word from the mayor": prose(0),
        "A word from the mayor elect": f"{prose(1)}\n\n{prose(3)}",
    }


def jumping(
    jump: str,
    *,
    end: str = "They were all seen by the river",
    last: str = "Elks are seen at dawn.",
    tail: str = "with a hat each.",
    below: str = "",
) -> Document:
    """Two articles on a page, the first of which breaks off over a jump line, and the next page's text."""
    first = page().line("Moles", at=(72, 40), size=16, bold=True)
    first.lines([*prose_lines(0), end], at=(72, 70))
    first.line(jump, at=(72, 160), size=8)
    first.line("Elks", at=(72, 190), size=16, bold=True).lines([*prose_lines(1), last], at=(72, 220))
    second = page().lines([tail, *prose_lines(2)], at=(72, 60))
    return page_document(first, second.line(below, at=(72, 400), size=8) if below else second)


@pytest.mark.parametrize("jump", ["continued on page 2", "[continued on the reverse side]"])
def test_a_text_that_goes_on_where_a_jump_line_leads_needs_no_head(jump: str) -> None:
    told = bodies(jumping(jump))
    assert "seen by the river with a hat each." in told["Moles"]
    assert told["Elks"].endswith("at dawn.")


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(lambda: jumping("continued on page 3"), id="another_page"),
        pytest.param(lambda: jumping("continued on page 2", end="So they were."), id="its_sentence_ends"),
        pytest.param(lambda: jumping("continued on page 2", tail="With a hat each."), id="a_capital"),
        pytest.param(
            lambda: jumping("continued on page 2", below="continued from page 1"), id="told_by_the_page"
        ),
        pytest.param(
            lambda: jumping("continued on page 2", last="Elks were all seen at dawn and"), id="both_break_off"
        ),
    ],
)
def test_else_the_next_page_goes_on_with_the_article_before(document: Callable[[], Document]) -> None:
    told = bodies(document())
    assert "hat" not in told["Moles"]
    assert "hat" in told["Elks"]


OPENED, TAIL = "Most of the moles wear nothing on their", "heads in May when the sun is low, and so:"


def side_by_side(left_end: str, left_tail: str, *, tail_x: float = 60) -> Document:
    """Two articles beside each other that run over to the next page, each in its column."""
    first, second = page(), page()
    ends = (("Moles", left_end, 60), ("Elks", "Elks and their young are seen by all who", 320))
    for place, (title, end, x) in enumerate(ends):
        first.line(title, at=(x, 40), size=16, bold=True)
        first.lines([*prose_lines(place, 16, width=44), end], at=(x, 70))
    second.lines([left_tail, *prose_lines(2, 6, width=44)], at=(tail_x, 60))
    second.lines(
        ["wake up early and who walk along the quay:", *prose_lines(3, 6, width=44)], at=(380 - tail_x, 60)
    )
    return page_document(first, second)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            lambda: side_by_side("All the moles of Linn wear nothing at all.", TAIL),
            id="its_sentence_ends",
        ),
        pytest.param(
            lambda: side_by_side(OPENED, "Heads in May when the sun is low, and so:"), id="a_capital"
        ),
        pytest.param(
            lambda: side_by_side(OPENED, TAIL, tail_x=320),
            id="another_column",
        ),
    ],
)
def test_else_a_column_goes_on_with_the_article_before(document: Callable[[], Document]) -> None:
    assert "eads in May" in bodies(document())["Elks"]


def over_a_foot(end: str, tail: str) -> Document:
    """A headline right under a text in its column, beside which a column goes on; wide text stands below."""
    sheet = page().line("Moles", at=(60, 40), size=16, bold=True)
    sheet.lines([*prose_lines(0, 8, width=44), end], at=(60, 70))
    sheet.line("Elks at dawn", at=(60, 290), size=16, bold=True)
    sheet.lines([tail, *prose_lines(2, 10, width=44)], at=(320, 70))
    return page_document(sheet.lines(prose_lines(1, 6, width=90), at=(60, 350)))


def test_a_sentence_goes_on_in_the_next_column_over_a_headline_at_the_foot() -> None:
    told = bodies(over_a_foot(OPENED, TAIL))
    assert "nothing on their heads in May" in told["Moles"]
    assert told["Elks at dawn"] == " ".join(prose_lines(1, 6, width=90))


def test_a_headline_on_the_last_line_of_a_page_cuts_no_sentence() -> None:
    first = page().line("Moles", at=(60, 40), size=16, bold=True)
    first.lines([*prose_lines(0), OPENED], at=(60, 70)).line("Linn in May", at=(300, 250), bold=True, size=16)
    told = bodies(page_document(first, page().lines([TAIL, *prose_lines(2)], at=(60, 60))))
    assert "nothing on their heads in May" in told["Moles"]


@pytest.mark.parametrize(
    ("end", "tail"),
    [
        pytest.param("All of them wear hats.", TAIL, id="its_sentence_ends"),
        pytest.param(OPENED, "Heads in May when the sun is low.", id="a_capital"),
    ],
)
def test_else_a_headline_at_the_foot_heads_the_next_column(end: str, tail: str) -> None:
    assert "eads in May" in bodies(over_a_foot(end, tail))["Elks at dawn"]


def spanned(
    *,
    end: str,
    tail: str,
    title: str = "Moles are seen all over the orchards of Linn",
    last: str = "Elks are seen at dawn.",
    beside: float | None = None,
) -> Document:
    """An article whose headline stands over two columns; another begins lower down in the first of them.

    Who wrote it may stand beside the headline, at `beside` (top, pt).
    """
    sheet = page().line(title, at=(60, 40), size=20, bold=True)
    if beside is not None:
        sheet.line("By Ivo Tarn, who keeps the orchards", at=(345, beside), italic=True)
    sheet.lines([*prose_lines(0, 8, width=44), end], at=(60, 90))
    sheet.line("Elks at dawn", at=(60, 360), size=18, bold=True)
    sheet.lines([*prose_lines(1, 12, width=44), last], at=(60, 390))
    return page_document(sheet.lines([tail, *prose_lines(2, 12, width=44)], at=(320, 90)))


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(lambda: spanned(end=OPENED, tail=TAIL), id="headline"),
        pytest.param(
            lambda: spanned(end=OPENED, tail=TAIL, title="Moles are seen all over Linn", beside=46),
            id="byline",
        ),
    ],
)
def test_a_column_under_a_headline_goes_on_with_its_article(document: Callable[[], Document]) -> None:
    told = bodies(document())
    assert "nothing on their heads in May" in next(iter(told.values()))
    assert told["Elks at dawn"].endswith("at dawn.")


def test_an_issue_that_begins_without_a_headline_has_none_over_a_later_column() -> None:
    sheet = page().lines([*prose_lines(0, 8, width=44), OPENED], at=(60, 90))
    sheet.line("Elks at dawn", at=(60, 360), size=18, bold=True)
    sheet.lines([*prose_lines(1, 12, width=44), "Elks are seen at dawn."], at=(60, 390))
    document = page_document(sheet.lines([TAIL, *prose_lines(2, 12, width=44)], at=(320, 90)))
    assert "heads in May" in " ".join(bodies(document).values())


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(lambda: spanned(end="All of them wear hats.", tail=TAIL), id="its_sentence_ends"),
        pytest.param(lambda: spanned(end=OPENED, tail=TAIL, title="Moles"), id="no_headline_over_it"),
        pytest.param(
            lambda: spanned(end=OPENED, tail=TAIL, title="Moles are seen all over Linn", beside=70),
            id="byline_below_its_row",
        ),
        pytest.param(
            lambda: spanned(end=OPENED, tail=TAIL, last="Elks at dawn are seen by all who"), id="both"
        ),
    ],
)
def test_else_it_goes_on_with_the_article_at_the_foot_of_the_one_before(
    document: Callable[[], Document],
) -> None:
    assert "eads in May" in bodies(document())["Elks at dawn"]


@pytest.mark.parametrize(
    ("said", "owner"),
    [("The great harbour fair, Sat.", "The great harbour fair on Saturday"), ("Bees, Sat.", "Elks")],
)
def test_a_title_said_again_in_other_words_is_one_that_a_jump_line_sent_on(said: str, owner: str) -> None:
    first = page().line("The great harbour fair on Saturday", at=(72, 40), size=16, bold=True)
    first.lines(prose_lines(0), at=(72, 70)).line("continued on page 6", at=(72, 160), size=8)
    first.line("Elks", at=(72, 190), size=16, bold=True).lines(prose_lines(1), at=(72, 220))
    second = page().line(said, at=(72, 40), size=16, bold=True)
    second.line("continued from front page", at=(72, 66), size=8).lines(prose_lines(3), at=(72, 90))
    told = bodies(page_document(first, second))
    assert prose(3) in told[owner]


@pytest.mark.parametrize(("date", "is_told"), [("9 November", True), ("9 May", False)])
def test_a_head_marked_as_continued_says_words_of_the_whole_row_of_a_head(
    date: str, *, is_told: bool
) -> None:
    first = page().line("Minutes of the harbour meeting,", at=(72, 40), bold=True)
    first.line(date, at=(260, 40)).lines(prose_lines(0), at=(72, 60))
    second = page().line("NOVEMBER MEETING, CONTINUED", at=(72, 40), bold=True)
    told = bodies(page_document(first, second.lines(prose_lines(1), at=(72, 60))))
    assert (prose(1) in next(iter(told.values()))) is is_told


@pytest.mark.parametrize(("said", "is_jump"), [("continued on p. 2", True), ("as seen on p. 2", False)])
def test_a_jump_line_far_behind_the_last_words_in_their_row_is_none_of_them(
    said: str, *, is_jump: bool
) -> None:
    lines = [*prose_lines(0), "group."]
    sheet = page().line("Elks at dawn", at=(72, 40), size=16, bold=True).lines(lines, at=(72, 70))
    sheet.line(said, at=(400, 70 + 12 * (len(lines) - 1)))
    told = bodies(page_document(sheet, page().lines(prose_lines(1), at=(72, 40))))["Elks at dawn"]
    assert "group." in told
    assert (said not in told) is is_jump


def test_continued_from_leads_back_to_the_page_of_the_jump() -> None:
    pages = (
        f"Moles\n\n{prose(0)}\n\ncontinued on page 2\n\nBees\n\n{prose(1)}",
        f"continued from page 1\n\n{prose(2)}",
    )
    assert bodies(text_document("\f".join(pages) + "\n")) == {
        "Moles": f"{prose(0)}\n\n{prose(2)}",
        "Bees": prose(1),
    }


def test_continued_from_leads_back_to_the_article_that_it_names_in_short() -> None:
    pages = (
        f"The moles in May\n\n{prose(0)}\n\nBees\n\n{prose(1)}",
        f"Moles in May (continued from front page)\n\n{prose(2)}",
    )
    assert bodies(text_document("\f".join(pages) + "\n")) == {
        "The moles in May": f"{prose(0)}\n\n{prose(2)}",
        "Bees": prose(1),
    }


@pytest.mark.parametrize(
    ("parts", "moles", "flags"),
    [
        pytest.param(
            (ROADS, LANE, MOLES, "Moles in the orchard", TUNNELS, HILLS), 3, ["late_headline"], id="late"
        ),
        pytest.param((ROADS, LANE, "Moles in the orchard", MOLES, TUNNELS, HILLS), 3, [], id="in_order"),
    ],
)
def test_headline_of_an_export_that_stands_after_its_first_paragraph(
    parts: tuple[str, ...], moles: int, flags: list[str]
) -> None:
    roads, orchard = articles_of(export("Road works at the crossing", *parts))
    assert roads["body"].count("\n\n") + 1 == 5 - moles
    assert orchard["body"].split("\n\n") == [MOLES, TUNNELS, HILLS]
    assert orchard["flags"] == flags


def test_an_article_of_an_export_keeps_text_of_its_own() -> None:
    """Acts in the same words are near each other, and each is near the head of the next."""
    roads, orchard = articles_of(
        export("# Road works at the crossing", "## By the way", MOLES, "# Moles in the orchard", TUNNELS)
    )
    assert (roads["body"], orchard["body"]) == (f"By the way\n\n{MOLES}", TUNNELS)


def test_an_export_with_code_is_in_its_order() -> None:
    code = "```sh\n# count molehills\nwc -l hills\n```"
    document = export(
        "# Road works at the crossing", ROADS, LANE, code, MOLES, "# Moles in the orchard", TUNNELS
    )
    roads, orchard = articles_of(document)
    assert [roads["title"], orchard["title"]] == ["Road works at the crossing", "Moles in the orchard"]
    assert MOLES in roads["body"]
    assert "# count molehills wc -l hills" in roads["body"]
    assert orchard["body"] == TUNNELS


def test_on_a_page_a_headline_owns_only_what_stands_under_it() -> None:
    sheet = page()
    top = 60.0
    for text in ("Road works at the crossing", ROADS, LANE, MOLES, "Moles in the orchard", TUNNELS, HILLS):
        is_head = len(text) < 40
        sheet.lines(wrapped(text), at=(72, top), size=14 if is_head else 10, bold=is_head)
        top += 40
    roads, orchard = articles_of(page_document(sheet))
    assert (roads["body"].count(MOLES), orchard["body"].count(MOLES)) == (1, 0)


def test_lost_headline_is_taken_from_the_contents_list() -> None:
    listed = "Moles ..... 2\nBees ..... 3\nElks ..... 4\nBoats at night ..... 5"
    parts = ["Contents", listed, "Moles", prose(0), "Bees", prose(1), "Elks", prose(2), prose(3)]
    document = text_document("\n\n".join(parts) + "\n" * 10 + prose(4) + "\n\n" + prose(5) + "\n")
    last = articles_of(document)[-1]
    assert (last["title"], last["body"]) == ("Boats at night", f"{prose(4)}\n\n{prose(5)}")
    assert "title_from_contents" in last["flags"]


def test_a_head_with_nothing_under_it_ends_up_in_the_article_before() -> None:
    rows = issue_of(export("Moles", prose(0), "Bees", prose(1), "**The end of the line**"))
    assert ledger_row(rows, "The end")["article_id"] == rows.articles[-1]["article_id"]


@pytest.mark.parametrize(
    ("under", "is_noise"),
    [
        (["Editor: Oona Merrow", "Printed by Elk Press, Linn. ISSN 1234-5678", "All rights reserved."], True),
        ([], False),
    ],
    ids=["over an imprint", "over nothing"],
)
def test_the_head_of_what_is_of_no_article_is_of_none(under: list[str], *, is_noise: bool) -> None:
    sheet = page().line("Moles", at=(72, 60), size=16, bold=True).lines(prose_lines(0, 8), at=(72, 90))
    sheet.line("Fern Lamps", at=(72, 300), size=16, bold=True)
    assert code_of(page_document(sheet.lines(under, at=(72, 330))), "Fern Lamps") == (
        NoiseCode.UNASSIGNED if is_noise else None
    )


@pytest.mark.parametrize(
    ("under", "titles"),
    [
        (["None"], ["Moles"]),
        (["Oona Merrow, Elk Hall"], ["Moles"]),
        (["Elks are back at last, and all came to see them."], ["Moles", "Old bells"]),
    ],
    ids=["a word", "a name and a place", "a text"],
)
def test_a_head_over_hardly_a_word_is_one_inside_the_article_above(
    under: list[str], titles: list[str]
) -> None:
    sheet = page().line("Moles", at=(72, 60), size=16, bold=True).lines(prose_lines(0, 8), at=(72, 90))
    sheet.line("Old bells", at=(72, 300), size=16, bold=True).lines(under, at=(72, 330))
    found = bodies(page_document(sheet))
    assert list(found) == titles
    assert " ".join(under) in found[titles[-1]]


def test_heads_over_hardly_a_word_are_articles_where_there_is_no_other() -> None:
    found = bodies(text_document("# Moles\n\nThey dig.\n\n# Old bells\n\nElks and owls.\n"))
    assert list(found) == ["Moles", "Old bells"]


BOARD = ["President: Oona Merrow", "Vice President: Martin Holm", "Secretary: Anna Lind", "Ben Carrow"]


@pytest.mark.parametrize(
    ("head", "lines", "is_roster"),
    [
        ("Board of the Club", BOARD, True),
        ("Board of the Club", [*BOARD, *["Cara Fenn", "Tom Reed"] * 4], True),
        ("Board of the Club", [*BOARD[:2], *prose_lines(1, 4)], False),
        ("The club has chosen a board for the coming year", BOARD, False),
        ("Board of the Club", [line.split(": ")[-1] for line in BOARD], True),
        ("12 Board of the Club", [line.split(": ")[-1] for line in BOARD], False),
        ("Board of the Club", ["Ben Carrow and Tom Reed", "meet at the quay on", "each Sunday"], False),
        ("What is on", [f"{day} May, Elk Hall, Linn Choir" for day in (3, 4, 12)], True),
        ("What is on", ["3 May, Elk Hall", "Linn Choir", "Ben Carrow, Flute", "Ann Tide, Horn"], False),
        ("At the Hall", ["9:00 Elk Choir", "10:30 Owl Club", "7 pm Linn Band"], True),
        ("At the Hall", ["9:00 Elk Choir", "later Owl Club", "then Linn Band"], False),
    ],
    ids=["offices and names", "few offices", "a text that names them", "under a headline"]
    + ["names alone", "a numbered item", "names in a sentence", "days and what is on", "one day"]
    + ["hours and what is on", "one hour"],
)
def test_offices_and_names_under_a_label_are_no_article(
    head: str, lines: list[str], *, is_roster: bool
) -> None:
    sheet = page().line("Moles", at=(72, 60), size=16, bold=True).lines(prose_lines(0, 8), at=(72, 90))
    sheet.line(head, at=(72, 300), size=16, bold=True).lines(lines, at=(72, 330))
    assert (head not in bodies(page_document(sheet))) is is_roster


def headed(
    kicker: str, *, top: float = 248, size: float = 8, bold: bool = True, color: str = "#0b4f4a"
) -> Document:
    """Two articles; a line stands between the first one's text and the headline (at 266) of the second."""
    made = page().line("Moles", at=(72, 60), size=18, bold=True).lines(prose_lines(0, 6), at=(72, 90))
    made.line(kicker, at=(72, top), size=size, bold=bold, color=color)
    made.line("Bees", at=(72, 266), size=18, bold=True).lines(prose_lines(1, 6), at=(72, 296))
    return page_document(made)


def test_a_line_right_over_a_headline_is_its_kicker() -> None:
    rows = issue_of(headed("Nature watch"))
    assert [(row["kicker"], row["title"]) for row in rows.articles] == [
        (None, "Moles"),
        ("Nature watch", "Bees"),
    ]
    assert not any("Nature watch" in row["body"] for row in rows.articles)
    assert ledger_row(rows, "Nature watch")["article_id"] == rows.articles[1]["article_id"]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(headed("Oona Merrow", top=190), id="nearer_to_the_text_above"),
        pytest.param(headed("That is all for now.", bold=False), id="a_sentence"),
        pytest.param(headed("and that is all", bold=False, color="#000000"), id="in_the_look_of_text"),
        pytest.param(headed("Nature watch", size=18, top=230), id="as_large_as_the_headline"),
    ],
)
def test_no_kicker(document: Document) -> None:
    assert [row["kicker"] for row in articles_of(document) if row["kicker"]] == []


def test_a_bare_head_under_an_article_of_its_page_stays_in_that() -> None:
    sheet = page().line("Moles", at=(72, 60), size=16, bold=True).lines(prose_lines(0), at=(72, 90))
    sheet.line("Many thanks to all", at=(72, 200), size=18, bold=True)
    sheet.line("BEES", at=(72, 250), size=16, bold=True).lines(prose_lines(1), at=(72, 280))
    story = told_by_rules(page_document(sheet))
    assert {article.title: article.body for article in story.articles} == {
        "Moles": f"{prose(0)}\n\nMany thanks to all",
        "BEES": prose(1),
    }


def test_a_bare_head_at_a_columns_foot_stands_in_its_place_in_the_article_above() -> None:
    sheet = page().line("Moles", at=(60, 40), size=16, bold=True)
    sheet.lines([*prose_lines(0, 8, width=44), OPENED], at=(60, 70))
    sheet.line("Many thanks", at=(60, 290), size=16, bold=True)
    sheet.lines([TAIL, *prose_lines(2, 10, width=44)], at=(320, 70))
    sheet.line("Bees", at=(60, 350), size=16, bold=True).lines(prose_lines(1, 6, width=90), at=(60, 380))
    moles = bodies(page_document(sheet))["Moles"]
    assert moles.index(OPENED) < moles.index("Many thanks") < moles.index(TAIL)


@pytest.mark.parametrize(
    ("last", "byline"),
    [
        pytest.param("Oona Merrow", "Oona Merrow", id="name"),
        pytest.param("The Lake", None, id="words_that_the_issue_writes_small"),
        pytest.param("Quillon", None, id="one_word"),
        pytest.param("Linn 2014", None, id="number"),
    ],
)
def test_a_bold_name_at_the_end_of_an_article_is_its_byline(last: str, byline: str | None) -> None:
    lines = prose_lines(0, 8)
    sheet = page().line("Moles in the orchard", at=(72, 60), size=16, bold=True).lines(lines, at=(72, 90))
    top = 90 + 12 * len(lines) + 8
    sheet.line(last, at=(72, top), bold=True)
    sheet.line("Bees on the roof", at=(72, top + 40), size=16, bold=True)
    article = articles_of(page_document(sheet.lines(prose_lines(9, 8), at=(72, top + 70))))[0]
    assert (article["title"], article["byline"]) == ("Moles in the orchard", byline)
    assert article["body"].endswith(last) is (byline is None)


@pytest.mark.parametrize(
    ("words", "place", "size"),
    [
        (["RECEIVED", "5 OCT 2026 TOWN CLERK"], (420, 66), 12),
        (["COPY", "not for sale"], (450, 62), 14),
        (["ENTERED", "No 4711", "town hall"], (430, 58), 10),
        (["EINGEGANGEN", "5. Okt. 2026"], (420, 64), 12),
        (["PAID", "2026"], (470, 64), 12),
    ],
    ids=["received", "copy", "three lines", "German", "one word"],
)
def test_a_stamp_beside_a_headline_takes_neither_its_place_nor_its_text(
    words: list[str], place: tuple[float, float], size: float
) -> None:
    sheet = page().line("Moles dig under the lawn again", at=(72, 60), size=16, bold=True)
    sheet.line(words[0], at=place, size=size, bold=True, color="#cc2222")
    sheet.lines(words[1:], at=(place[0], place[1] + size + 2), size=8, leading=9, color="#cc2222")
    sheet.lines(prose_lines(0), at=(72, 100)).line("Bees", at=(72, 300), size=16, bold=True)
    document = page_document(sheet.lines(prose_lines(1), at=(72, 330)))
    assert list(bodies(document)) == ["Moles dig under the lawn again", "Bees"]
    assert bodies(document)["Moles dig under the lawn again"].endswith(prose(0))


@pytest.mark.parametrize("text_in_box", [False, True])
def test_a_box_round_a_title_said_again_is_its_ground(*, text_in_box: bool) -> None:
    first = (
        page().line("Moles in the yard", at=(72, 60), size=16, bold=True).lines(prose_lines(0), at=(72, 90))
    )
    first.line("continued on page 2", at=(72, 200)).line("Bees", at=(72, 300), size=16, bold=True)
    first.lines(prose_lines(1), at=(72, 330))
    second = page().rect((60, 50, 540, 220 if text_in_box else 84), fill="#eeeeee")
    second.line("Moles in the yard (cont.)", at=(72, 60), size=16, bold=True)
    if text_in_box:
        second.lines(prose_lines(2), at=(72, 90))
    second.lines(prose_lines(3), at=(72, 240))
    told = {article.title: article.body for article in told_by_rules(page_document(first, second)).articles}
    assert (prose(3)[:30] in told["Moles in the yard"]) is not text_in_box
    assert (prose(2)[:30] in told["Moles in the yard"]) is text_in_box


@pytest.mark.parametrize(("line", "is_ground"), [("How they live", True), (prose_lines(4, 3), False)])
def test_a_box_round_a_headline_and_a_line_is_its_ground(line: str | list[str], is_ground: bool) -> None:
    sheet = page().line("Moles", at=(72, 60), size=16, bold=True).lines(prose_lines(0), at=(72, 90))
    sheet.rect((60, 190, 420, 330), fill="#eeeeee").line("Bees", at=(72, 200), size=16, bold=True)
    if isinstance(line, str):
        sheet.line(line, at=(72, 224), size=12, bold=True)
    else:
        sheet.lines(line, at=(72, 224))
    sheet.lines(prose_lines(1), at=(72, 350))
    found = {article.title: article.body for article in told_by_rules(page_document(sheet)).articles}
    assert (prose(1)[:30] in found["Bees"]) is is_ground
    assert (prose(1)[:30] in found["Moles"]) is not is_ground


def test_a_caption_before_a_boxed_headline_does_not_part_it_from_its_text() -> None:
    sheet = page().image((72, 40, 300, 140)).line("A mole in May", at=(72, 144), size=8)
    sheet.rect((60, 180, 420, 216), fill="#eeeeee").line("Moles", at=(72, 190), size=16, bold=True)
    sheet.lines(prose_lines(0), at=(72, 230)).line("Bees", at=(72, 400), size=16, bold=True)
    story = told_by_rules(page_document(sheet.lines(prose_lines(1), at=(72, 430))))
    assert [article.title for article in story.articles] == ["Moles", "Bees"]
    assert list(story.articles[0].captions) == ["A mole in May"]
