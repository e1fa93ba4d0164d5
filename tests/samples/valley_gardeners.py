"""A one-page club newsletter in two columns, with a second language, run-in heads, a calendar and a form."""

from __future__ import annotations

from tests.samples import pictures
from tests.samples.story import Bulletin, Story
from tests.samples.typeset import Book, Box, Face, Flow

GREEN = "#33582f"
LEAF = "#7d9f4b"
CREAM = "#f6f1df"
SOIL = "#6b4a2f"
INK = "#24241f"
LEFT, RIGHT, GUTTER = 44.0, 551.0, 22.0
COLUMN = (RIGHT - LEFT - GUTTER) / 2
FORM_TOP = 690.0

PUMPKINS = Story(
    title="Pumpkin Sunday: sixty-one kilos and one bent scale",
    byline="Words: Rosalind Achterberg",
    body=(
        "Nobody could have guessed that the scale would be the first to give up. When the Molina family "
        "rolled their giant out of the van on 27 September, it stopped at sixty kilos, groaned, and went "
        "no further. The kitchen scale of the parish hall supplied the missing figure, slice by slice: "
        "sixty-one kilos and two hundred grams, a record for the valley.",
        "Twenty-three growers brought forty-four pumpkins, the smallest of which fitted into an egg cup. "
        "The soup was cooked by the youth group in three washing coppers, and the last bowl went at half "
        "past four. After all bills are paid, 318 crowns remain for the new water butt at the lower plots.",
        "Seeds of the winner are drying on Elena Molina’s window sill. Each member may collect five of "
        "them at the November meeting; growing instructions come with a warning about fences.",
    ),
)

COMPOST = Story(
    title="What the compost is telling you",
    body=(
        "If it smells of vinegar it is too wet, and if ants have moved in it is too dry. Mix in torn egg "
        "boxes in the first case and a can of rainwater in the second. A good heap smells of nothing but "
        "forest.",
        "Leave it alone from now on. Hedgehogs are looking for winter quarters, and a heap that is turned in "
        "November may lose its most useful lodger.",
    ),
)

NOTES = Story(
    title="Short notes",
    may_split=True,
    body=(
        "**Tool library.** The two-wheeled hoe has come home after eleven months. Whoever borrowed it is "
        "thanked for sharpening the blade and forgiven for the rest.",
        "**Water.** The mains at the upper plots will be turned off on 2 November. Please empty your hoses "
        "and leave the taps open.",
        "**Plot 17 is free.** It has good soil, morning sun and a plum tree with opinions. Names for the "
        "draw to Wilbur Strand until the end of the month.",
    ),
)

FRENCH = Story(
    title="Bienvenue aux nouveaux jardiniers",
    body=(
        "Depuis cet été, trois familles francophones cultivent des parcelles près de la rivière. Pour "
        "faire connaissance, nous les invitons, avec tous les membres du club, à un goûter d’automne le "
        "samedi 7 novembre à quinze heures dans la petite serre. Chacun apporte un gâteau ou une histoire "
        "de jardin.",
    ),
)

SLUG = Story(
    title="In defence of the slug",
    byline="Letter from Ottoline Brice, plot 9",
    body=(
        "Every issue of this paper tells me how to get rid of slugs. May I say a word for the leopard "
        "slug? It wears spots, it eats other slugs, and it has lived peacefully under my rhubarb for three "
        "summers.",
        "Look before you leap, dear neighbours, and put the bucket down.",
    ),
)

CALENDAR = (
    ("Sat 24 Oct", "Seed swap, parish hall, 10 to 12"),
    ("Mon 2 Nov", "Water off, upper plots"),
    ("Sat 7 Nov", "Autumn tea, small glasshouse, 3 pm"),
    ("Tue 17 Nov", "Members’ meeting, 7.30 pm"),
)

FORM_LINES = (
    "Annual fee 24, families 36. Please hand in at the tool library or send to Plot House, 3 Mill Lane.",
    "valleygardeners.example · hello@valleygardeners.example",
)

BULLETIN = Bulletin(
    path="valley-gardeners/2026-autumn.pdf",
    kind="newsletter",
    language="en",
    stories=(PUMPKINS, COMPOST, NOTES, FRENCH, SLUG),
    noise=("THE TROWEL", "Newsletter of the Valley Gardeners", "Autumn 2026 · No. 58"),
)

