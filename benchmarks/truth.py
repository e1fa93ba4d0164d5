"""The truth about a generated bulletin, in the shape that `benchmarks.measure` reads.

Every paragraph is cut into short phrases, so that a lost word, a bad join or a line of a neighbour
shows wherever it stands. Nothing here knows how the bulletin was drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from benchmarks.measure import letters
from benchmarks.prose import UNSPACED_LANGUAGES
from tests.samples.story import Story

PHRASE_WORDS = 12
PHRASE_CHARACTERS = 24
MIN_PHRASE_LETTERS = 8
NOTE_MARKS = "¹²³"


class ArticleTruth(TypedDict):
    """An article: its title, others as good, and its phrases in reading order."""

    title: str
    titles: list[str]
    paragraphs: list[str]
    may_split: bool


class IssueTruth(TypedDict):
    """An issue: its articles in reading order, phrases no article may carry, phrases that may go anywhere."""

    file: str
    language: str
    articles: list[ArticleTruth]
    noise: list[str]
    free: list[str]


@dataclass(frozen=True, slots=True)
class Case:
    """One generated bulletin and the truth about it."""

    kind: str
    data: bytes
    truth: IssueTruth

    @property
    def name(self) -> str:
        return self.truth["file"]


def tell_truth(
    file: str, language: str, stories: Sequence[Story], noise: Sequence[str], free: Sequence[str] = ()
) -> IssueTruth:
    """The truth about an issue; phrases that stand twice in it are left out, they could prove nothing."""
    whole = letters("\n".join(text for story in stories for text in (story.title, *story.paragraphs)))
    articles: list[ArticleTruth] = [
        {
            "title": story.title,
            "titles": list(story.other_titles),
            "paragraphs": [p for p in _phrases(story, language) if whole.count(letters(p)) == 1],
            "may_split": story.may_split,
        }
        for story in stories
    ]
    return {
        "file": file,
        "language": language,
        "articles": articles,
        "noise": list(noise),
        "free": list(free),
    }


def _phrases(story: Story, language: str) -> list[str]:
    table = dict.fromkeys(map(ord, NOTE_MARKS), "\n")
    parts = [part for text in story.paragraphs for part in text.translate(table).split("\n")]
    cut = _cut_characters if language in UNSPACED_LANGUAGES else _cut_words
    phrases = [phrase for part in parts for phrase in cut(part)]
    return [phrase for phrase in phrases if len(letters(phrase)) >= MIN_PHRASE_LETTERS]


def _cut_words(text: str) -> list[str]:
    words = text.split()
    count = max(1, len(words) // PHRASE_WORDS)
    return [" ".join(words[i * len(words) // count : (i + 1) * len(words) // count]) for i in range(count)]


def _cut_characters(text: str) -> list[str]:
    count = max(1, len(text) // PHRASE_CHARACTERS)
    return [text[i * len(text) // count : (i + 1) * len(text) // count] for i in range(count)]
