"""Where a section ends: nothing on a page says so, so what comes next has to.

A section goes on until the next one, unless a title shows that it is over before. Three things do:
the look of the section's own head, a place of its own in a contents list that names the section as a
whole, and, where the issue has no other section, letters on a later page that are larger than those of
all its articles.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from schemas.article import ContentsEntry
from schemas.layout import Block
from schemas.tolerances import HEADLINE
from schemas.wording import same_title
from tasks.articles.candidates import Candidate
from tasks.articles.titles import Decision, Role


class Sections:
    """The section that is open while the titles of an issue are read in order."""

    def __init__(
        self, blocks: Sequence[Block], decisions: Collection[Decision], entries: Sequence[ContentsEntry]
    ) -> None:
        self._blocks = blocks
        self._entries = entries
        self._count = sum(decision.role is Role.SECTION for decision in decisions)
        self._head: Candidate | None = None
        self._name: str | None = None
        self._titles: list[Candidate] = []

    def open(self, head: Candidate, name: str) -> None:
        """Begin a section with its head."""
        self._head, self._name, self._titles = head, name, []

    def section_of(self, title: Candidate) -> str | None:
        """The section of the next title, after closing the open one where the title shows its end."""
        if self._head is not None and self._titles and self._is_over(self._head, title):
            self._head = self._name = None
        self._titles.append(title)
        announced = self._entries[title.entry].section if title.entry is not None else None
        return self._name or announced

    def _is_over(self, head: Candidate, title: Candidate) -> bool:
        return (
            self._looks_like_its_head(head, title)
            or self._is_listed_beside_it(head, title)
            or self._is_larger_on_a_later_page(title)
        )

    def _looks_like_its_head(self, head: Candidate, title: Candidate) -> bool:
        return title.style_key == head.style_key != self._titles[0].style_key

    def _is_listed_beside_it(self, head: Candidate, title: Candidate) -> bool:
        """Whether the list names the section, not its articles, and then this title."""
        if head.entry is None or title.entry is None or self._titles[0].entry is not None:
            return False
        announced = self._entries[title.entry].section
        return announced is None or self._name is None or not same_title(announced, self._name)

    def _is_larger_on_a_later_page(self, title: Candidate) -> bool:
        if self._count > 1 or title.is_run_in or self._blocks[title.block].style is None:
            return False
        largest = max(other.style_key[0] for other in self._titles)
        last_page = self._blocks[self._titles[-1].block].page
        return title.style_key[0] >= HEADLINE * largest and self._blocks[title.block].page > last_page