BODY = Face(size=9.3, leading=12.2, color=INK)
HEADLINE = Face(cut="Bold", size=16, leading=18.5, color=GREEN, align="left", hyphenate=False)
SANS = Face("Sans", "Regular", 8.8, 12, INK, "left", hyphenate=False)


def build() -> bytes:
    """The newsletter as a PDF."""
    book = Book(1, "The Trowel, autumn 2026")
    book.rect(1, (0, 0, 595, 116), fill=GREEN)
    book.text(1, LEFT, 26, "THE TROWEL", Face("Sans", "Black", 46, 50, CREAM, "left"))
    book.text(1, LEFT, 84, "Newsletter of the Valley Gardeners", SANS.but(size=11.5, color="#dfe8cd"))
    book.text(1, RIGHT, 85, "Autumn 2026 · No. 58", SANS.but(size=10.5, color="#dfe8cd", align="right"))
    right = LEFT + COLUMN + GUTTER
    _left_column(Flow(book, [Box(1, LEFT, 134, COLUMN, FORM_TOP - 14)]))
    _right_column(book, Flow(book, [Box(1, right, 134, COLUMN, FORM_TOP - 14)]))
    _form(book)
    return book.to_bytes()


def _left_column(flow: Flow) -> None:
    flow.paragraph(PUMPKINS.title, HEADLINE)
    flow.paragraph(PUMPKINS.byline or "", SANS.but(cut="Italic", color=SOIL, leading=14))
    flow.space(3)
    _set_body(flow, PUMPKINS)
    flow.space(4)
    picture = pictures.lake(27, pictures.FIELD, 300, 130)
    caption = SANS.but(cut="Italic", size=7.8, leading=10, color=SOIL)
    flow.picture(picture, 105, "The lower plots, where the record was grown", caption)
    flow.paragraph(COMPOST.title, HEADLINE)
    flow.space(3)
    _set_body(flow, COMPOST)


def _right_column(book: Book, flow: Flow) -> None:
    flow.paragraph(NOTES.title, HEADLINE)
    flow.space(3)
    _set_body(flow, NOTES)
    flow.space(6)
    _calendar(book, flow)
    flow.paragraph(FRENCH.title, HEADLINE)
    flow.space(3)
    _set_body(flow, FRENCH)
    flow.space(6)
    flow.paragraph(SLUG.title, HEADLINE)
    flow.paragraph(SLUG.byline or "", SANS.but(cut="Italic", color=SOIL, leading=14))
    _set_body(flow, SLUG)


def _set_body(flow: Flow, story: Story) -> None:
    for text in story.body:
        flow.paragraph(text, BODY)
        flow.space(5)


def _calendar(book: Book, flow: Flow) -> None:
    x, top = flow.box.x, flow.y
    bottom = top + 34 + 17 * len(CALENDAR)
    book.rect(1, (x, top, x + COLUMN, bottom), fill=CREAM, stroke=LEAF, line_width=1)
    book.text(1, x + 12, top + 10, "Dates", HEADLINE.but(size=13))
    for number, (day, what) in enumerate(CALENDAR):
        y = top + 32 + 17 * number
        book.text(1, x + 12, y, day, SANS.but(cut="Bold", color=SOIL))
        book.text(1, x + 74, y, what, SANS)
    flow.y = bottom + 14


def _form(book: Book) -> None:
    """Membership form to cut out along a dashed line."""
    book.rect(1, (LEFT, FORM_TOP, RIGHT, 818), stroke=SOIL, line_width=0.9, dash=(4, 3))
    book.text(1, LEFT + 14, FORM_TOP + 10, "Yes, I would like to become a member", HEADLINE.but(size=12.5))
    fields = (("Name", 14, 250), ("Street", 264, 490), ("Telephone", 14, 250), ("E-mail", 264, 490))
    for number, (label, start, end) in enumerate(fields):
        y = FORM_TOP + 38 + 24 * (number // 2)
        book.text(1, LEFT + start, y, label, SANS)
        book.rule(1, LEFT + start + 46, y + 11, LEFT + end, SOIL, 0.5)
    for number, line in enumerate(FORM_LINES):
        book.text(1, LEFT + 14, FORM_TOP + 96 + 15 * number, line, SANS.but(size=8.2))
