"""What a sample bulletin says, and the truth about it.

Stories are the single source of both the printed pages and the truth files beside the golden tests.
Nothing here knows how a page looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FIRST_WORDS = 14
LAST_WORDS = 8
SUBHEAD = "## "

_MARKUP = re.compile(r"\*\*|__")


@dataclass(frozen=True, slots=True)
class Story:
    """One article as its reader sees it.

    Attributes:
        title: the headline.
        body: paragraphs in reading order; one that begins with `## ` is a sub-heading, `**` parts
            bold words and `__` italic words.
        section: part of the issue it stands in.
        byline: the line that names its writer.
        kicker: the short line over the headline.
        dateline: place and date in front of the first paragraph; not part of `body`.
        other_titles: headlines that are as good.
        may_split: whether it may fairly become several articles.
    """

    title: str
    body: tuple[str, ...]
    section: str | None = None
    byline: str | None = None
    kicker: str | None = None
    dateline: str | None = None
    other_titles: tuple[str, ...] = ()
    may_split: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body without its sub-headings and without markup."""
        return tuple(plain(text) for text in self.body if not text.startswith(SUBHEAD))


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One sample: where it goes below `raw/`, what it holds, and what no article may carry."""

    path: str
    kind: str
    language: str
    stories: tuple[Story, ...]
    noise: tuple[str, ...]

    @property
    def truth_name(self) -> str:
        """File name of the truth: the source's slug."""
        return f"{self.path.split('/')[0]}.truth.json"


def plain(text: str) -> str:
    """`text` without the marks of bold and italic words."""
    return _MARKUP.sub("", text)


def truth(bulletin: Bulletin) -> dict[str, object]:
    """The truth about `bulletin`: its articles in order, and noise phrases."""
    return {
        "file": bulletin.path.rsplit("/", 1)[-1],
        "source_path": bulletin.path,
        "kind": bulletin.kind,
        "language": bulletin.language,
        "articles": [_article(story) for story in bulletin.stories],
        "noise": list(bulletin.noise),
    }


def _article(story: Story) -> dict[str, object]:
    """`paragraphs` holds the first words of each, `ends` the last words, `texts` all of them."""
    entry: dict[str, object] = {
        "title": story.title,
        "titles": list(story.other_titles),
        "section": story.section,
        "kicker": story.kicker,
        "byline": story.byline,
        "dateline": story.dateline,
        "may_split": story.may_split,
    }
    entry = {key: value for key, value in entry.items() if value}
    ends = [_words(text)[-LAST_WORDS:] for text in story.paragraphs]
    entry["paragraphs"] = [" ".join(_words(text)[:FIRST_WORDS]) for text in story.paragraphs]
    entry["end"] = " ".join(ends[-1])
    entry["ends"] = [" ".join(words) for words in ends]
    entry["texts"] = list(story.paragraphs)
    return entry


def _words(text: str) -> list[str]:
    return text.split()
