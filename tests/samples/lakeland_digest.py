"""Sets the Lakeland Digest: ten pages in two and three columns.

The words stand in `lakeland_stories`; here is only where they go and how they look.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.samples import lakeland_stories as words
from tests.samples import pictures
from tests.samples.story import SUBHEAD, Story
from tests.samples.typeset import Book, Box, Face, Flow, balance

TEAL = "#0f4c5c"
CORAL = "#c8553d"
PALE = "#e6eff0"
GREY = "#5f6b6d"
MARGIN = 48.0
WIDTH = 595.0 - 2 * MARGIN
TOP = 76.0
BOTTOM = 778.0
GUTTER = 18.0
PIXELS_PER_PT = 0.9

BODY = Face(size=10, leading=13.4, ligatures=True)
INDENTED = BODY.but(indent=10.0)
HEADLINE = Face(cut="Bold", size=20, leading=23, align="left", color=TEAL, hyphenate=False)
SMALL_HEADLINE = HEADLINE.but(size=15, leading=17.5)
BYLINE = Face("Sans", "Bold", 8, 14, CORAL, "left", hyphenate=False)
SUBHEADING = Face("Sans", "Bold", 9.8, 13.4, TEAL, "left", hyphenate=False)
CAPTION = Face("Sans", "Italic", 7.8, 9.8, GREY, "left", hyphenate=False)
RUNNING = Face("Sans", "Regular", 7.6, 10, GREY, "left")
FOLIO = Face("Sans", "Bold", 9, 11, TEAL, "left")
SECTION = Face("Sans", "Black", 13, 16, CORAL, "left")
JUMP = Face("Sans", "Italic", 8, 11, CORAL, "right", hyphenate=False)
QUOTE = Face("Serif", "Italic", 15, 19, CORAL, "center", hyphenate=False)
CONTENTS = Face("Sans", "Regular", 10.5, 14.5, "#1d1d1b", "left", hyphenate=False)

PAGE_OF = {
    words.AGREEMENT: 3,
    words.REED_BEDS: 4,
    words.NIGHT_FERRY: 4,
    words.SCHOOL_BOATS: 5,
    words.PHOTOGRAPHS: 5,
    words.THIRTY_LITRES: 6,
    words.FLOOD_WARNINGS: 7,
    words.EEL_LADDERS: 7,
    words.HALF_YEAR: 8,
    words.LAKE_FLOOR: 8,
    words.HARBOUR_RULES: 9,
    words.KEEPER: 9,
}


def columns(page: int, count: int, top: float, bottom: float = BOTTOM) -> list[Box]:
    """`count` equal columns over the full measure."""
    width = (WIDTH - GUTTER * (count - 1)) / count
    return [Box(page, MARGIN + number * (width + GUTTER), top, width, bottom) for number in range(count)]


def set_story(flow: Flow, story: Story, face: Face = BODY) -> None:
    """The body of `story`: paragraphs after the first are indented, but not below a sub-heading."""
    plain_next = True
    for text in story.body:
        if text.startswith(SUBHEAD):
            flow.space(6)
            flow.paragraph(text.removeprefix(SUBHEAD), SUBHEADING)
            plain_next = True
        else:
            flow.paragraph(text, face if plain_next else face.but(indent=10.0))
            plain_next = False


def set_columns(book: Book, story: Story, page: int, count: int, top: float) -> float:
    """`story` in even columns from `top` on; gives the bottom."""

    def trial(target: Book, bottom: float) -> None:
        set_story(Flow(target, columns(page, count, top, bottom)), story)

    bottom = balance(trial, 10, top + BODY.leading * 3, BOTTOM)
    trial(book, bottom)
    return bottom


def set_head(book: Book, story: Story, page: int, top: float, face: Face = HEADLINE) -> float:
    """Headline and byline over the full measure; gives where the text begins."""
    flow = Flow(book, [Box(page, MARGIN, top, WIDTH, BOTTOM)])
    flow.paragraph(story.title, face)
    if story.byline:
        flow.paragraph(story.byline, BYLINE)
    return flow.y + 6


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture to be painted."""

    seed: int
    palette: pictures.Palette
    motif: str = ""


def paint(book: Book, page: int, box: tuple[float, float, float, float], scene: Scene) -> None:
    """Puts the picture of `scene` on a page."""
    x0, top, x1, bottom = box
    width, height = round((x1 - x0) * PIXELS_PER_PT), round((bottom - top) * PIXELS_PER_PT)
    data = pictures.lake(scene.seed, scene.palette, width, height, motif=scene.motif)
    book.picture(page, box, data)


