"""A press release of two pages with a letterhead, by an invented ministry."""

from __future__ import annotations

from tests.samples.story import Bulletin, Story
from tests.samples.typeset import Book, Box, Face, Flow

NAVY = "#1b2f5b"
GOLD = "#b8902f"
GREY = "#5c6470"
LEFT, RIGHT = 78.0, 517.0

RELEASE = Story(
    title="Minister Adaora Lindqvist opens the herring season with a smaller quota and larger meshes",
    dateline="Port Ellery, 14 September 2026",
    body=(
        "The Minister of Fisheries and Coastal Affairs, Ms Adaora Lindqvist, today signed the regulation "
        "for the autumn herring season. The season begins on 21 September, one week later than last year, "
        "and the total catch is limited to 41,500 tonnes, a reduction of eight per cent.",
        "The decision follows the advice of the Institute of Marine Stocks, whose spring survey found "
        "fewer young herring than in any of the past twelve years. At the same time the survey recorded a "
        "good number of fish that will spawn for the first time in 2027. “We can see the next generation "
        "on the echo sounder,” said the Minister. “Our task is to leave it in the water for one more year.”",
        "Besides the quota, the regulation introduces a minimum mesh of thirty-six millimetres for all "
        "vessels longer than twelve metres. Trials on six boats from Port Ellery and Cape Morrow showed "
        "that the larger mesh releases almost two thirds of the undersized fish, while the weight of the "
        "marketable catch fell by less than three per cent.",
        "Owners who replace their nets before the end of the year may apply for a grant of forty per cent "
        "of the cost. The Ministry has set aside 3.2 million crowns for this purpose. Applications are "
        "handled in the order in which they arrive, and the form has been reduced to a single page.",
        "“A quota is a promise between those who fish today and those who want to fish tomorrow,” the "
        "Minister said on the quay. “I know what eight per cent means for a family boat, and I have not "
        "forgotten that the smallest crews had the least to do with the decline.” For this reason boats "
        "shorter than nine metres keep the quota of last year in full.",
        "The chairman of the Federation of Coastal Fishermen, Mr Tobias Renn, called the regulation “hard, "
        "but fairly shared”. He asked the Ministry to publish the landings of each port every week, so "
        "that nobody is surprised when the season is closed. The Minister agreed; the first table will "
        "appear on 28 September.",
        "Controls at sea will be carried out by the patrol vessels __Gannet__ and __Petrel__ together with "
        "the inspectors of the two neighbouring countries. Skippers who report an unintended catch of "
        "young fish on the same day will not be fined.",
        "The regulation is in force until 15 December. It will be reviewed in January, when the results of "
        "the winter survey are available.",
    ),
)

CLOSING = "Port Ellery, 14 September 2026"
FOOTER = (
    "Harbour House, 2 Beacon Road, Port Ellery PE1 4AA",
    "Tel: +44 20 7946 0210   Fax: +44 20 7946 0211   Email: press@fisheries.example   www.fisheries.example",
)
CONTACT = (
    "Contact for journalists: Marcus Oyelaran, Press Office",
    "Tel: +44 20 7946 0215, Email: m.oyelaran@fisheries.example",
)

BULLETIN = Bulletin(
    path="ministry-of-fisheries/2026-09-14-herring-season.pdf",
    kind="press_release",
    language="en",
    stories=(RELEASE,),
    noise=(
        "MINISTRY OF FISHERIES AND COASTAL AFFAIRS",
        "PRESS RELEASE",
        "No. 37/2026",
        "Harbour House, 2 Beacon Road",
        "Tel: +44 20 7946 0210",
        "Fax: +44 20 7946 0211",
        "press@fisheries.example",
        "Page 1 of 2",
        "Page 2 of 2",
    ),
)

BODY = Face(size=11.6, leading=17.4)
LETTERHEAD = Face("Sans", "Bold", 12.5, 16, NAVY, "left")
SMALL = Face("Sans", "Regular", 8, 11, GREY, "center")


def build() -> bytes:
    """The press release as a PDF."""
    book = Book(2, "Press release 37/2026")
    _letterhead(book)
    for page in (1, 2):
        _footer(book, page)
    flow = Flow(book, [Box(1, LEFT, 196, RIGHT - LEFT, 736), Box(2, LEFT, 84, RIGHT - LEFT, 700)])
    title = Face(cut="Bold", size=18, leading=23, color=NAVY, align="left", hyphenate=False)
    flow.paragraph(RELEASE.title, title)
    flow.space(12)
    first, *others = RELEASE.body
    for text in (f"**{RELEASE.dateline}** – {first}", *others):
        flow.paragraph(text, BODY)
        flow.space(9)
    flow.space(10)
    flow.paragraph(CLOSING, BODY.but(cut="Italic", align="right"))
    flow.space(26)
    book.rule(2, LEFT, flow.y, RIGHT, GOLD, 0.8)
    flow.space(10)
    for line in CONTACT:
        flow.paragraph(line, Face("Sans", "Regular", 9, 13, "#1d1d1b", "left"))
    return book.to_bytes()


def _letterhead(book: Book) -> None:
    _emblem(book, LEFT + 22, 74)
    book.text(1, LEFT + 60, 54, "MINISTRY OF FISHERIES", LETTERHEAD)
    book.text(1, LEFT + 60, 71, "AND COASTAL AFFAIRS", LETTERHEAD)
    book.text(1, LEFT + 60, 90, "Republic of Ellermark", SMALL.but(align="left", size=9))
    book.rule(1, LEFT, 118, RIGHT, GOLD, 1.6)
    book.text(1, LEFT, 134, "PRESS RELEASE", LETTERHEAD.but(cut="Black", size=21))
    book.text(1, RIGHT, 142, "No. 37/2026", SMALL.but(align="right", size=10))


def _emblem(book: Book, x: float, y: float) -> None:
    """A square seal with three waves."""
    book.rect(1, (x - 22, y - 22, x + 22, y + 22), fill=NAVY)
    for row in range(3):
        for step in range(4):
            left = x - 16 + step * 8
            rise = 2 if step % 2 else -2
            book.rect(1, (left, y - 10 + row * 9 + rise, left + 8, y - 7 + row * 9 + rise), fill=GOLD)


def _footer(book: Book, page: int) -> None:
    book.rule(page, LEFT, 768, RIGHT, GOLD, 0.8)
    for number, line in enumerate(FOOTER):
        book.text(page, 297.5, 776 + 12 * number, line, SMALL)
    book.text(page, 297.5, 802, f"Page {page} of 2", SMALL)
