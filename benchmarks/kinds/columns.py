"""Bulletins whose difficulty is the order of reading: columns, boxes, pictures, quotes, spreads.

Their headlines and their page furniture are plain.
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.desk import BOTTOM, GUTTER, LEFT, RIGHT, TOP, Desk, balanced, column_boxes, evenly
from benchmarks.paper import by_rows, scrambled, set_paragraph
from benchmarks.truth import Case
from tests.samples.story import Story
from tests.samples.typeset import Box, Flow, text_width

WESTERN = ("en", "fr", "de", "es")
TINTS = ("#eef2e6", "#f6efe2", "#e8eef6")
SPREAD = (842.0, 595.0)


def western(number: int) -> str:
    """The language of the bulletin with this number."""
    return WESTERN[number % len(WESTERN)]


def newsletter(desk: Desk, columns: int, count: int, paragraphs: tuple[int, int] = (3, 5)) -> Case:
    """Stories one after the other in even columns, with page numbers."""
    flow = desk.columns(columns, desk.masthead())
    for story in desk.write(count, paragraphs):
        desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def single_column(number: int) -> Case:
    return newsletter(Desk("single_column", number, western(number)), 1, 5)


def two_columns(number: int) -> Case:
    return newsletter(Desk("two_columns", number, western(number)), 2, 7)


def three_columns(number: int) -> Case:
    return newsletter(Desk("three_columns", number, western(number), size=8.8, leading=11.4), 3, 8)


def changing_columns(number: int) -> Case:
    """The leading story over the full width, two columns below it, three on the next page."""
    desk = Desk("changing_columns", number, western(number))
    lead, *rest = desk.write(8, (3, 4))
    flow = Flow(desk.paper, [Box(1, LEFT, desk.masthead(), RIGHT - LEFT, BOTTOM)])
    desk.article(flow, lead)
    boxes = column_boxes(1, 2, flow.y + 14) + [b for page in (2, 3, 4) for b in column_boxes(page, 3, TOP)]
    below = Flow(desk.paper, boxes)
    for story in rest:
        desk.article(below, story)
    desk.page_feet()
    return desk.finish()


def spanning_headlines(number: int) -> Case:
    """Headlines of two lines over all columns of their own story, two stories on a page."""
    desk = Desk("spanning_headlines", number, western(number), size=8.8, leading=11.4)
    page, y = 1, desk.masthead()
    count = 2 + number % 2
    for story in desk.write(4, (4, 5)):
        if y > 480:
            page, y = page + 1, TOP
        desk.stories.append(story)
        head = Flow(desk.paper, [Box(page, LEFT, y, (RIGHT - LEFT) * 0.62, BOTTOM)])
        set_paragraph(head, story.title, desk.look.head.but(size=25, leading=29))
        y = balanced(desk, page, count, head.y + 8, story.body) + 24
    desk.page_feet()
    return desk.finish()


def end_beside_headline(number: int) -> Case:
    """A story that ends in the first column of page 2, under a picture, lower than its neighbours.

    The other columns begin with the headline of another story over both of them.
    """
    desk = Desk("end_beside_headline", number, western(number), size=8.8, leading=11.4)
    top = desk.masthead()
    opening, story, other = desk.write(3, (4, 5))
    first, *columns = column_boxes(2, 3, TOP)
    under = desk.picture(2, (first.x, TOP, first.width, 84 + 8 * (number % 3))) + 6
    flow = Flow(
        desk.paper, [*column_boxes(1, 3, top, top + 230), Box(2, first.x, under, first.width, BOTTOM)]
    )
    desk.article(flow, opening)
    desk.article(flow, story)
    desk.stories.append(other)
    head = Flow(desk.paper, [Box(2, columns[0].x, TOP, 2 * first.width + GUTTER, BOTTOM)])
    set_paragraph(head, other.title, desk.look.head.but(size=20, leading=24))

    def boxes(bottom: float) -> list[Box]:
        return [Box(2, column.x, head.y + 8, column.width, bottom) for column in columns]

    evenly(desk, boxes, head.y + 8, other.body)
    desk.page_feet()
    return desk.finish()


def side_column(number: int) -> Case:
    """A tinted column of notices beside two columns of stories."""
    desk = Desk("side_column", number, western(number))
    top, width, is_left = desk.masthead(), 142.0, number % 2 == 0
    side_x = LEFT if is_left else RIGHT - width
    text_x = LEFT + width + GUTTER if is_left else LEFT
    column = (RIGHT - LEFT - width - 2 * GUTTER) / 2
    desk.paper.rect(1, (side_x, top, side_x + width, BOTTOM), fill=TINTS[number % 3])
    pen = Flow(desk.paper, [Box(1, side_x + 8, top + 8, width - 16, BOTTOM)])
    small = desk.look.body.but(size=8.4, leading=10.8, align="left", indent=0.0)
    for _ in range(min(5, desk.writer.notice_count)):
        notice = desk.writer.notice()
        desk.stories.append(notice)
        set_paragraph(pen, notice.title, desk.look.head.but(size=11, leading=13.5))
        desk.paragraphs(pen, notice.body, small)
        pen.space(10)
    boxes = [Box(1, text_x + n * (column + GUTTER), top, column, BOTTOM) for n in range(2)]
    flow = Flow(desk.paper, boxes + column_boxes(2, 2, TOP) + column_boxes(3, 2, TOP))
    for story in desk.write(5):
        desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def box_in_column(number: int) -> Case:
    """A framed notice in the middle of a column; the text around it goes on below."""
    desk = Desk("box_in_column", number, western(number))
    top = desk.masthead()
    first, second = column_boxes(1, 2, top)
    hole = first if number % 2 == 0 else second
    hole_top = top + 190 + desk.rng.randrange(120)
    tint = None if number % 3 else TINTS[0]
    stories = desk.write(6)
    notice = desk.writer.notice()
    bottom = desk.box(1, (hole.x, hole_top, hole.width), notice, tint)
    parts = [Box(1, hole.x, top, hole.width, hole_top - 10), Box(1, hole.x, bottom + 10, hole.width, BOTTOM)]
    boxes = [*parts, second] if hole is first else [first, *parts]
    flow = Flow(desk.paper, boxes + column_boxes(2, 2, TOP) + column_boxes(3, 2, TOP))
    for story in stories:
        desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def picture_in_text(number: int) -> Case:
    """A picture with its caption in the middle of a column, another one with text beside it."""
    desk = Desk("picture_in_text", number, western(number), align="left")
    top = desk.masthead()
    left, right = column_boxes(1, 2, top)
    wide = desk.picture(1, (right.x, top + 210, right.width, 110))
    narrow = desk.picture(1, (left.x, top + 260, 96, 80))
    side = left.x + 96 + 10
    boxes = [
        Box(1, left.x, top, left.width, top + 252),
        Box(1, side, top + 258, left.width - 106, narrow + 2),
        Box(1, left.x, narrow + 8, left.width, BOTTOM),
        Box(1, right.x, top, right.width, top + 202),
        Box(1, right.x, wide + 8, right.width, BOTTOM),
    ]
    flow = Flow(desk.paper, boxes + column_boxes(2, 2, TOP) + column_boxes(3, 2, TOP))
    for story in desk.write(5, (4, 6)):
        desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def pull_quote(number: int) -> Case:
    """Words of the body again, large between rules, in the middle of its text."""
    desk = Desk("pull_quote", number, western(number))
    top = desk.masthead()
    left, right = column_boxes(1, 2, top)
    lead, *rest = desk.write(5, (5, 6))
    quote = "“" + lead.body[2].split(". ")[0].strip("“”«»„ ") + "”"
    face = desk.look.head.but(cut="Regular", size=15, leading=18.5)
    hole_top = top + 230
    pen = Flow(desk.paper, [Box(1, left.x + 8, hole_top, left.width - 16, BOTTOM)])
    desk.paper.rule(1, left.x, hole_top - 6, left.x + left.width, desk.look.accent, 1.0)
    set_paragraph(pen, quote, face)
    desk.paper.rule(1, left.x, pen.y + 6, left.x + left.width, desk.look.accent, 1.0)
    parts = [Box(1, left.x, top, left.width, hole_top - 16), Box(1, left.x, pen.y + 16, left.width, BOTTOM)]
    flow = Flow(desk.paper, [*parts, right, *column_boxes(2, 2, TOP), *column_boxes(3, 2, TOP)])
    for story in (lead, *rest):
        desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def two_page_spread(number: int) -> Case:
    """Two printed pages side by side on one page of the file."""
    desk = Desk("two_page_spread", number, western(number), SPREAD, size=8.8, leading=11.4)
    count = 1 + number % 2
    boxes = []
    for page in (1, 2, 3):
        for half in (0.0, 421.0):
            width = (421 - 72 - 14 * (count - 1)) / count
            boxes += [Box(page, half + 36 + n * (width + 14), 50, width, 540) for n in range(count)]
    flow = Flow(desk.paper, boxes)
    for story in desk.write(6):
        desk.article(flow, story)
    for page in range(1, desk.paper.last_page + 1):
        for half, x in ((0, 36.0), (1, 806.0)):
            face = desk.look.small.but(align="right" if half else "left")
            label = f"{2 * page + half}  {desk.name}" if not half else f"{desk.name}  {2 * page + half}"
            desk.paper.text(page, x, 562, label, face)
    desk.noise.append(desk.name)
    return desk.finish()


def cut_spread(number: int) -> Case:
    """One printed spread cut into two pages of the file; headlines run over the cut."""
    desk = Desk("cut_spread", number, western(number), size=9.4, leading=12.2)
    count, top = 1 + number % 2, TOP
    for story in desk.write(3, (3, 4)):
        desk.stories.append(story)
        top = _over_the_cut(desk, top, story.title)
        top = _balanced_spread(desk, count, top, story.body) + 22
    desk.page_feet()
    return desk.finish()


def _over_the_cut(desk: Desk, top: float, title: str) -> float:
    """A headline over pages 1 and 2, no word of it on the cut; where its text may begin."""
    width = desk.paper.width
    face = desk.look.head.but(size=30, leading=36)
    blank = text_width(" ", face.font, face.size)
    x = width - 0.55 * text_width(title, face.font, face.size)
    halves: list[list[str]] = [[], []]
    begin = [x, 0.0]
    for word in title.split():
        end = x + text_width(word, face.font, face.size)
        if not halves[1] and end > width:
            begin[0] += width - 2 - (x - blank)
            begin[1] = 4.0
        halves[bool(halves[1]) or end > width].append(word)
        x = end + blank
    for half, words in enumerate(halves):
        if words:
            desk.paper.text(1 + half, begin[half], top, " ".join(words), face)
    return top + 44


def _balanced_spread(desk: Desk, count: int, top: float, texts: Sequence[str]) -> float:
    """Sets `texts` in columns of one height on pages 1 and 2; where they end."""

    def boxes(bottom: float) -> list[Box]:
        return [box for page in (1, 2) for box in column_boxes(page, count, top, bottom)]

    return evenly(desk, boxes, top, texts)


def row_by_row(number: int) -> Case:
    """Columns that the file draws line by line across the page."""
    desk = Desk("row_by_row", number, western(number))
    desk.order = by_rows
    return newsletter(desk, 2 + number % 2, 6)


def scrambled_file(number: int) -> Case:
    """Lines that the file draws in no order at all."""
    desk = Desk("scrambled", number, western(number))
    desk.order = scrambled(desk.file)
    return newsletter(desk, 2, 6)


def box_of_notices(number: int) -> Case:
    """A band with three unrelated notices side by side, between two stories of full width."""
    desk = Desk("band_of_notices", number, western(number))
    first, second = desk.write(2, (3, 4))
    flow = Flow(desk.paper, [Box(1, LEFT, desk.masthead(), RIGHT - LEFT, BOTTOM)])
    desk.article(flow, first)
    top = flow.y + 16
    bottom = max(_band(desk, box, top) for box in column_boxes(1, 3, top)) + 12
    rest = Flow(desk.paper, [Box(1, LEFT, bottom, RIGHT - LEFT, BOTTOM), *column_boxes(2, 1, TOP)])
    desk.article(rest, second)
    desk.page_feet()
    return desk.finish()


def _band(desk: Desk, box: Box, top: float) -> float:
    notice: Story = desk.writer.notice()
    return desk.box(1, (box.x, top, box.width), notice, TINTS[1])
