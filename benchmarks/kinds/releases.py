"""Press releases and reports: one article, whatever stands in it and around it."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.desk import BOTTOM, FOOT_TOP, HEAD_TOP, LEFT, RIGHT, Desk, keep_together
from benchmarks.kinds.columns import western
from benchmarks.paper import set_paragraph
from benchmarks.truth import Case
from tests.samples.story import SUBHEAD, Story
from tests.samples.typeset import Box, Flow

TABLE_STEP = 15.0


def labelled_release(number: int) -> Case:
    """A letterhead, the words PRESS RELEASE, a headline, a dateline in the text, an end mark."""
    desk = Desk("labelled_release", number, western(number))
    return _release(desk, label=True, paragraphs=5, has_about=False)


def unlabelled_release(number: int) -> Case:
    """A letterhead, a date and a headline of middling size; nothing says what it is."""
    desk = Desk("unlabelled_release", number, western(number))
    return _release(desk, label=False, paragraphs=5, has_about=False)


def long_release(number: int) -> Case:
    """Two pages with sub-headings, a text about the publisher and a press contact."""
    desk = Desk("long_release", number, western(number))
    return _release(desk, label=number % 2 == 0, paragraphs=11, has_about=True)


def _release(desk: Desk, *, label: bool, paragraphs: int, has_about: bool) -> Case:
    writer, paper = desk.writer, desk.paper
    y = _letterhead(desk)
    flow = Flow(paper, [Box(1, LEFT + 20, y, RIGHT - LEFT - 40, BOTTOM - 10), *_later_pages()])
    small = desk.look.small.but(size=9.5, leading=13)
    if label:
        text = writer.words["press_release"]
        set_paragraph(flow, text, desk.look.head.but(size=13, leading=18, color="#444444"))
        desk.noise.append(text)
    date = writer.fill("{day} {month} {year}", **writer.issue_slots)
    set_paragraph(flow, date, small)
    flow.space(14)
    story = writer.article(paragraphs, subheads=has_about)
    title_face = desk.look.head.but(size=17, leading=21, color="#1d1d1b")
    desk.stories.append(story)
    set_paragraph(flow, story.title, title_face)
    flow.space(10)
    body = desk.look.body.but(size=10.5, leading=14.5, indent=0.0)
    for place, text in enumerate(story.body):
        if text.startswith(SUBHEAD):
            desk.paragraphs(flow, [text], body)
            continue
        opening = f"{writer.rng.choice(writer.words['places'])}, {date} – " if place == 0 else ""
        set_paragraph(flow, opening + text, body)
        flow.space(7)
    set_paragraph(flow, "###" if desk.rng.random() < 0.5 else "– – –", body.but(align="center"))
    flow.space(14)
    if has_about:
        set_paragraph(flow, writer.words["about"], body.but(cut="Bold"))
        set_paragraph(flow, writer.phrase("about_text"), body)
        flow.space(8)
    set_paragraph(flow, writer.words["contact"], small.but(cut="Bold"))
    for line in writer.words["contact_lines"]:
        set_paragraph(flow, writer.fill(line), small)
    _release_feet(desk)
    return desk.finish()


def _letterhead(desk: Desk) -> float:
    """Mark, publisher and address; where the text may begin."""
    words = desk.writer.words
    publisher, address, mail, phone = words["foot"].split(" · ")
    desk.paper.rect(1, (LEFT, 36, LEFT + 42, 78), fill=desk.look.accent)
    face = desk.look.small.but(cut="Bold", size=14, color=desk.look.accent)
    desk.paper.text(1, LEFT + 54, 40, publisher, face)
    desk.paper.text(1, LEFT + 54, 60, f"{address} · {phone}", desk.look.small.but(cut="Regular"))
    desk.paper.text(1, RIGHT, 60, mail, desk.look.small.but(cut="Regular", align="right"))
    desk.noise += [phone, mail]
    return 118.0


def _later_pages() -> list[Box]:
    return [Box(page, LEFT + 20, 66, RIGHT - LEFT - 40, BOTTOM - 10) for page in (2, 3, 4)]


def _release_feet(desk: Desk) -> None:
    address = desk.writer.words["foot"].split(" · ")
    for page in range(1, desk.paper.last_page + 1):
        face = desk.look.small.but(align="center", cut="Regular", size=7.6)
        desk.paper.text(page, (LEFT + RIGHT) / 2, FOOT_TOP, " | ".join((*address[:2], str(page))), face)


def numbered_report(number: int) -> Case:
    """Three pages of numbered headings with a table: one article, its title again over each page."""
    desk = Desk("numbered_report", number, western(number))
    writer = desk.writer
    y = _letterhead(desk)
    flow = Flow(desk.paper, [Box(1, LEFT, y, RIGHT - LEFT, BOTTOM), *_report_pages()])
    story = writer.article(2)
    desk.stories.append(_with_chapters(desk, story))
    set_paragraph(flow, story.title, desk.look.head.but(size=20, leading=24))
    set_paragraph(flow, writer.issue_line(), desk.look.small.but(size=10, leading=16))
    flow.space(10)
    body = desk.look.body.but(size=10.2, leading=13.6)
    for text in desk.stories[0].body:
        if text.startswith(SUBHEAD):
            flow.space(8)
            keep_together(flow, 70)
            is_deep = text.removeprefix(SUBHEAD).split()[0].count(".") > 1
            head = desk.look.head.but(size=11 if is_deep else 13, leading=17)
            set_paragraph(flow, text.removeprefix(SUBHEAD), head)
            if text.startswith(f"{SUBHEAD}2. "):
                _table(desk, flow)
            continue
        desk.paragraphs(flow, [text], body)
    for page in range(2, desk.paper.last_page + 1):
        desk.paper.text(page, LEFT, HEAD_TOP, story.title, desk.look.small)
    for page in range(1, desk.paper.last_page + 1):
        label = f"{page} / {desk.paper.last_page}"
        desk.paper.text(page, RIGHT, FOOT_TOP, label, desk.look.small.but(align="right"))
    return desk.finish()


def _report_pages() -> list[Box]:
    return [Box(page, LEFT, 66, RIGHT - LEFT, BOTTOM) for page in range(2, 7)]


def _with_chapters(desk: Desk, story: Story) -> Story:
    body = list(story.body)
    for chapter, head in enumerate(desk.writer.words["subheads"], start=1):
        body.append(f"{SUBHEAD}{chapter}. {head}")
        body += [desk.writer.paragraph(place) for place in desk.rng.sample(desk.writer.words["places"], 3)]
        if chapter == 3:
            body.append(f"{SUBHEAD}{chapter}.1. {desk.writer.phrase('sections')}")
            body += [desk.writer.paragraph(desk.writer.words["places"][0]) for _ in range(2)]
    return replace(story, body=tuple(body))


def _table(desk: Desk, flow: Flow) -> None:
    """A small table of numbers with a head; not scored."""
    columns, places = desk.writer.words["table"], desk.writer.words["places"][:5]
    keep_together(flow, TABLE_STEP * (len(places) + 2))
    face = desk.look.small.but(size=9, cut="Regular", color="#1d1d1b")
    page = flow.box.page
    desk.paper.rule(page, LEFT, flow.y, RIGHT, "#333333")
    rows = [columns, *([place, *(str(desk.rng.randint(10, 999)) for _ in columns[1:])] for place in places)]
    for number, row in enumerate(rows):
        cut = "Bold" if number == 0 else "Regular"
        for column, cell in enumerate(row):
            desk.paper.text(page, LEFT + 4 + 118 * column, flow.y + 3, cell, face.but(cut=cut))
        flow.y += TABLE_STEP
        desk.paper.rule(page, LEFT, flow.y, RIGHT, "#999999")
    flow.y += 10


def table_in_story(number: int) -> Case:
    """A ruled table between two paragraphs of a story, with other stories before and after it."""
    desk = Desk("tables", number, western(number))
    flow = desk.columns(1, desk.masthead())
    for story in desk.write(4):
        desk.stories.append(story)
        desk.headline(flow, story.title)
        desk.paragraphs(flow, story.body[:2])
        flow.space(6)
        _table(desk, flow)
        desk.paragraphs(flow, story.body[2:])
    desk.page_feet()
    return desk.finish()
