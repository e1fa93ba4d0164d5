"""Bulletins whose difficulty is the text itself: broken words, large initials, notes, lists, scripts.

Their columns are even and their headlines plain.
"""

from __future__ import annotations

from dataclasses import replace

from benchmarks.desk import BOTTOM, Desk, keep_together
from benchmarks.kinds.columns import newsletter, western
from benchmarks.paper import set_paragraph
from benchmarks.truth import Case
from tests.samples.story import SUBHEAD
from tests.samples.typeset import Box, Flow

SOFT_HYPHEN = "\u00ad"
BULLETS = ("•", "–", "1.")


def wide_gaps(number: int) -> Case:
    """Narrow justified columns without hyphens: wide gaps between the words of a line."""
    desk = Desk("wide_gaps", number, western(number), align="justify", hyphenate=False, size=9.4)
    return newsletter(desk, 3 + number % 2, 6)


def hyphenation(number: int) -> Case:
    """Narrow columns with many words broken at the ends of lines and columns."""
    desk = Desk("hyphenation", number, western(number), align="justify", size=9.6)
    return newsletter(desk, 3, 7)


def soft_hyphens(number: int) -> Case:
    """Words broken with the soft hyphen instead of the hyphen."""
    desk = Desk("soft_hyphens", number, western(number), align="justify", size=9.6)
    desk.paper.hyphen = SOFT_HYPHEN
    return newsletter(desk, 3, 7)


def ligatures(number: int) -> Case:
    """Single letters for fi and fl."""
    desk = Desk("ligatures", number, western(number), ligatures=True)
    return newsletter(desk, 2, 6)


def drop_caps(number: int) -> Case:
    """A large first letter beside the first lines of each story."""
    desk = Desk("drop_caps", number, western(number))
    flow = desk.columns(1 + number % 2, desk.masthead())
    for story in desk.write(6):
        desk.stories.append(story)
        keep_together(flow, 160)
        desk.headline(flow, story.title)
        flow.drop_cap(story.body[0], desk.look.body, desk.look.accent, 2 + number % 2)
        flow.space(desk.look.paragraph_gap)
        desk.paragraphs(flow, ["", *story.body[1:]])
    desk.page_feet()
    return desk.finish()


def footnotes(number: int) -> Case:
    """A note under a short rule at the foot of each page, where a sentence goes on overleaf."""
    desk = Desk("footnotes", number, western(number))
    note_top = BOTTOM - 24
    top = desk.masthead()
    boxes = [Box(page, 46, top if page == 1 else 62, 503, note_top - 8) for page in range(1, 6)]
    flow = Flow(desk.paper, boxes)
    marked_pages: set[int] = set()
    for story in desk.write(5, (5, 6)):
        mark = "¹" if flow.box.page not in marked_pages else ""
        first = story.body[0].replace(". ", f".{mark} ", 1)
        desk.article(flow, replace(story, body=(first, *story.body[1:])))
        if mark in first and mark:
            marked_pages.add(desk.pages[story.title])
    for page in sorted(marked_pages):
        desk.paper.rule(page, 46, note_top, 150, "#444444")
        note = "¹ " + desk.writer.phrase("footnote")
        desk.paper.text(page, 46, note_top + 5, note, desk.look.small.but(size=7.8, cut="Regular"))
    desk.page_feet()
    return desk.finish()


def lists(number: int) -> Case:
    """Stories with a list of items under a sentence, hanging after a bullet or a number."""
    desk = Desk("lists", number, western(number))
    flow = desk.columns(1 + number % 2, desk.masthead())
    for story in desk.write(5, (4, 5)):
        desk.stories.append(story)
        desk.headline(flow, story.title)
        desk.paragraphs(flow, story.body[:1])
        face = desk.look.body.but(indent=0.0, hang=12.0, align="left")
        for place, text in enumerate(story.body[1:-1], start=1):
            bullet = f"{place}." if number % 3 == 2 else BULLETS[number % 3]
            set_paragraph(flow, f"{bullet} {text}", face)
            flow.space(3)
        desk.paragraphs(flow, story.body[-1:])
    desk.page_feet()
    return desk.finish()


def cyrillic(number: int) -> Case:
    desk = Desk("cyrillic", number, ("ru", "kk")[number % 2])
    return newsletter(desk, 2, 6)


def east_asian(number: int) -> Case:
    """Chinese, Japanese and Korean in fonts that the file only names."""
    desk = Desk("east_asian", number, ("zh", "ja", "ko")[number % 3], align="left")
    return newsletter(desk, 2, 6)


def east_asian_release(number: int) -> Case:
    """A release with a centred title and sub-headings, without blanks between words."""
    desk = Desk("east_asian_release", number, ("zh", "ja", "ko")[number % 3])
    flow = desk.columns(1, desk.masthead())
    story = desk.writer.article(7, subheads=True)
    desk.stories.append(story)
    set_paragraph(flow, story.title, desk.look.head.but(size=20, leading=26))
    flow.space(10)
    for text in story.body:
        if text.startswith(SUBHEAD):
            flow.space(6)
            set_paragraph(flow, text.removeprefix(SUBHEAD), desk.look.head.but(size=12, leading=18))
            continue
        desk.paragraphs(flow, [text])
    desk.page_feet()
    return desk.finish()
