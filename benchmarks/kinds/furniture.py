"""Bulletins whose difficulty is what belongs to the page and not to an article.

Their columns are even and their headlines plain.
"""

from __future__ import annotations

from benchmarks.desk import (
    BOTTOM,
    FOOT_TOP,
    GUTTER,
    HEAD_TOP,
    LEFT,
    RIGHT,
    TOP,
    Desk,
    column_boxes,
    keep_together,
)
from benchmarks.kinds.columns import TINTS, western
from benchmarks.paper import set_paragraph
from benchmarks.prose import content
from benchmarks.truth import Case
from tests.samples.story import Story
from tests.samples.typeset import Box, Flow, text_width

CALENDAR_STEP = 15.0
FORM_STEP = 22.0


def contents_list(number: int) -> Case:
    """A contents list in a box of page 1: with leaders, page numbers first, or under section names."""
    desk = Desk("contents_list", number, western(number))
    top = desk.masthead()
    left, right = column_boxes(1, 2, top)
    stories = desk.write(7)
    has_sections = number % 3 == 2
    height = 42 + 12 * (1.4 * len(stories) + 3 * has_sections)
    list_box = Box(1, left.x, BOTTOM - height, left.width, BOTTOM)
    boxes = [Box(1, left.x, top, left.width, BOTTOM - height - 14), right]
    flow = Flow(desk.paper, boxes + [b for page in (2, 3, 4) for b in column_boxes(page, 2, TOP)])
    for story in stories:
        desk.article(flow, story)
    desk.paper.rect(
        1, (list_box.x, list_box.top, list_box.x + list_box.width, BOTTOM), fill=TINTS[number % 3]
    )
    _contents(desk, list_box, stories, number)
    desk.page_feet()
    return desk.finish()


