"""Where a section ends: what the next title must show, and what does not suffice."""

from __future__ import annotations

import pytest

from schemas.article import ContentsEntry
from schemas.layout import Block
from tasks.articles.candidates import Candidate
from tasks.articles.sections import Sections
from tasks.articles.titles import Decision, Role
from tests.articles.blocks import page_block, text_block
from tests.build import page
from tests.road import articles_of, page_document, prose_lines


def head(block: int, size: float, entry: int | None = None) -> Candidate:
    """A bold head of some size; `entry` is its place in the contents list."""
    return Candidate(
        block=block,
        text=f"Head {block}",
        prominence=size / 10,
        size_ratio=size / 10,
        style_key=(size, True, False, False, None),
        is_run_in=False,
        entry=entry,
        is_bookmarked=False,
        is_named=False,
        mark=None,
        evidence="plain",
    )


def listed(*titles: tuple[str, str | None]) -> list[ContentsEntry]:
    return [ContentsEntry(title, 1, section, 0) for title, section in titles]


def section_after(
    *titles: Candidate,
    pages: tuple[int, ...] = (1, 1, 1, 2),
    opened_by: Candidate | None = None,
    entries: tuple[tuple[str, str | None], ...] = (),
    count: int = 1,
    is_text: bool = False,
) -> str | None:
    """The section of the last title behind a section's head of 24 points; `pages` are those of the blocks."""
    opener = opened_by or head(0, 24)
    blocks: list[Block] = [
        text_block("Words", i, page=number) if is_text else page_block("Words", i, page=number)
        for i, number in enumerate(pages)
    ]
    decisions = [Decision(opener, Role.SECTION, "", 0.9)] * count
    sections = Sections(blocks, decisions, listed(*entries))
    sections.open(opener, "Orchard")
    return [sections.section_of(title) for title in titles][-1]


def test_the_only_section_ends_at_a_larger_title_on_a_later_page() -> None:
    assert section_after(head(1, 13), head(2, 13), head(3, 20)) is None


@pytest.mark.parametrize(
    ("size", "last_page", "count", "is_text"),
    [
        pytest.param(13, 2, 1, False, id="no_larger"),
        pytest.param(20, 1, 1, False, id="on_its_page"),
        pytest.param(20, 2, 2, False, id="one_of_several"),
        pytest.param(20, 2, 1, True, id="levels_of_markup_are_no_sizes"),
    ],
)
def test_else_it_goes_on(size: float, last_page: int, count: int, *, is_text: bool) -> None:
    titles = (head(1, 13), head(2, 13), head(3, size))
    pages = (1, 1, 1, last_page)
    assert section_after(*titles, pages=pages, count=count, is_text=is_text) == "Orchard"


def test_a_title_in_the_look_of_its_head_ends_it() -> None:
    assert section_after(head(1, 13), head(3, 24), pages=(1, 1, 1, 1)) is None


def test_a_head_in_the_look_of_its_titles_tells_nothing() -> None:
    assert section_after(head(1, 24), head(3, 24), pages=(1, 1, 1, 1)) == "Orchard"


def test_a_title_listed_beside_it_ends_it() -> None:
    entries = (("Orchard", None), ("Lamps", None))
    titles = (head(1, 13), head(3, 13, entry=1))
    assert section_after(*titles, opened_by=head(0, 24, entry=0), entries=entries) is None


def test_a_list_that_names_its_articles_says_nothing_of_its_end() -> None:
    entries = (("Orchard", None), ("Moles", None), ("Lamps", None))
    titles = (head(1, 13, entry=1), head(3, 13, entry=2))
    assert section_after(*titles, opened_by=head(0, 24, entry=0), entries=entries) == "Orchard"


def test_a_title_listed_in_it_belongs_to_it() -> None:
    entries = (("Orchard", None), ("Lamps", "ORCHARD"))
    titles = (head(1, 13), head(3, 13, entry=1))
    assert section_after(*titles, opened_by=head(0, 24, entry=0), entries=entries) == "Orchard"


def test_the_articles_of_an_issue_leave_a_section_that_is_over() -> None:
    first = page()
    first.line("Orchard", at=(72, 60), size=24, bold=True)
    for place, title in enumerate(("Moles", "Bees", "Elks")):
        top = 110 + 140 * place
        first.line(title, at=(72, top), size=14, bold=True).lines(prose_lines(place), at=(72, top + 24))
    second = page()
    second.line("Ferries", at=(72, 60), size=20, bold=True).lines(prose_lines(5), at=(72, 96))
    second.line("Lamps", at=(72, 300), size=14, bold=True).lines(prose_lines(6), at=(72, 324))
    found = {article["title"]: article["section"] for article in articles_of(page_document(first, second))}
    assert found == {"Moles": "Orchard", "Bees": "Orchard", "Elks": "Orchard", "Ferries": None, "Lamps": None}
