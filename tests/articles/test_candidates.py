"""Which blocks may be headlines, by look, place and wording; nothing is decided yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.document import Document
from schemas.profile import SourceProfile
from tasks.articles.candidates import Candidate, CandidateFinder
from tasks.articles.contents import read_contents
from tests.build import Page, ascent, page
from tests.road import NO_PROFILE, judged, page_document, prose, prose_lines, text_document


def candidates(document: Document, profile: SourceProfile = NO_PROFILE) -> list[Candidate]:
    context, verdicts = judged(document, profile)
    entries = read_contents(context.blocks, verdicts, profile.sections)
    return CandidateFinder(document, context.blocks, verdicts, entries, profile, context.body_pt, ()).find()


def texts(document: Document, profile: SourceProfile = NO_PROFILE) -> list[str]:
    return [candidate.text for candidate in candidates(document, profile)]


def above_text(head: Page) -> Document:
    return page_document(head.lines(prose_lines(0, 8), at=(72, 300)))


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        pytest.param(page().line("Moles", at=(72, 270), size=14), "1.4 times", id="larger"),
        pytest.param(page().line("Moles", at=(72, 270), bold=True), "bold over plain text", id="bold"),
        pytest.param(
            page().line("Moles", at=(72, 270), size=11.5, color="#aa2200"), "colour of its own", id="coloured"
        ),
        pytest.param(page().line("MOLES", at=(72, 270), size=11), "in capitals", id="capitals"),
        pytest.param(
            page().image((60, 262, 530, 292)).line("Moles", at=(72, 270), size=9.5, color="#ffffff"),
            "white on a dark ground",
            id="white",
        ),
    ],
)
def test_a_look_that_speaks_for_a_headline(sheet: Page, reason: str) -> None:
    found = candidates(above_text(sheet))
    assert [candidate.text.casefold() for candidate in found] == ["moles"]
    assert reason in found[0].evidence


def colored(color: str, *, heads: int = 3, gap: float = 22) -> Document:
    """Heads that differ from their texts in colour alone, `gap` points between one text and the next head."""
    sheet = page()
    top = 72.0
    for place in range(heads):
        sheet.line(f"Moles in orchard {'ABC'[place]}", at=(72, top), color=color)
        sheet.lines(prose_lines(6 * place, 6), at=(72, top + 18))
        top += 18 + 12 * 6 + gap
    return page_document(sheet)


def test_heads_in_a_colour_of_their_own_need_nothing_else() -> None:
    assert texts(colored("#aa2200")) == ["Moles in orchard A", "Moles in orchard B", "Moles in orchard C"]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(lambda: colored("#aa2200", heads=2), id="too_few"),
        pytest.param(lambda: colored("#555555"), id="grey"),
        pytest.param(lambda: colored("#000000"), id="black"),
        pytest.param(lambda: colored("#aa2200", gap=12), id="tight"),
    ],
)
def test_other_lines_do_not_head_by_colour_alone(document: Callable[[], Document]) -> None:
    assert texts(document()) == []


def plain_heads(x: float, *, number: str = "", heads: int = 3, text_x: float = 72) -> Document:
    """Heads in the look of their texts that begin at `x`, white space over each."""
    sheet, top = page(), 72.0
    for place in range(heads):
        sheet.line(number.format(place + 1) + f"Moles in orchard {'ABC'[place]}", at=(x, top))
        lines = prose_lines(6 * place, 6)
        sheet.lines(lines, at=(text_x, top + 18))
        top += 42 + 12 * len(lines)
    return page_document(sheet)


@pytest.mark.parametrize(
    ("document", "sign"),
    [
        pytest.param(lambda: plain_heads(210), "centred over its text", id="centred"),
        pytest.param(lambda: plain_heads(72, text_x=110), "further out", id="outdented"),
        pytest.param(lambda: plain_heads(72, number="{}. "), "a number on a line of its own", id="numbered"),
    ],
)
def test_heads_that_one_sign_sets_apart(document: Callable[[], Document], sign: str) -> None:
    found = candidates(document())
    assert [candidate.text[-1] for candidate in found] == ["A", "B", "C"]
    assert all(sign in candidate.evidence for candidate in found)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(lambda: plain_heads(72), id="no_sign"),
        pytest.param(lambda: plain_heads(150), id="indented"),
        pytest.param(lambda: plain_heads(72, text_x=84), id="hardly_outdented"),
        pytest.param(lambda: plain_heads(210, heads=2), id="too_few"),
    ],
)
def test_a_place_that_is_no_sign_of_a_head(document: Callable[[], Document]) -> None:
    assert texts(document()) == []


@pytest.mark.parametrize(("signs", "is_underlined"), [(16, True), (6, False), (30, False)])
def test_a_typed_rule_underlines_the_line_that_is_as_long(signs: int, is_underlined: bool) -> None:
    sheet = (
        page().line("Moles in orchard", at=(72, 72), font="mono").line("-" * signs, at=(72, 84), font="mono")
    )
    found = candidates(page_document(sheet.lines(prose_lines(0, 4), at=(72, 110), font="mono")))
    assert [candidate.text for candidate in found] == (["Moles in orchard"] if is_underlined else [])


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(page().line("Moles", at=(72, 270)), id="plain"),
        pytest.param(page().line("Moles", at=(72, 270), size=11), id="hardly_larger"),
        pytest.param(
            page().line("All moles have to leave the orchard by noon.", at=(72, 270), bold=True),
            id="bold_sentence",
        ),
        pytest.param(page().line("12", at=(72, 270), size=20), id="number"),
        pytest.param(page().lines(prose_lines(3, 5), at=(72, 100), size=14), id="large_text"),
    ],
)
def test_a_near_miss(sheet: Page) -> None:
    assert texts(above_text(sheet)) == []


@pytest.mark.parametrize("dots", ["...", "…", "…...."])
def test_a_bold_line_that_trails_off_is_no_sentence(dots: str) -> None:
    line = f"A few words to all moles of the orchard{dots}"
    assert texts(above_text(page().line(line, at=(72, 270), bold=True))) == [line]


@pytest.mark.parametrize(
    ("line", "is_candidate"),
    [
        pytest.param("Moles in the orchard", True, id="short_line"),
        pytest.param("## Moles in the orchard", True, id="heading_mark"),
        pytest.param("**Moles in the orchard**", True, id="bold"),
        pytest.param("MOLES IN THE ORCHARD", True, id="capitals"),
        pytest.param("Moles in the orchard.", False, id="sentence"),
        pytest.param("Moles in the orchard:", False, id="leads_to_what_follows"),
        pytest.param("moles in the orchard", False, id="goes_on_from_above"),
        pytest.param("- Moles in the orchard", False, id="list_item"),
        pytest.param("We met. Moles came", False, id="sentence_inside"),
        pytest.param("2024 in the orchard", False, id="begins_with_a_number"),
        pytest.param("Moles " * 26, False, id="long"),
    ],
)
def test_lines_of_an_export(line: str, *, is_candidate: bool) -> None:
    found = texts(text_document(f"{prose(0)}\n\n{line}\n\n{prose(1)}\n"))
    assert bool(found) is is_candidate


def test_a_short_line_over_another_short_line_is_no_title() -> None:
    assert texts(text_document(f"{prose(0)}\n\nMoles\n\nBees\n\nElks\n\nBoats\n")) == []


@pytest.mark.parametrize("between", ["Dear friends,", "By Oona Merrow", "by Oona Merrow"])
def test_a_salutation_or_byline_between_title_and_text_does_not_matter(between: str) -> None:
    parts = (prose(0), "A word from the chair", between, prose(1))
    assert texts(text_document("\n\n".join(parts) + "\n")) == ["A word from the chair"]


def test_named_by_the_profile() -> None:
    document = text_document(f"{prose(0)}\n\n7. weather report.\n\n{prose(1)}\n")
    assert texts(document) == []
    found = candidates(document, SourceProfile(titles=(r"weather report",)))
    assert [(candidate.text, candidate.is_named) for candidate in found] == [("7. weather report.", True)]


def test_bookmarked_and_announced() -> None:
    sheet = page().line("Moles in the yard", at=(72, 270), bold=True).bookmark("Moles in the yard")
    assert [candidate.is_bookmarked for candidate in candidates(above_text(sheet))] == [True]
    listed = text_document(
        f"Contents\n\nmoles in the yard ... 2\nBees at work ... 3\n\nBees at work\n\n{prose(0)}\n\n"
        f"Moles in the yard\n\n{prose(1)}\n"
    )
    assert [candidate.entry for candidate in candidates(listed)] == [1, 0]


def test_bold_beginning_of_a_paragraph_is_a_run_in_head() -> None:
    first, *others = prose_lines(2, 4)
    sheet = (
        page().line("Moles.", at=(72, 270), bold=True).line(first, at=(115, 270)).lines(others, at=(72, 282))
    )
    found = candidates(above_text(sheet))
    assert [(candidate.text, candidate.is_run_in) for candidate in found] == [("Moles.", True)]


def noted(*heads: tuple[str, str]) -> Document:
    """Paragraphs under a headline, each of which begins in bold and goes on with some words."""
    sheet, top = page().line("Class notes", at=(72, 72), size=16, bold=True), 110.0
    for place, (head, words) in enumerate(heads):
        sheet.line(head, at=(72, top), bold=True)
        sheet.line(f"{words} to the harbour", at=(76 + 5.6 * len(head), top))
        sheet.lines(prose_lines(place, 3), at=(72, top + 12))
        top += 70
    return page_document(sheet)


def test_names_that_begin_a_sentence_head_nothing() -> None:
    people = noted(("Ann Tide", "has moved"), ("Ole Ford,", "since May,"), ("Una Weir", "lives close"))
    assert texts(people) == ["Class notes"]


def test_heads_parted_from_their_text_take_along_the_one_that_is_not() -> None:
    notices = noted(("Gift boxes", "are emptied"), ("Soup lunch,", "Tuesday"), ("Could it be you? -", "go"))
    assert texts(notices) == ["Class notes", "Gift boxes", "Soup lunch,", "Could it be you? -"]


def italic_heads(*, heads: int = 3, text_italic: bool = False) -> Document:
    """Heads that differ from their texts in slant alone, white space over each."""
    sheet, top = page(), 72.0
    for place in range(heads):
        sheet.line(f"Tide v. Weir {'ABC'[place]}", at=(72, top), italic=True)
        lines = prose_lines(6 * place, 6)
        sheet.lines(lines, at=(72, top + 18), italic=text_italic)
        top += 42 + 12 * len(lines)
    return page_document(sheet)


def test_heads_in_small_capitals_are_as_large_as_their_capitals() -> None:
    """Drawn as a capital and smaller letters behind it on one baseline, no larger than the text."""
    drop = ascent("Helvetica") * 2.5
    sheet = page().line("M", at=(72, 270)).line("oles", at=(80.4, 270 + drop), size=7.5)
    (found,) = candidates(above_text(sheet))
    assert (found.text, found.size_ratio, found.evidence) == ("Moles", 1.0, "in small capitals")


def ruled_heads(*, heads: int = 3, rule_pt: float = 458, head: str = "Moles in orchard") -> Document:
    """Heads in the look of their texts under rules of a length."""
    sheet, top = page(), 72.0
    for place in range(heads):
        sheet.rule((72, top - 9), (72 + rule_pt, top - 9)).line(f"{head} {'ABC'[place]}", at=(72, top))
        lines = prose_lines(6 * place, 6)
        sheet.lines(lines, at=(72, top + 18))
        top += 48 + 12 * len(lines)
    return page_document(sheet)


def test_short_lines_under_rules_need_nothing_else() -> None:
    found = candidates(ruled_heads())
    assert [c.evidence for c in found] == ["a short line under a rule across its column"] * 3
    assert texts(ruled_heads(heads=2)) == []
    assert texts(ruled_heads(rule_pt=100)) == []
    assert texts(ruled_heads(head=prose_lines(40, 1)[0].rstrip("."))) == []


def test_heads_in_italics_need_nothing_else() -> None:
    assert [c.evidence for c in candidates(italic_heads())] == ["in italics over upright text"] * 3
    assert texts(italic_heads(heads=2)) == []
    assert texts(italic_heads(text_italic=True)) == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [("1. Moles", "1."), ("2.3 Moles", "2.3"), ("IV. Moles", "IV."), ("A. Moles", "A."), ("Moles", None)],
)
def test_numbering(text: str, mark: str | None) -> None:
    found = candidates(above_text(page().line(text, at=(72, 270), size=16)))
    assert [candidate.mark for candidate in found] == [mark]


def closed(last: str, *, gap_above: float = 14, gap_below: float = 40) -> Document:
    """A headline over its text with a bold line at the end, and another text further down."""
    first = prose_lines(0, 6)
    top = 130 + 12 * len(first) + gap_above
    sheet = page().line("Moles in the orchard", at=(72, 100), size=16, bold=True)
    sheet.lines(first, at=(72, 130)).line(last, at=(72, top), bold=True)
    return page_document(sheet.lines(prose_lines(4, 6), at=(72, top + 12 + gap_below)))


CLOSING = "Come to the orchard on the first of May!"


@pytest.mark.parametrize(("head", "is_candidate"), [("Notice 101/2024", True), ("Phone 555 0101", False)])
def test_a_year_is_no_figure_of_a_head(head: str, *, is_candidate: bool) -> None:
    found = texts(above_text(page().line(head, at=(72, 270), size=14, bold=True)))
    assert (head in found) is is_candidate


def test_the_text_under_a_head_is_no_table_without_rules() -> None:
    """Prose over a table in smaller letters is text, and no head of the table."""
    sheet = page().line("Maize", at=(72, 60), size=14, bold=True)
    sheet.lines(prose_lines(0, 2), at=(72, 84), size=10.5)
    for row, place in enumerate(("Norvale", "Estmark", "Sudholm", "Westfield", "Midtown")):
        for column, cell in enumerate((place, str(310 + row), str(322 + row), f"+{row}.5%")):
            sheet.line(cell, at=(72 + 130 * column, 140 + 18 * row), size=9)
    assert texts(page_document(sheet)) == ["Maize"]


def test_a_sentence_that_closes_a_text_is_no_headline() -> None:
    assert texts(closed(CLOSING)) == ["Moles in the orchard"]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(closed(CLOSING, gap_above=40, gap_below=6), id="nearer_to_what_follows"),
        pytest.param(closed("Come to the orchard on the first of May"), id="no_sentence"),
        pytest.param(closed("Come, moles!"), id="few_words"),
    ],
)
def test_a_bold_line_under_a_text_that_may_be_a_headline(document: Document) -> None:
    assert len(texts(document)) == 2


@pytest.mark.parametrize(("plain_words", "is_candidate"), [("to the people of Linn...", False), ("", True)])
def test_a_sentence_of_which_most_is_bold_is_text(plain_words: str, *, is_candidate: bool) -> None:
    sheet = page().lines(prose_lines(3, 4), at=(72, 100))
    sheet.lines(
        ["Moles in the orchard of the upper village give", "much joy this year!"],
        at=(72, 240),
        size=14,
        bold=True,
    )
    sheet.line(plain_words, at=(240, 256.8), size=14)
    assert bool(texts(above_text(sheet))) is is_candidate


@pytest.mark.parametrize(("space_above", "is_candidate"), [(24.0, True), (5.0, False)])
def test_a_bold_sentence_right_over_its_text_heads_it(space_above: float, *, is_candidate: bool) -> None:
    sheet, lines = page(), prose_lines(3, 4)
    sheet.lines(lines, at=(72, 100))
    top = 100 + 12 * len(lines) + space_above
    sheet.line("The board is away until the first of August.", at=(72, top), bold=True)
    sheet.lines(prose_lines(0, 6), at=(72, top + 17))
    assert bool(texts(page_document(sheet))) is is_candidate


@pytest.mark.parametrize(
    ("lead", "below", "size", "is_candidate"),
    [
        pytest.param("All of it is shown by the", "(in the old tower) until the", 10, False, id="goes_on"),
        pytest.param("All of it is shown by the", "Until the first of May it is", 10, True, id="begins_anew"),
        pytest.param("All of it is shown there.", "(in the old tower) until the", 10, True, id="full_stop"),
        pytest.param("All of it is shown by the", "(in the old tower) until the", 12, True, id="larger"),
    ],
)
def test_bold_words_of_a_sentence_on_a_line_of_their_own(
    lead: str, below: str, size: float, *, is_candidate: bool
) -> None:
    sheet = page().lines([*prose_lines(0, 6), lead], at=(72, 72))
    sheet.line("Seaman Museum", at=(72, 156), size=size, bold=True)
    sheet.lines([below, *prose_lines(6, 6)], at=(72, 168))
    assert ("Seaman Museum" in texts(page_document(sheet))) is is_candidate


@pytest.mark.parametrize(
    ("end", "begin", "is_candidate"),
    [
        ("and so we", "gave three workshops and a talk on lamps", False),
        ("and so we", "Three workshops and a talk on lamps", True),
        ("and so it was.", "three workshops and a talk on lamps", True),
    ],
    ids=["goes on", "capital", "ended"],
)
def test_what_goes_on_from_the_page_before_in_larger_letters_is_no_head(
    end: str, begin: str, *, is_candidate: bool
) -> None:
    first = page().lines(prose_lines(0, 8), at=(72, 72))
    first.lines([*prose_lines(1, 4), end], at=(72, 640), size=12.5, leading=15)
    second = page().line(begin, at=(72, 72), size=12.5).lines(prose_lines(2, 8), at=(72, 110))
    assert (begin in texts(page_document(first, second))) is is_candidate
