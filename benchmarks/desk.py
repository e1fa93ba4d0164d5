"""The make-up desk: prints stories on paper in an issue's own style and keeps the truth about it.

Each kind of difficulty (`benchmarks.kinds`) drives a desk. Lengths are PDF points, origin top left.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.paper import CID_FONTS, CidFace, Order, Paper, set_paragraph, wrap
from benchmarks.prose import Writer
from benchmarks.truth import Case, tell_truth
from tests.samples import pictures
from tests.samples.story import SUBHEAD, Story
from tests.samples.typeset import A4, Box, DoesNotFitError, Face, Flow

MAX_PAGES = 9
LEFT, RIGHT = 46.0, 549.0
TOP, BOTTOM = 62.0, 784.0
FOOT_TOP, HEAD_TOP = 806.0, 30.0
GUTTER = 20.0
ACCENTS = ("#7a1f2b", "#1f4e79", "#2e6b3a", "#5b3a78", "#1d1d1b")
CYRILLIC = frozenset({"ru", "kk"})
MIN_LINES_UNDER_HEAD = 4
HEAD_ROOM = 1.2  # some heads are wider than the plain one

HeadPrinter = Callable[["Desk", Flow, str], None]


@dataclass(frozen=True, slots=True)
class Look:
    """Faces and spacing of one issue."""

    body: Face
    head: Face
    small: Face
    accent: str
    paragraph_gap: float
    has_byline: bool


class Desk:
    """One issue in the making."""

    def __init__(
        self,
        kind: str,
        number: int,
        language: str = "en",
        page_size: tuple[float, float] = A4,
        **body: object,
    ) -> None:
        self.kind = kind
        self.file = f"{kind}-{number}-{language}.pdf"
        self.language = language
        self.rng = random.Random(f"{kind}/{number}/{language}")
        self.writer = Writer(self.rng, language)
        self.paper = Paper(MAX_PAGES, self.file, page_size)
        self.look = _choose_look(self.rng, language, body)
        self.name = self.writer.phrase("names")
        self.stories: list[Story] = []
        self.noise: list[str] = []
        self.free: list[str] = []
        self.pages: dict[str, int] = {}
        self.head_printer: HeadPrinter = plain_head
        self.order: Order | None = None

    def columns(self, count: int, first_top: float = TOP, *, first_page: int = 1) -> Flow:
        """A pen over `count` columns on every page from `first_page` on."""
        boxes = [
            box
            for page in range(first_page, MAX_PAGES + 1)
            for box in column_boxes(page, count, first_top if page == first_page else TOP)
        ]
        return Flow(self.paper, boxes)

    def masthead(self) -> float:
        """Nameplate and issue line at the head of page 1; where the text may begin."""
        rng, paper = self.rng, self.paper
        line = self.writer.issue_line()
        plate = self.look.head.but(size=rng.choice((34, 40, 44)), leading=50, color=self.look.accent)
        place = rng.choice(("left", "center"))
        x = LEFT if place == "left" else (LEFT + RIGHT) / 2
        paper.text(1, x, 34, self.name, plate.but(align=place))
        bottom = 34 + plate.size * 1.25
        small = self.look.small.but(size=9)
        paper.text(1, LEFT, bottom + 4, self.writer.words["publisher"], small.but(align="left"))
        paper.text(1, RIGHT, bottom + 4, line, small.but(align="right"))
        paper.rule(1, LEFT, bottom + 20, RIGHT, self.look.accent, 1.2)
        self.noise += [line]
        if not any(self.name in text for text in self.noise):
            self.noise.append(self.name)
        return bottom + 38

    def headline(self, flow: Flow, title: str) -> None:
        """A headline with at least some lines of text below it in the same column."""
        lines = len(wrap(title, self.look.head, flow.box.width / HEAD_ROOM)) + 1
        keep_together(flow, lines * self.look.head.leading + MIN_LINES_UNDER_HEAD * self.look.body.leading)
        flow.space(self.look.body.leading)
        self.pages.setdefault(title, flow.box.page)
        self.head_printer(self, flow, title)
        flow.space(3)

    def paragraphs(self, flow: Flow, texts: Sequence[str], face: Face | None = None) -> None:
        """Body text; `## ` begins a sub-heading."""
        body = face or self.look.body
        for number, text in enumerate(texts):
            if text.startswith(SUBHEAD):
                flow.space(4)
                keep_together(flow, 3 * body.leading)
                set_paragraph(flow, text.removeprefix(SUBHEAD), self.subhead_face)
                continue
            indent = 0.0 if number == 0 else body.indent
            set_paragraph(flow, text, body.but(indent=indent))
            flow.space(self.look.paragraph_gap)

    @property
    def subhead_face(self) -> Face:
        """Bold in the size of the text."""
        return self.look.body.but(cut="Bold", align="left", indent=0.0, hyphenate=False)

    def article(self, flow: Flow, story: Story) -> None:
        """A whole story: headline, byline in some issues, text."""
        self.stories.append(story)
        self.headline(flow, story.title)
        if self.look.has_byline and story.byline:
            set_paragraph(flow, story.byline, self.look.small)
            flow.space(3)
        self.paragraphs(flow, story.body)

    def write(self, count: int, paragraphs: tuple[int, int] = (3, 5)) -> list[Story]:
        """`count` new stories, fewer where the language has no more."""
        count = min(count, self.writer.theme_count)
        return [self.writer.article(self.rng.randint(*paragraphs)) for _ in range(count)]

    def box(self, page: int, place: tuple[float, float, float], story: Story, tint: str | None) -> float:
        """A story in a frame at `(x, top, width)`, tinted or outlined; its bottom is returned."""
        x, top, width = place
        head = self.look.head.but(size=12.5, leading=15, color=self.look.accent)
        body = self.look.body.but(family="Sans", align="left", indent=0.0)
        bottom = top + 300
        trial = Flow(Paper(page, "trial"), [Box(page, x + 9, top + 8, width - 18, bottom)])
        for flow in (trial, Flow(self.paper, [Box(page, x + 9, top + 8, width - 18, bottom)])):
            set_paragraph(flow, story.title, head)
            flow.space(3)
            for text in story.body:
                set_paragraph(flow, text, body)
        frame = (x, top, x + width, trial.y + 8)
        self.paper.rect(page, frame, fill=tint, stroke=None if tint else self.look.accent)
        self.stories.append(story)
        return trial.y + 8

    def picture(self, page: int, place: tuple[float, float, float, float]) -> float:
        """A picture over `(x, top, width, height)` and its caption; the bottom of both is returned."""
        x, top, width, height = place
        image = pictures.lake(self.rng.randrange(999), pictures.FIELD, 120, 80)
        self.paper.picture(page, (x, top, x + width, top + height), image)
        flow = Flow(self.paper, [Box(page, x, top + height + 4, width, top + height + 60)])
        set_paragraph(flow, self.writer.phrase("captions"), self.look.small.but(size=7.6, leading=9.4))
        return flow.y

    def page_feet(self) -> None:
        """A page number in the middle of each foot."""
        style = self.rng.choice(("{}", "- {} -", "{} | " + self.name.replace("{", "")))
        for page in range(1, self.paper.last_page + 1):
            face = self.look.small.but(align="center")
            self.paper.text(page, self.paper.width / 2, FOOT_TOP, style.format(page), face)

    def finish(self) -> Case:
        """The printed issue and its truth."""
        paper = self.paper
        paper.keep(paper.last_page)
        paper.draw_lines(self.order)
        truth = tell_truth(self.file, self.language, self.stories, self.noise, self.free)
        return Case(self.kind, paper.to_bytes(), truth)


def column_boxes(page: int, count: int, top: float, bottom: float = BOTTOM) -> list[Box]:
    """`count` columns of one width over the whole page."""
    width = (RIGHT - LEFT - GUTTER * (count - 1)) / count
    return [Box(page, LEFT + number * (width + GUTTER), top, width, bottom) for number in range(count)]


def balanced(desk: Desk, page: int, count: int, top: float, texts: Sequence[str]) -> float:
    """Sets `texts` in columns of one height from `top` on; where they end."""
    return evenly(desk, lambda bottom: column_boxes(page, count, top, bottom), top, texts)


def evenly(desk: Desk, boxes: Callable[[float], list[Box]], top: float, texts: Sequence[str]) -> float:
    """Sets `texts` in `boxes`, which begin at `top` and end as high as they can; where they end."""
    bottom = top + 3 * desk.look.body.leading
    while bottom < BOTTOM + 6:
        trial = boxes(bottom)
        try:
            desk.paragraphs(Flow(Paper(trial[-1].page, "trial"), trial), texts)
        except DoesNotFitError:
            bottom += desk.look.body.leading / 2
            continue
        desk.paragraphs(Flow(desk.paper, boxes(bottom)), texts)
        return bottom
    raise DoesNotFitError(f"{desk.file}: {len(texts)} paragraphs from {top} on")


def keep_together(flow: Flow, height: float) -> None:
    """Goes on to the next column where this one has less room."""
    if flow.y + height > flow.box.bottom:
        flow.next_box()


def plain_head(desk: Desk, flow: Flow, title: str) -> None:
    """A headline in the issue's own style."""
    set_paragraph(flow, title, desk.look.head)


