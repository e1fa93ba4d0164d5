"""Whole newsletters with many difficulties at once, as publishers make them."""

from __future__ import annotations

from benchmarks.desk import (
    BOTTOM,
    GUTTER,
    HEAD_TOP,
    LEFT,
    RIGHT,
    TOP,
    Desk,
    column_boxes,
    keep_together,
    plain_head,
)
from benchmarks.kinds import heads
from benchmarks.kinds.columns import TINTS, western
from benchmarks.paper import by_rows, scrambled, set_paragraph
from benchmarks.prose import content
from benchmarks.truth import Case
from tests.samples.story import Story
from tests.samples.typeset import Box, Flow

SIDE_WIDTH = 138.0
LEAD_PARAGRAPHS = 2
PRINTERS = (plain_head, heads.overprinted, heads.white_on_bar, plain_head, heads.small_caps)


def mixed_newsletter(number: int) -> Case:
    """Side column, spanning headline, jump, picture, quote, advertisement, running heads, imprint."""
    desk = Desk("mixed_newsletter", number, western(number))
    desk.order = (None, by_rows, scrambled(desk.file))[number % 3]
    top = desk.masthead()
    lead, *rest = desk.write(8, (4, 6))
    notices = [desk.writer.notice() for _ in range(4)]
    jump_top, first_box = _front(desk, top, lead)
    _side(desk, top, notices[:2])
    boxes = [first_box, *_second_page(desk, notices[2]), *column_boxes(3, 2, TOP)]
    flow = Flow(desk.paper, [*boxes, *column_boxes(4, 3, TOP, BOTTOM - 150), *column_boxes(5, 3, TOP)])
    desk.head_printer = PRINTERS[number % len(PRINTERS)]
    for story in rest:
        desk.article(flow, story)
    _continuation(desk, flow, lead, jump_top)
    if desk.paper.last_page >= 4:
        _back(desk, notices[3])
    _running(desk)
    return desk.finish()


def _front(desk: Desk, top: float, lead: Story) -> tuple[float, Box]:
    """The leading story under a headline over two columns, with a picture.

    The place of its jump line is returned, and the column left for others.
    """
    x = LEFT + SIDE_WIDTH + GUTTER
    width = RIGHT - x
    column = (width - GUTTER) / 2
    head = Flow(desk.paper, [Box(1, x, top, width, BOTTOM)])
    desk.stories.append(lead)
    set_paragraph(head, lead.title, desk.look.head.but(size=24, leading=28))
    set_paragraph(head, lead.byline or "", desk.look.small)
    picture_bottom = desk.picture(1, (x, head.y + 8, width, 120))
    pen = Flow(desk.paper, [Box(1, x, picture_bottom + 10, column, BOTTOM)])
    desk.paragraphs(pen, lead.body[:LEAD_PARAGRAPHS])
    return pen.y, Box(1, x + column + GUTTER, picture_bottom + 10, column, BOTTOM)


def _side(desk: Desk, top: float, notices: list[Story]) -> None:
    """Notices and the publisher's card in a tinted column."""
    tint = TINTS[desk.rng.randrange(3)]
    desk.paper.rect(1, (LEFT, top, LEFT + SIDE_WIDTH, BOTTOM), fill=tint)
    pen = Flow(desk.paper, [Box(1, LEFT + 8, top + 10, SIDE_WIDTH - 16, BOTTOM)])
    small = desk.look.body.but(size=8.4, leading=10.8, align="left", indent=0.0)
    for notice in notices:
        desk.stories.append(notice)
        set_paragraph(pen, notice.title, desk.look.head.but(size=11.5, leading=14))
        desk.paragraphs(pen, notice.body, small)
        pen.space(12)
    card = Flow(desk.paper, [Box(1, LEFT + 8, BOTTOM - 70, SIDE_WIDTH - 16, BOTTOM)])
    for line in desk.writer.words["foot"].split(" · "):
        set_paragraph(card, line, desk.look.small.but(cut="Regular"))
        if "@" in line:
            desk.noise.append(line)


def _second_page(desk: Desk, notice: Story) -> list[Box]:
    """Three columns with a framed notice at the foot of the middle one."""
    first, middle, last = column_boxes(2, 3, TOP)
    desk.box(2, (middle.x, BOTTOM - 130, middle.width), notice, None)
    return [first, Box(2, middle.x, TOP, middle.width, BOTTOM - 144), last]


def _continuation(desk: Desk, flow: Flow, lead: Story, jump_top: float) -> None:
    """The rest of the leading story behind all others, and the lines that lead there and back."""
    flow.space(16)
    keep_together(flow, 90)
    going = desk.writer.phrase("continued_on", page=str(flow.box.page))
    coming = desk.writer.phrase("continued_from", page="1")
    small = desk.look.small.but(cut="Bold")
    x = LEFT + SIDE_WIDTH + GUTTER
    desk.paper.text(1, x, jump_top + 2, going, small)
    set_paragraph(flow, lead.title, desk.subhead_face)
    set_paragraph(flow, coming, small)
    flow.y += 4
    desk.paragraphs(flow, lead.body[LEAD_PARAGRAPHS:])
    desk.noise += [going, coming]


def _back(desk: Desk, notice: Story) -> None:
    """An advertisement, a tinted notice and a sponsor's line across the foot of page 4."""
    half = (RIGHT - LEFT - GUTTER) / 2
    top = BOTTOM - 130
    desk.box(4, (LEFT, top, half), notice, TINTS[0])
    x = LEFT + half + GUTTER
    desk.paper.rect(4, (x, top, RIGHT, top + 84), stroke="#333333", line_width=1.4)
    name, *lines = content(western(desk.rng.randrange(4)))["advertisement"]
    face = desk.look.head.but(align="center", color="#1d1d1b")
    desk.paper.text(4, x + half / 2, top + 8, name, face.but(size=18))
    for place, line in enumerate(lines):
        desk.paper.text(4, x + half / 2, top + 34 + 14 * place, line, face.but(size=9, cut="Regular"))
    sponsor = desk.writer.words["sponsor"]
    desk.paper.text(4, LEFT, BOTTOM - 8, sponsor, desk.look.small)
    desk.noise += [*lines, sponsor]


def _running(desk: Desk) -> None:
    """Name and issue at the heads of all pages but the first, a page number at the feet."""
    line = desk.writer.issue_line()
    for page in range(2, desk.paper.last_page + 1):
        is_even = page % 2 == 0
        face = desk.look.small.but(cut="Regular")
        desk.paper.text(page, LEFT, HEAD_TOP, desk.name if is_even else line, face)
        desk.paper.text(page, RIGHT, HEAD_TOP, line if is_even else desk.name, face.but(align="right"))
    desk.page_feet()