def set_picture(
    book: Book, page: int, box: tuple[float, float, float, float], scene: Scene, caption: str
) -> float:
    """A picture with its caption; gives the bottom."""
    x0, _, x1, bottom = box
    paint(book, page, box, scene)
    flow = Flow(book, [Box(page, x0, bottom + 4, x1 - x0, BOTTOM)])
    flow.paragraph(caption, CAPTION)
    return flow.y


def build() -> bytes:
    """The digest as a PDF."""
    book = Book(10, "Lakeland Digest 3/2026")
    _cover(book)
    _contents(book)
    for page in range(3, 11):
        _furniture(book, page)
    rest = _spotlight(book)
    _july(book)
    _august(book, rest)
    _september(book)
    _back(book)
    book.bookmarks.extend((story.title, page) for story, page in PAGE_OF.items())
    return book.to_bytes()


def _cover(book: Book) -> None:
    book.rect(1, (0, 0, 595, 842), fill=TEAL)
    paint(book, 1, (0, 196, 595, 618), Scene(41, pictures.DAWN, "birds"))
    white = RUNNING.but(color="#ffffff", size=10)
    book.text(1, MARGIN, 52, "LAKELAND", SECTION.but(size=58, color="#ffffff"))
    book.text(1, MARGIN, 108, "DIGEST", SECTION.but(size=58, color="#f2b79f"))
    book.text(1, 547, 130, "Volume 12 · Number 3", white.but(align="right"))
    book.text(1, 547, 144, "July – September 2026", white.but(align="right"))
    book.text(1, MARGIN, 172, "Quarterly of the Three Lakes Commission", white.but(size=11))
    for number, (line, under) in enumerate(words.COVER_LINES):
        x = MARGIN + number * 170
        book.rule(1, x, 652, x + 152, "#f2b79f", 1.2)
        flow = Flow(book, [Box(1, x, 664, 152, 830)])
        flow.paragraph(line, HEADLINE.but(size=17, leading=20, color="#ffffff"))
        flow.space(4)
        flow.paragraph(under, CONTENTS.but(size=9.5, leading=12.5, color="#dfeaea"))


def _contents(book: Book) -> None:
    flow = Flow(book, [Box(2, MARGIN, 72, 300, 800)])
    flow.paragraph("In this issue", HEADLINE.but(size=26, leading=30))
    section = ""
    for story, page in PAGE_OF.items():
        if story.section and story.section != section:
            section = story.section
            flow.space(20)
            flow.paragraph(section, SECTION.but(size=12, leading=17))
            book.rule(2, MARGIN, flow.y, MARGIN + 300, CORAL, 0.6)
            flow.space(7)
        number = Flow(book, [Box(2, MARGIN, flow.y, 22, 800)])
        number.paragraph(str(page), CONTENTS.but(cut="Bold", color=TEAL))
        entry = Flow(book, [Box(2, MARGIN + 26, flow.y, 274, 800)])
        entry.paragraph(story.title, CONTENTS)
        flow.y = entry.y + 8
    _contact_card(book)
    imprint = Flow(book, [Box(2, 364, 640, 183, 810)])
    imprint.paragraph("Imprint", SUBHEADING.but(size=8.4))
    imprint.paragraph(words.IMPRINT, CONTENTS.but(size=7.4, leading=9.8, color=GREY))


def _contact_card(book: Book) -> None:
    book.rect(2, (364, 72, 547, 348), fill=TEAL)
    card = Flow(book, [Box(2, 380, 88, 155, 344)])
    card.paragraph("Write to us", HEADLINE.but(size=17, leading=22, color="#ffffff"))
    for label, lines in words.CONTACT:
        card.space(8)
        card.paragraph(label, BYLINE.but(size=7.6, leading=11, color="#f2b79f"))
        for line in lines:
            card.paragraph(line, CONTENTS.but(size=9.2, leading=12, color="#ffffff"))
    picture = Scene(23, pictures.MIST, "reeds")
    set_picture(book, 2, (364, 372, 547, 582), picture, words.FOG_CAPTION)


def _furniture(book: Book, page: int) -> None:
    """Running head and page number, mirrored on left and right pages."""
    book.rule(page, MARGIN, 54, 547, TEAL, 0.6)
    if page % 2 == 0:
        book.text(page, MARGIN, 38, str(page), FOLIO)
        book.text(page, MARGIN + 24, 39, "LAKELAND DIGEST", RUNNING)
    else:
        book.text(page, 547, 38, str(page), FOLIO.but(align="right"))
        book.text(page, 547 - 24, 39, "July – September 2026", RUNNING.but(align="right"))


