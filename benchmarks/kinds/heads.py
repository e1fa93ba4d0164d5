"""Bulletins whose difficulty is the headline: how it looks and what stands around it.

Their columns are even and their page furniture is plain.
"""

from __future__ import annotations

from benchmarks.desk import BOTTOM, LEFT, RIGHT, TOP, Desk, balanced, keep_together, plain_head
from benchmarks.kinds.columns import newsletter, western
from benchmarks.paper import set_paragraph, wrap
from benchmarks.truth import Case
from tests.samples import pictures
from tests.samples.story import Story
from tests.samples.typeset import ASCENT, Box, Flow, text_width

LETTER_SPACE_SHARE = 0.22
UNDERLINE_DROP = 0.14  # share of the size between the baseline and the rule
SPACED_WIDTH = 1.45  # a letterspaced line, measured in its natural width


def run_in_heads(number: int) -> Case:
    """Notices whose bold head runs on into the text, under one section heading."""
    desk = Desk("run_in_heads", number, western(number))
    flow = desk.columns(2, desk.masthead())
    stories = desk.write(3)
    for story in stories[:2]:
        desk.article(flow, story)
    section = desk.writer.phrase("sections")
    flow.space(8)
    keep_together(flow, 80)
    set_paragraph(flow, section, desk.look.head)
    flow.space(3)
    mark = (".", ":", " –")[number % 3]
    for _ in range(desk.writer.notice_count):
        notice = desk.writer.notice()
        desk.stories.append(notice)
        face = desk.look.body.but(indent=0.0)
        set_paragraph(flow, f"**{notice.title}{mark}** {notice.body[0]}", face)
        flow.space(6)
    desk.page_feet()
    return desk.finish()


def body_size_heads(number: int) -> Case:
    """Headlines in the size of the text: only their weight and the space above tell them."""
    desk = Desk("body_size_heads", number, western(number))
    desk.head_printer = _body_size
    return newsletter(desk, 1 + number % 2, 7)


def underlined_heads(number: int) -> Case:
    """Headlines in the size and weight of the text, underlined."""
    desk = Desk("underlined_heads", number, western(number))
    desk.head_printer = _underlined
    return newsletter(desk, 1 + number % 2, 6)


def capital_heads(number: int) -> Case:
    """Headlines in capitals of the text's size, bold in some issues only."""
    desk = Desk("capital_heads", number, western(number))
    desk.head_printer = _bold_capitals if number % 2 else _plain_capitals
    return newsletter(desk, 2, 7)


def white_heads(number: int) -> Case:
    """Headlines in white on a bar of colour."""
    desk = Desk("white_heads", number, western(number))
    desk.head_printer = white_on_bar
    return newsletter(desk, 1 + number % 2, 6)


def banner_heads(number: int) -> Case:
    """White words, no larger than the text, at the left end of a painted banner over two columns."""
    desk = Desk("banner_heads", number, western(number))
    page, y = 1, desk.masthead()
    for story in desk.write(4, (3, 4)):
        if y > 480:
            page, y = page + 1, TOP
        desk.stories.append(story)
        desk.paper.picture(
            page, (0, y, desk.paper.width, y + 30), pictures.lake(number, pictures.FIELD, 120, 8)
        )
        white = desk.look.head.but(size=desk.look.body.size + 0.5, leading=14, color="#ffffff")
        head = Flow(desk.paper, [Box(page, LEFT, y + 8, RIGHT - LEFT, BOTTOM)])
        set_paragraph(head, story.title, white)
        y = balanced(desk, page, 2, y + 44, story.body) + 20
    desk.page_feet()
    return desk.finish()


def letterspaced_heads(number: int) -> Case:
    """Headlines in spaced-out capitals."""
    desk = Desk("letterspaced_heads", number, western(number))
    desk.head_printer = _spaced
    return newsletter(desk, 1 + number % 2, 6)


def small_cap_heads(number: int) -> Case:
    """Headlines in small capitals made of two sizes."""
    desk = Desk("small_cap_heads", number, western(number))
    desk.head_printer = small_caps
    return newsletter(desk, 1 + number % 2, 6)


def overprinted_heads(number: int) -> Case:
    """Headlines printed twice for a fake bold."""
    desk = Desk("overprinted_heads", number, western(number))
    desk.head_printer = overprinted
    return newsletter(desk, 1 + number % 2, 6)


def stacked_heads(number: int) -> Case:
    """Kicker, headline, subtitle and byline over each story."""
    desk = Desk("stacked_heads", number, western(number))
    flow = desk.columns(1 + number % 2, desk.masthead())
    words = desk.writer.words
    for place, story in enumerate(desk.write(5)):
        desk.stories.append(story)
        keep_together(flow, 160)
        flow.space(14)
        kicker = words["kickers"][place % len(words["kickers"])].upper()
        set_paragraph(flow, kicker, desk.look.small.but(cut="Bold", color=desk.look.accent))
        plain_head(desk, flow, story.title)
        subtitle = words["subtitles"][place % len(words["subtitles"])]
        set_paragraph(flow, subtitle, desk.look.small.but(size=11, leading=14))
        set_paragraph(flow, story.byline or "", desk.look.small)
        flow.space(5)
        desk.paragraphs(flow, story.body)
    desk.page_feet()
    return desk.finish()