def _contents(desk: Desk, box: Box, stories: list[Story], number: int) -> None:
    words = desk.writer.words
    desk.noise.append(words["contents"])
    pen = Flow(desk.paper, [Box(1, box.x + 8, box.top + 8, box.width - 16, BOTTOM)])
    set_paragraph(pen, words["contents"], desk.look.head.but(size=13, leading=18))
    face = desk.look.small.but(size=8.8, leading=12, cut="Regular", color="#1d1d1b")
    for place, story in enumerate(stories):
        if number % 3 == 2 and place % 3 == 0:
            name = words["sections"][place // 3 % len(words["sections"])]
            set_paragraph(pen, name, face.but(cut="Bold", leading=14))
        page = str(desk.pages[story.title])
        if number % 3 == 1:
            set_paragraph(pen, f"{page}   {story.title}", face)
            continue
        last = _last_line(story.title, face.font, face.size, pen.box.width - 24)
        room = pen.box.width - text_width(last + page, face.font, face.size) - 8
        dots = "." * int(room / text_width(".", face.font, face.size))
        set_paragraph(pen, f"{story.title} {dots} {page}", face)


def _last_line(text: str, font: str, size: float, width: float) -> str:
    line = ""
    for word in text.split():
        joined = f"{line} {word}".strip()
        line = joined if text_width(joined, font, size) <= width else word
    return line


def running_heads(number: int) -> Case:
    """Heads and feet that change sides from page to page and name the section of each page."""
    desk = Desk("running_heads", number, western(number))
    flow = desk.columns(2, desk.masthead())
    for story in desk.write(9, (4, 6)):
        desk.article(flow, story)
    sections, line = desk.writer.words["sections"], desk.writer.issue_line()
    desk.noise.append(line)
    for page in range(2, desk.paper.last_page + 1):
        is_even = page % 2 == 0
        section = sections[page % len(sections)]
        head = desk.look.small.but(cut="Regular", align="left" if is_even else "right")
        x = LEFT if is_even else RIGHT
        text = f"{page}   {desk.name}" if is_even else f"{section}   {page}"
        desk.paper.text(page, x, HEAD_TOP, text, head)
        desk.paper.rule(page, LEFT, HEAD_TOP + 14, RIGHT, "#888888")
        desk.paper.text(
            page, RIGHT if is_even else LEFT, FOOT_TOP, line, head.but(align="right" if is_even else "left")
        )
    return desk.finish()


def contact_feet(number: int) -> Case:
    """A contact line at the foot of each page, where a sentence goes over to the next page."""
    desk = Desk("contact_feet", number, western(number))
    flow = desk.columns(1, desk.masthead())
    for story in desk.write(6, (5, 7)):
        desk.article(flow, story)
    foot = desk.writer.words["foot"]
    desk.noise += [foot.split(" · ")[2], foot.split(" · ")[3]]
    for page in range(1, desk.paper.last_page + 1):
        face = desk.look.small.but(align="center", cut="Regular")
        desk.paper.text(page, (LEFT + RIGHT) / 2, BOTTOM + 12 + 6 * (number % 3), foot, face)
        label = desk.writer.fill(desk.writer.words["page"], page=str(page))
        desk.paper.text(page, RIGHT, FOOT_TOP + 6, label, face.but(align="right"))
    return desk.finish()


def jump_lines(number: int) -> Case:
    """Two stories of page 1 that go on inside the issue, under a short head and a line that says so."""
    desk = Desk("jump_lines", number, western(number))
    top, writer = desk.masthead(), desk.writer
    first, second = writer.article(7), writer.article(7)
    target = "2"
    going = writer.fill(writer.words["continued_on"], page=target)
    coming = writer.fill(writer.words["continued_from"], page="1")
    desk.noise += [going, coming]
    desk.stories += [first, second]
    small = desk.look.small.but(cut="Bold" if number % 2 else "Regular", align="right")
    for box, story in zip(column_boxes(1, 2, top, 520), (first, second), strict=True):
        pen = Flow(desk.paper, [Box(1, box.x, box.top, box.width, BOTTOM)])
        desk.headline(pen, story.title)
        desk.paragraphs(pen, story.body[:3])
        set_paragraph(pen, going, small)
    flow = desk.columns(2, first_page=2)
    for story in (first, second):
        flow.space(14)
        keep_together(flow, 90)
        if number % 2:
            set_paragraph(flow, story.title, desk.look.head)
            set_paragraph(flow, coming, small.but(align="left"))
        else:
            set_paragraph(flow, f"{story.title} ({coming})", desk.subhead_face)
        flow.space(4)
        desk.paragraphs(flow, story.body[3:])
    for story in desk.write(3):
        desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def advertisements(number: int) -> Case:
    """An advertisement in another language in a column, and a sponsor's line at the foot of page 1."""
    language = western(number)
    desk = Desk("advertisements", number, language)
    top = desk.masthead()
    left, right = column_boxes(1, 2, top)
    other = content(western(number + 1))["advertisement"]
    hole_top = BOTTOM - 120
    frame = (right.x, hole_top, right.x + right.width, BOTTOM)
    desk.paper.rect(1, frame, fill=None if number % 2 else "#f3e7c4", stroke="#444444", line_width=1.2)
    face = desk.look.head.but(align="center", color="#1d1d1b")
    middle = right.x + right.width / 2
    for place, line in enumerate(other):
        size = 20.0 if place == 0 else 10.0
        y = hole_top + 16 + (30 + 18 * (place - 1)) * (place > 0)
        desk.paper.text(1, middle, y, line, face.but(size=size, cut="Bold" if place == 0 else "Regular"))
    sponsor = desk.writer.words["sponsor"]
    desk.paper.text(1, (LEFT + RIGHT) / 2, FOOT_TOP - 10, sponsor, desk.look.small.but(align="center"))
    desk.noise += [*other[1:], sponsor]
    boxes = [left, Box(1, right.x, top, right.width, hole_top - 12)]
    flow = Flow(desk.paper, boxes + column_boxes(2, 2, TOP) + column_boxes(3, 2, TOP))
    for story in desk.write(6):
        desk.article(flow, story)
    return desk.finish()


def calendars_and_forms(number: int) -> Case:
    """A calendar in a box beside the stories and a form to cut out below them."""
    desk = Desk("calendar_form", number, western(number))
    top = desk.masthead()
    form_top = BOTTOM - 130
    left, right = column_boxes(1, 2, top, form_top - 16)
    calendar_bottom = _calendar(desk, right)
    _form(desk, form_top)
    boxes = [left, Box(1, right.x, calendar_bottom + 14, right.width, right.bottom)]
    flow = Flow(desk.paper, boxes + column_boxes(2, 2, TOP) + column_boxes(3, 2, TOP))
    for story in desk.write(5):
        desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def _calendar(desk: Desk, box: Box) -> float:
    """Days and what happens on them; an article that may fairly be split."""
    head, *events = desk.writer.words["calendar"]
    bottom = box.top + 36 + CALENDAR_STEP * len(events)
    desk.paper.rect(1, (box.x, box.top, box.x + box.width, bottom), fill=TINTS[1])
    desk.paper.text(1, box.x + 10, box.top + 9, head, desk.look.head.but(size=13))
    face = desk.look.small.but(size=9, color="#1d1d1b", cut="Regular")
    days = sorted(desk.rng.sample(range(2, 29), len(events)))
    for place, (day, event) in enumerate(zip(days, events, strict=True)):
        y = box.top + 32 + CALENDAR_STEP * place
        desk.paper.text(1, box.x + 10, y, str(day), face.but(cut="Bold"))
        desk.paper.text(1, box.x + 40, y, event, face)
    desk.stories.append(Story(title=head, body=tuple(events), may_split=True))
    return bottom


def _form(desk: Desk, top: float) -> None:
    """A dashed frame with lines to fill in; it may be an article or noise."""
    head, *fields = desk.writer.words["form"]
    desk.paper.rect(1, (LEFT, top, RIGHT, BOTTOM), stroke="#555555", dash=(4, 3))
    desk.paper.text(1, LEFT + 12, top + 10, head, desk.look.head.but(size=12.5))
    face = desk.look.small.but(size=9, color="#1d1d1b", cut="Regular")
    half = (RIGHT - LEFT - GUTTER) / 2
    for place, label in enumerate(fields):
        x = LEFT + 12 + (half + 8) * (place % 2)
        y = top + 40 + FORM_STEP * (place // 2)
        desk.paper.text(1, x, y, label, face)
        desk.paper.rule(1, x + 60, y + 11, x + half - 14, "#555555")
    desk.free.append(head)