def _choose_look(rng: random.Random, language: str, body: dict[str, object]) -> Look:
    family, accent = rng.choice(("Serif", "Sans")), rng.choice(ACCENTS)
    size = rng.choice((8.8, 9.4, 10.0))
    is_indented, align = rng.random() < 0.5, rng.choice(("justify", "left"))
    has_byline, head_size = rng.random() < 0.5, rng.choice((14.0, 16.0, 18.0))
    text: Face = Face(family, "Regular", size, round(size * 1.3, 1), align=align, indent=9.0 * is_indented)
    text = text.but(**body)
    head_family = rng.choice(("Serif", "Sans"))
    head = Face(head_family, "Bold", head_size, head_size * 1.18, accent, "left", hyphenate=False)
    cut = "Regular" if language in CYRILLIC else "Italic"
    small = Face("Sans", cut, 8.2, 10.4, "#444444", "left", hyphenate=False)
    if language in CID_FONTS:
        text, head, small = (_in_cid(face, CID_FONTS[language]) for face in (text, head, small))
    return Look(text, head, small, accent, 0.0 if is_indented else 5.0, has_byline)


def _in_cid(face: Face, font: str) -> CidFace:
    indent = 2 * face.size if face.indent else 0.0
    return CidFace(
        face.family, face.cut, face.size, face.leading * 1.1, face.color, "left", indent, name=font
    )