def subheads(number: int) -> Case:
    """Long stories with bold sub-headings of the text's size, which stay inside them."""
    desk = Desk("subheads", number, western(number))
    flow = desk.columns(1 + number % 2, desk.masthead())
    for _ in range(4):
        desk.article(flow, desk.writer.article(6, subheads=True))
    desk.page_feet()
    return desk.finish()


def sections(number: int) -> Case:
    """Section names in bars over the stories of each section."""
    desk = Desk("sections", number, western(number))
    flow = desk.columns(1 + number % 2, desk.masthead())
    for name in desk.writer.words["sections"][:3]:
        _section_bar(desk, flow, name)
        for story in desk.write(2):
            desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def no_nameplate(number: int) -> Case:
    """No nameplate: the first headline is the largest line of page 1."""
    desk = Desk("no_nameplate", number, western(number))
    flow = desk.columns(1)
    line = desk.writer.issue_line()
    desk.paper.text(1, RIGHT, 34, line, desk.look.small.but(align="right"))
    desk.paper.text(1, LEFT, 34, desk.writer.words["publisher"], desk.look.small)
    desk.noise.append(line)
    for story in desk.write(3):
        desk.article(flow, story)
    desk.page_feet()
    return desk.finish()


def _section_bar(desk: Desk, flow: Flow, name: str) -> None:
    keep_together(flow, 130)
    flow.space(16)
    box = flow.box
    desk.paper.rect(box.page, (box.x, flow.y, box.x + box.width, flow.y + 17), fill=desk.look.accent)
    face = desk.look.small.but(cut="Bold", size=10.5, color="#ffffff")
    desk.paper.text(box.page, box.x + 6, flow.y + 3, name.upper(), face)
    flow.y += 20


def _body_size(desk: Desk, flow: Flow, title: str) -> None:
    set_paragraph(flow, title, desk.subhead_face)


def _underlined(desk: Desk, flow: Flow, title: str) -> None:
    box = flow.box
    face = desk.look.body.but(align="left", indent=0.0)
    for line in wrap(title, face, box.width):
        desk.paper.text(box.page, box.x, flow.y, line, face)
        y = flow.y + (ASCENT + UNDERLINE_DROP) * face.size
        desk.paper.rule(box.page, box.x, y, box.x + text_width(line, face.font, face.size), face.color, 0.6)
        flow.y += face.leading


def _plain_capitals(desk: Desk, flow: Flow, title: str) -> None:
    set_paragraph(flow, title.upper(), desk.subhead_face.but(cut="Regular"))


def _bold_capitals(desk: Desk, flow: Flow, title: str) -> None:
    set_paragraph(flow, title.upper(), desk.subhead_face)


def white_on_bar(desk: Desk, flow: Flow, title: str) -> None:
    box = flow.box
    face = desk.look.head.but(size=12.5, leading=15, color="#ffffff")
    lines = wrap(title, face, box.width - 14)
    bottom = flow.y + face.leading * len(lines) + 6
    desk.paper.rect(box.page, (box.x, flow.y, box.x + box.width, bottom), fill=desk.look.accent)
    for number, line in enumerate(lines):
        desk.paper.text(box.page, box.x + 7, flow.y + 3 + number * face.leading, line, face)
    flow.y = bottom + 4


def _spaced(desk: Desk, flow: Flow, title: str) -> None:
    face = desk.look.head.but(size=11.5, leading=15)
    spacing = LETTER_SPACE_SHARE * face.size
    for line in wrap(title.upper(), face, flow.box.width / SPACED_WIDTH):
        desk.paper.spaced(flow.box.page, flow.box.x, flow.y, line, face, spacing)
        flow.y += face.leading


def small_caps(desk: Desk, flow: Flow, title: str) -> None:
    face = desk.look.head.but(size=13.5, leading=17)
    for line in wrap(title.upper(), face, flow.box.width):
        desk.paper.small_caps(flow.box.page, flow.box.x, flow.y, line, face)
        flow.y += face.leading


def overprinted(desk: Desk, flow: Flow, title: str) -> None:
    face = desk.look.head.but(cut="Regular")
    for line in wrap(title, face, flow.box.width - 2):
        desk.paper.overprint(flow.box.page, flow.box.x, flow.y, line, face)
        flow.y += face.leading


def notice_cards(number: int) -> Case:
    """Nothing but short notices in frames, two in a row."""
    desk = Desk("notice_cards", number, western(number))
    y = desk.masthead()
    width = (RIGHT - LEFT - 20) / 2
    while desk.writer.notice_count > 1:
        row: list[Story] = [desk.writer.notice(), desk.writer.notice()]
        tops = (LEFT, LEFT + width + 20)
        y = max(desk.box(1, (x, y, width), story, None) for x, story in zip(tops, row, strict=True)) + 16
    desk.page_feet()
    return desk.finish()