def _section(book: Book, page: int, name: str) -> float:
    book.text(page, MARGIN, 66, name, SECTION)
    return 92.0


def _spotlight(book: Book) -> float:
    """The leading article; it jumps from page 3 to page 6. Gives the bottom of its rest."""
    story = words.AGREEMENT
    top = _section(book, 3, words.SPOTLIGHT)
    picture = Scene(5, pictures.NOON, "boats")
    caption = words.SAILS_CAPTION
    top = set_picture(book, 3, (MARGIN, top + 4, 547, top + 254), picture, caption) + 12
    top = set_head(book, story, 3, top, HEADLINE.but(size=25, leading=28))
    book.text(6, MARGIN, 66, "One level for Lake Orren", SMALL_HEADLINE.but(size=13))
    book.text(6, MARGIN, 84, "continued from page 3", JUMP.but(align="left"))
    bottom = BOTTOM - 18

    def trial(target: Book, rest_bottom: float) -> None:
        flow = Flow(target, [*columns(3, 2, top, bottom), *columns(6, 3, 102, rest_bottom)])
        flow.drop_cap(story.body[0], BODY, CORAL)
        for text in story.body[1:]:
            flow.paragraph(text, INDENTED)

    rest_bottom = balance(trial, 10, 130, 420)
    trial(book, rest_bottom)
    book.text(3, 547, BOTTOM - 8, "continued on page 6", JUMP)
    return rest_bottom


def _july(book: Book) -> None:
    top = set_head(book, words.REED_BEDS, 4, _section(book, 4, words.JULY))
    y = set_columns(book, words.REED_BEDS, 4, 3, top) + 16
    picture = Scene(7, pictures.DUSK, "jetty")
    y = set_picture(book, 4, (MARGIN, y, 547, y + 232), picture, words.FERRY_CAPTION)
    book.rule(4, MARGIN, y + 12, 547, CORAL)
    top = set_head(book, words.NIGHT_FERRY, 4, y + 20)
    set_columns(book, words.NIGHT_FERRY, 4, 3, top)
    top = set_head(book, words.SCHOOL_BOATS, 5, TOP)
    y = set_columns(book, words.SCHOOL_BOATS, 5, 2, top) + 18
    picture = Scene(17, pictures.FIELD)
    y = set_picture(book, 5, (MARGIN, y, 547, y + 258), picture, words.SCHOOL_CAPTION)
    _boxed_notice(book, y + 18)


def _boxed_notice(book: Book, top: float) -> None:
    book.rect(5, (MARGIN, top, 547, top + 104), fill=PALE, stroke=TEAL, line_width=0.8)
    flow = Flow(book, [Box(5, MARGIN + 16, top + 12, WIDTH - 32, top + 104)])
    flow.paragraph(words.PHOTOGRAPHS.title, SMALL_HEADLINE)
    flow.space(4)
    for text in words.PHOTOGRAPHS.body:
        flow.paragraph(text, Face("Sans", "Regular", 9.2, 12.2, "#1d1d1b", "left"))
        flow.space(3)


def _august(book: Book, rest_bottom: float) -> None:
    y = rest_bottom + 14
    book.rule(6, MARGIN, y, 547, TEAL, 0.6)
    book.text(6, MARGIN, y + 10, words.AUGUST, SECTION)
    top = set_head(book, words.THIRTY_LITRES, 6, y + 34)
    left, right = columns(6, 2, top)
    ad_top = 640.0
    book_left = Box(6, left.x, top, left.width, ad_top - 14)
    book_right = Box(6, right.x, top, right.width, ad_top - 14)
    set_story(Flow(book, [book_left, book_right]), words.THIRTY_LITRES)
    _advertisement(book, ad_top)
    _flood_warnings(book)
    _eel_ladders(book)


def _advertisement(book: Book, top: float) -> None:
    book.rect(6, (MARGIN, top, 547, BOTTOM), fill="#f7e3d4", stroke=CORAL, line_width=1.2)
    paint(book, 6, (MARGIN + 10, top + 10, MARGIN + 150, BOTTOM - 10), Scene(31, pictures.DUSK))
    flow = Flow(book, [Box(6, MARGIN + 166, top + 14, WIDTH - 180, BOTTOM)])
    head, *lines, web = words.ADVERTISEMENT
    flow.paragraph(head, SECTION.but(size=17, leading=22))
    flow.space(5)
    for line in lines:
        flow.paragraph(line, CONTENTS)
    flow.space(6)
    flow.paragraph(web, CONTENTS.but(cut="Bold", color=CORAL))


