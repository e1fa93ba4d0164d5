"""Bulletins whose difficulty is what stands around the articles: imprint, advertisements, lists, greetings.

Their columns are even and their headlines plain. What is printed in any such place belongs to no article,
but for the letter under a greeting. The words are in the table `matter` of the languages of `western`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import Any

from benchmarks.desk import BOTTOM, GUTTER, LEFT, MAX_PAGES, RIGHT, TOP, Desk, column_boxes
from benchmarks.kinds.columns import TINTS, western
from benchmarks.paper import set_paragraph
from benchmarks.truth import Case
from tests.samples.story import Story
from tests.samples.typeset import Box, Face, Flow

INK = "#1d1d1b"
FRAME = "#444444"
IMPRINT_WIDTH = 150.0
IMPRINT_PADDING = 6.0
OFFICES = 5
OFFICE_LAYOUTS = ("bold_office", "run_on", "plain")
SHOP_GAP = 12.0
SHOP_HEIGHTS = (100.0, 130.0)
BACK_MATTER_ROOM = 115.0
"""Height that the last lines of an issue need below its last article, or else a page of their own."""


def imprint_column(number: int) -> Case:
    """A narrow column beside the text of page 1 or 2: who does what, notes about the paper, calls."""
    desk = Desk("imprint_column", number, western(number))
    top = desk.masthead()
    page, is_left = 1 if number % 3 == 0 else 2, number % 2 == 0
    head = top if page == 1 else TOP
    imprint_x = LEFT if is_left else RIGHT - IMPRINT_WIDTH
    text_x = LEFT + IMPRINT_WIDTH + GUTTER if is_left else LEFT
    _imprint(desk, Box(page, imprint_x, head + 10, IMPRINT_WIDTH, BOTTOM), number)
    before = column_boxes(1, 2, top) if page == 2 else []
    beside = Box(page, text_x, head, RIGHT - LEFT - IMPRINT_WIDTH - GUTTER, BOTTOM)
    after = [box for later in range(page + 1, MAX_PAGES + 1) for box in column_boxes(later, 2, TOP)]
    flow = Flow(desk.paper, [*before, beside, *after])
    for story in desk.write(6):
        desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def _imprint(desk: Desk, box: Box, number: int) -> None:
    """Fills the column from its top: tinted, framed or bare, with the paper's name above or without."""
    words, rng = _words(desk), desk.rng
    size = rng.choice((8.0, desk.look.body.size))
    face = desk.look.small.but(cut="Regular", color=INK, size=size, leading=1.27 * size)
    width = box.width - 2 * IMPRINT_PADDING
    pen = Flow(desk.paper, [Box(box.page, box.x + IMPRINT_PADDING, box.top + IMPRINT_PADDING, width, BOTTOM)])
    if number % 2:
        set_paragraph(pen, desk.name, desk.look.head.but(size=12, leading=14))
        pen.space(4)
    layout, gap = rng.choice(OFFICE_LAYOUTS), rng.choice((3.0, 6.0))
    people = cycle(rng.sample(desk.writer.words["people"], len(desk.writer.words["people"])))
    for office, *holders in rng.sample(words["offices"], OFFICES):
        names = [desk.writer.fill(holder, person=next(people)) for holder in holders]
        _office(desk, pen, office, names, face, layout)
        pen.space(gap)
    _notes(desk, pen, [*rng.sample(words["imprint"], 3), *rng.sample(words["calls"], 2)], face, 4)
    if number % 4 < 2:
        frame = (box.x, box.top, box.x + box.width, pen.y + IMPRINT_PADDING)
        desk.paper.rect(box.page, frame, fill=None if number % 4 else TINTS[number % 3], stroke=FRAME)


def _office(desk: Desk, pen: Flow, office: str, names: Sequence[str], face: Face, layout: str) -> None:
    """An office and who holds it: after a colon, or under it, which is then bold or as plain as they are."""
    lines = [f"{office}: {', '.join(names)}"] if layout == "run_on" else [office, *names]
    for place, line in enumerate(lines):
        is_bold = layout == "bold_office" and place == 0
        set_paragraph(pen, line, face.but(cut="Bold") if is_bold else face)
    desk.noise.append(" ".join(lines))


def advert_page(number: int) -> Case:
    """A last page of nothing but small advertisements, in two or three columns, tinted, framed or bare."""
    desk = Desk("advert_page", number, western(number))
    flow = desk.columns(2, desk.masthead())
    for story in desk.write(5, (3, 4)):
        desk.article(flow, story)
    page, count = desk.paper.last_page + 1, 2 + number % 2
    shops = _words(desk)["shops"]
    width = (RIGHT - LEFT - SHOP_GAP * (count - 1)) / count
    height = desk.rng.choice(SHOP_HEIGHTS)
    for place, shop in enumerate(desk.rng.sample(shops, len(shops))):
        row, column = divmod(place, count)
        x, top = LEFT + column * (width + SHOP_GAP), TOP + row * (height + SHOP_GAP)
        if number % 3:
            fill = TINTS[place % 3] if number % 3 == 2 else None
            desk.paper.rect(page, (x, top, x + width, top + height), stroke=FRAME, fill=fill)
        _shop(desk, page, (x + width / 2, top + 10), shop, 14.0 if count == 2 else 11.0)
    desk.page_feet()
    return desk.finish()


