"""Text exports of bulletins: no places, no fonts, only lines.

How such a text is cut into pages and marked up stands here; what it says comes from `benchmarks.prose`.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterable, Sequence

from benchmarks.kinds.columns import western
from benchmarks.prose import Writer
from benchmarks.truth import Case, tell_truth
from tests.samples.story import SUBHEAD, Story

LINE_CHARACTERS = 84
LINES_PER_PAGE = 46
OTHER_SCRIPTS = ("ar", "he", "el", "ru", "kk")
FORM_FEED = "\f"


class Export:
    """A text export in the making: a list of lines, blank ones between paragraphs."""

    def __init__(self, kind: str, number: int, language: str, ending: str = "txt") -> None:
        self.kind = kind
        self.file = f"{kind}-{number}-{language}.{ending}"
        self.language = language
        self.rng = random.Random(self.file)
        self.writer = Writer(self.rng, language)
        self.name = self.writer.phrase("names")
        self.line = self.writer.issue_line()
        self.lines: list[str] = []
        self.stories: list[Story] = []
        self.noise = [self.name, self.line]

    def put(self, *paragraphs: str, width: int = LINE_CHARACTERS) -> None:
        """Paragraphs, wrapped, with a blank line after each."""
        for text in paragraphs:
            self.lines += [*textwrap.wrap(text, width, break_on_hyphens=False), ""]

    def write(self, count: int, paragraphs: tuple[int, int] = (3, 5)) -> Iterable[Story]:
        """New stories, each of which is going to be exported."""
        for _ in range(min(count, self.writer.theme_count)):
            story = self.writer.article(self.rng.randint(*paragraphs))
            self.stories.append(story)
            yield story

    def finish(self, pages: Sequence[Sequence[str]] | None = None) -> Case:
        """The text, `pages` parted by form feeds, and its truth."""
        texts = ["\n".join(page).strip("\n") + "\n" for page in pages or [self.lines]]
        truth = tell_truth(self.file, self.language, self.stories, self.noise)
        return Case(self.kind, FORM_FEED.join(texts).encode(), truth)

    def pages(self, head: Sequence[str] = (), foot: str = "") -> list[list[str]]:
        """The lines cut into pages with a head on all but the first, and a foot."""
        cuts = range(0, len(self.lines), LINES_PER_PAGE)
        pages = []
        for number, start in enumerate(cuts, start=1):
            top = [*head, ""] if head and number > 1 else []
            body = self.lines[start : start + LINES_PER_PAGE]
            pages.append([*top, *body, *([foot.format(number)] if foot else [])])
        return pages


def plain_export(number: int) -> Case:
    """Headlines as short lines of their own; heads and page numbers between the pages."""
    export = Export("export_plain", number, western(number))
    export.put(export.name, export.line)
    for story in export.write(7):
        export.put(story.title, *story.body)
    return export.finish(export.pages([export.name], "{}"))


def bold_export(number: int) -> Case:
    """`**` left in around headlines and some words."""
    export = Export("export_bold", number, western(number))
    export.put(f"**{export.name}**", export.line)
    for story in export.write(7):
        first, *rest = story.body
        opening, _, end = first.partition(" ")
        export.put(f"**{story.title}**", f"**{opening}** {end}", *rest)
    return export.finish()


def markdown_export(number: int) -> Case:
    """Headlines marked with `#`, sub-headings with one more."""
    export = Export("export_markdown", number, western(number), "md")
    export.put(f"# {export.name}", export.line)
    for _ in range(5):
        story = export.writer.article(4, subheads=True)
        export.stories.append(story)
        marked = [f"#{text}" if text.startswith(SUBHEAD) else text for text in story.body]
        export.put(f"{SUBHEAD}{story.title}", *marked)
    return export.finish()


def capitals_export(number: int) -> Case:
    """Headlines in capitals, lines without blank ones between the paragraphs but an indent."""
    export = Export("export_capitals", number, western(number))
    export.put(export.name, export.line)
    for story in export.write(6):
        export.put(story.title.upper())
        for text in story.body:
            export.lines += textwrap.wrap(text, LINE_CHARACTERS, initial_indent="   ", break_on_hyphens=False)
        export.lines.append("")
    return export.finish(export.pages(foot="- {} -"))


def late_heads_export(number: int) -> Case:
    """Headlines that the export gives after the first paragraph of their story."""
    export = Export("export_late_heads", number, western(number))
    export.put(export.name, export.line)
    for place, story in enumerate(export.write(6)):
        first, *rest = story.body
        order = (first, story.title) if place % 2 else (story.title, first)
        export.put(*order, *rest)
    return export.finish()


def release_export(number: int) -> Case:
    """A release of two pages with pieces of its letterhead in the middle of a sentence."""
    export = Export("export_release", number, western(number))
    writer = export.writer
    publisher, address, mail, phone = writer.words["foot"].split(" · ")
    label = writer.words["press_release"]
    export.noise = [label, mail, phone]
    export.lines += [publisher.upper(), address, phone, mail, ""]
    export.put(label, writer.fill("{day} {month} {year}", **writer.issue_slots))
    for story in export.write(1, (7, 8)):
        export.put(story.title, *story.body)
    cut = next(n for n in range(len(export.lines) // 2, len(export.lines)) if _is_inside(export.lines, n))
    letterhead = [publisher.upper(), phone, mail]
    return export.finish([[*export.lines[:cut], "1"], [*letterhead, *export.lines[cut:], "2"]])


def other_scripts_export(number: int) -> Case:
    """Right to left, Greek and Cyrillic."""
    language = OTHER_SCRIPTS[number % len(OTHER_SCRIPTS)]
    export = Export("export_other_scripts", number, language)
    export.put(export.name, export.line)
    for story in export.write(5):
        export.put(story.title, *story.body)
    return export.finish(export.pages([export.name], "{}"))


def _is_inside(lines: Sequence[str], number: int) -> bool:
    """Whether a sentence goes on over the beginning of line `number`."""
    above, line = lines[number - 1], lines[number]
    return bool(above) and bool(line) and above[-1] not in ".!?»”“" and line[0].islower()