def _flood_warnings(book: Book) -> None:
    """Its headline stands beside the text, not above it."""
    side, *rest = columns(7, 3, TOP)
    head = Flow(book, [side])
    head.paragraph(words.FLOOD_WARNINGS.title, HEADLINE)

    def trial(target: Book, bottom: float) -> None:
        boxes = [Box(7, box.x, TOP + 2, box.width, bottom) for box in rest]
        set_story(Flow(target, boxes), words.FLOOD_WARNINGS)

    trial(book, balance(trial, 10, TOP + 60, BOTTOM))
    picture = Scene(12, pictures.MIST)
    set_picture(book, 7, (side.x, 190, side.x + side.width, 286), picture, words.RIVER_CAPTION)


def _eel_ladders(book: Book) -> None:
    book.rule(7, MARGIN, 338, 547, CORAL)
    top = set_head(book, words.EEL_LADDERS, 7, 348)
    left, middle, right = columns(7, 3, top, 626)
    quote = Flow(book, [Box(7, middle.x, top + 6, middle.width, 626)])
    quote.paragraph(words.PULL_QUOTE, QUOTE)
    book.rule(7, middle.x, top, middle.x + middle.width, CORAL, 1)
    book.rule(7, middle.x, quote.y + 6, middle.x + middle.width, CORAL, 1)

    def trial(target: Book, bottom: float) -> None:
        boxes = [
            Box(7, left.x, top, left.width, bottom),
            Box(7, middle.x, quote.y + 16, middle.width, bottom),
            Box(7, right.x, top, right.width, bottom),
        ]
        set_story(Flow(target, boxes), words.EEL_LADDERS)

    bottom = balance(trial, 10, quote.y + 30, BOTTOM)
    trial(book, bottom)
    picture = Scene(51, pictures.NOON, "reeds")
    set_picture(book, 7, (MARGIN, bottom + 14, 547, BOTTOM - 14), picture, words.WEIR_CAPTION)


def _september(book: Book) -> None:
    top = set_head(book, words.HALF_YEAR, 8, _section(book, 8, words.SEPTEMBER))
    y = set_columns(book, words.HALF_YEAR, 8, 2, top) + 16
    book.rule(8, MARGIN, y, 547, CORAL)
    top = set_head(book, words.LAKE_FLOOR, 8, y + 8)
    y = set_columns(book, words.LAKE_FLOOR, 8, 3, top) + 14
    picture = Scene(3, pictures.DAWN)
    set_picture(book, 8, (MARGIN, y, 547, BOTTOM - 14), picture, words.CLIFFS_CAPTION)
    top = set_head(book, words.HARBOUR_RULES, 9, TOP)
    y = set_columns(book, words.HARBOUR_RULES, 9, 3, top) + 18
    picture = Scene(19, pictures.DUSK, "boats")
    y = set_picture(book, 9, (MARGIN, y, 547, y + 300), picture, words.HARBOUR_CAPTION) + 16
    book.rule(9, MARGIN, y, 547, CORAL)
    top = set_head(book, words.KEEPER, 9, y + 8)
    set_columns(book, words.KEEPER, 9, 2, top)


def _back(book: Book) -> None:
    flow = Flow(book, [Box(10, MARGIN, TOP, WIDTH, BOTTOM)])
    flow.paragraph("Dates for your diary", HEADLINE)
    flow.space(8)
    for day, what in words.DIARY:
        book.rule(10, MARGIN, flow.y, 547, "#b9c7c8")
        book.text(10, MARGIN, flow.y + 7, day, CONTENTS.but(cut="Bold", color=CORAL))
        book.text(10, MARGIN + 110, flow.y + 7, what, CONTENTS)
        flow.y += 26
    picture = Scene(64, pictures.DAWN, "jetty")
    paint(book, 10, (0, 300, 595, 720), picture)
    book.rect(10, (0, 720, 595, 842), fill=TEAL)
    white = CONTENTS.but(color="#ffffff", align="center", size=9)
    book.text(10, 297.5, 746, "Three Lakes Commission · Secretariat", white.but(cut="Bold", size=12))
    book.text(10, 297.5, 768, "Quay House, 14 Customs Street · 4820 Lindesk, Norrmark", white)
    book.text(10, 297.5, 784, "Tel. +44 20 7946 0143 · Fax +44 20 7946 0144", white)
    book.text(10, 297.5, 800, "digest@threelakes.example · www.threelakes.example", white)