def _shop(desk: Desk, page: int, place: tuple[float, float], lines: Sequence[str], size: float) -> None:
    """A shop's name and what it says of itself, centred under `(middle, top)`."""
    middle, y = place
    face = desk.look.head.but(align="center", color=INK)
    for number, template in enumerate(lines):
        text = desk.writer.fill(template)
        own = face.but(size=9.0, cut="Regular") if number else face.but(size=size)
        desk.paper.text(page, middle, y, text, own)
        desk.noise.append(text)
        y += 15 if number else 22


def salutation(number: int) -> Case:
    """A letter to the readers at the head of page 1, with its greeting for a headline."""
    desk = Desk("salutation", number, western(number))
    flow = desk.columns(1 + number % 2, desk.masthead())
    words, plain = _words(desk), desk.look.body.but(indent=0.0)
    greetings = words["greetings"]
    letter = desk.writer.article(3)
    greeting = greetings[number // 4 % len(greetings)]
    desk.stories.append(Story(title=greeting, body=letter.body))
    set_paragraph(flow, greeting, plain.but(cut="Regular" if number % 3 else "Bold"))
    flow.space(desk.look.paragraph_gap + 3)
    desk.paragraphs(flow, letter.body)
    for line in (words["closing"], desk.writer.phrase("people")):
        set_paragraph(flow, line, plain)
    for story in desk.write(4):
        desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def plain_contents(number: int) -> Case:
    """A contents list without page numbers at the head of a column, its titles with bullets or without."""
    desk = Desk("plain_contents", number, western(number))
    top, stories = desk.masthead(), desk.write(6)
    columns = column_boxes(1, 2, top)
    place = (number + 1) % 2
    holder = columns[place]
    bottom = _plain_list(desk, holder, [story.title for story in stories], number)
    columns[place] = Box(1, holder.x, bottom + 14, holder.width, BOTTOM)
    later = [box for page in range(2, MAX_PAGES + 1) for box in column_boxes(page, 2, TOP)]
    flow = Flow(desk.paper, [*columns, *later])
    for story in stories:
        desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def _plain_list(desk: Desk, box: Box, titles: Sequence[str], number: int) -> float:
    """Titles under a word for contents, some on a tint; where the list ends."""
    heads = _words(desk)["contents"]
    head = heads[number % len(heads)]
    desk.noise.append(head)
    pen = Flow(desk.paper, [Box(1, box.x + 8, box.top + 8, box.width - 16, BOTTOM)])
    set_paragraph(pen, head, desk.look.head.but(size=12.5, leading=17))
    face = desk.look.small.but(size=9, leading=11.5, cut="Regular", color=INK)
    bullet = "• " if number % 3 else ""
    for title in titles:
        set_paragraph(pen, bullet + title, face)
        pen.space(2)
    if not bullet:
        desk.paper.rect(1, (box.x, box.top, box.x + box.width, pen.y + 6), fill=TINTS[0])
    return pen.y + 6


def back_matter(number: int) -> Case:
    """Calls to the readers and notes about the paper, like text, under the last article or on a last page."""
    desk = Desk("back_matter", number, western(number))
    flow = desk.columns(1 + number % 2, desk.masthead())
    for story in desk.write(4 - number % 4 // 2, (3, 4)):
        desk.article(flow, story)
    page = desk.paper.last_page
    top = max(line.baseline for line in desk.paper.lines if line.page == page) + 30
    if top > BOTTOM - BACK_MATTER_ROOM:
        page, top = page + 1, TOP
    if number % 2:
        desk.paper.rule(page, LEFT, top - 8, RIGHT, FRAME, 0.8)
    words, rng = _words(desk), desk.rng
    align = rng.choice(("left", "center"))
    face = desk.look.body.but(align=align, indent=0.0, hyphenate=False)
    pen = Flow(desk.paper, [Box(page, LEFT, top, RIGHT - LEFT, BOTTOM)])
    texts = [*rng.sample(words["calls"], 2), *rng.sample(words["imprint"], 2)]
    _notes(desk, pen, texts, face, rng.choice((3.0, 8.0)))
    desk.page_feet()
    return desk.finish()


def _notes(desk: Desk, pen: Flow, templates: Sequence[str], face: Face, gap: float) -> None:
    """Sentences that no article may carry, `gap` points apart."""
    for template in templates:
        text = desk.writer.fill(template, name=desk.name)
        set_paragraph(pen, text, face)
        pen.space(gap)
        desk.noise.append(text)


def _words(desk: Desk) -> dict[str, Any]:
    """What this module says in the issue's language."""
    words: dict[str, Any] = desk.writer.words["matter"]
    return words
