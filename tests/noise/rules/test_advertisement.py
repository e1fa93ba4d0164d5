"""Advertisements: under a label, in another script than the issue, lines that thank a sponsor."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.document import Document
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from tasks.noise.rules import advertisement
from tests.build import Look, page
from tests.noise.pairs import Example, Pair, check_pair, codes_given
from tests.road import page_document, prose, prose_lines, text_document


def export(line: str, *others: str) -> Document:
    return text_document("\n\n".join(["Moles", prose(0, 8), line, "Harbour", prose(1, 8), *others]) + "\n")


THANKS = "This issue is printed with the kind support of Tide & Reed, boat builders"
SMALL_THANKS = "Sponsored by Tide & Reed, boat builders"
TEXT = prose_lines(0, 10)
UNDER_THE_TEXT = 100 + 12 * len(TEXT)
FOOT = 760


def at_foot(line: str, top: float = FOOT, look: Look | None = None, below: str = "") -> Document:
    """A page of text with a line below it, and perhaps another one under that."""
    sheet = page().line("Moles", at=(72, 70), size=16, bold=True).lines(TEXT, at=(72, 100))
    sheet.line(line, at=(72, top), **(look or {}))
    return page_document(sheet.line(below, at=(72, 790)) if below else sheet)


def boxed(*lines: str) -> Document:
    """A page of text with a frame below it that holds a head in display type and some lines."""
    sheet = page().line("Moles", at=(72, 70), size=16, bold=True).lines(TEXT, at=(72, 100))
    sheet.rect((72, 520, 400, 660)).line("Ask for Joe", at=(90, 530), size=18, bold=True)
    return page_document(sheet.lines(lines, at=(90, 560), leading=18))


FINNISH = "Järven suurin venekauppa palvelee sinua joka päivä, ja meiltä löydät kaikki varusteet syksyyn."

SPANISH = (
    "Libros encuadernados con cariño",
    "Abierto de martes a sábado, Marlo e hijos",
    "Plaza mayor, al lado de la fuente",
)
SPANISH_NAMES = ("Loli Ferman, Jose Cornejo, Elvia Alonso,", "Joshua Spence, Gerardo Ellis, Edie Palmerin")

CARD = ("Rope and sails", "Quay Lane 12", "www.joes-boats.example.org")


def cards(*lines: str) -> Document:
    """A page with two frames: in one a head over some lines, in the other a trader's card."""
    sheet = page().line("Moles", at=(72, 70), size=16, bold=True).lines(TEXT, at=(72, 100))
    sheet.rect((72, 400, 400, 500)).line("MILLER & DAUGHTER", at=(90, 410), size=18, bold=True)
    sheet.lines(("Bread and cakes", "www.miller.example.org"), at=(90, 440), leading=18)
    sheet.rect((72, 520, 400, 680)).line("Ask for Joe", at=(90, 530), size=18, bold=True)
    return page_document(sheet.lines(lines, at=(90, 560), leading=18))


PAIRS = (
    Pair(
        "cards_of_traders",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: cards(*CARD), "Ask for Joe"),
        Example(lambda: cards(*CARD[:2]), "Ask for Joe"),
    ),
    Pair(
        "no_card_alone",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: cards(*CARD), "Rope"),
        Example(lambda: boxed(*CARD), "Rope"),
    ),
    Pair(
        "no_card_with_a_time",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: cards(*CARD), "Rope"),
        Example(lambda: cards(*CARD, "at 7:30 in the hall"), "Rope"),
    ),
    Pair(
        "no_card_with_a_sentence",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: cards(*CARD, "old boats"), "Rope"),
        Example(lambda: cards(*CARD, "you may borrow what you need"), "Rope"),
    ),
    Pair(
        "language_of_the_profile",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: export(FINNISH), "Järven", SourceProfile(advertisement_languages=("fi",))),
        Example(lambda: export(FINNISH), "Järven", SourceProfile(advertisement_languages=("sv",))),
    ),
    Pair(
        "box_in_another_language_though_unclear_in_which_of_two",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: boxed(*SPANISH), "Libros"),
        Example(lambda: boxed(*SPANISH_NAMES), "Jose"),
    ),
    Pair(
        "label",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: export("Advertisement"), "Advertisement"),
        Example(lambda: export("Advertising pays"), "Advertising pays"),
    ),
    Pair(
        "box_of_offers",
        NoiseCode.ADVERTISEMENT,
        Example(
            lambda: boxed("Plumbing and gas", "No job too small, free quotes", "Tel: 01632 960777"), "Joe"
        ),
        Example(lambda: boxed("Plumbing for the hall", "We want free quotes", "Tel: 01632 960777"), "Joe"),
    ),
    Pair(
        "box_of_offers_with_a_number_to_call",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: boxed("10% off on Monday", "Free delivery", "Tel: 01632 960777"), "10%"),
        Example(lambda: boxed("10% off on Monday", "Free delivery", "Tell your neighbours"), "10%"),
    ),
    Pair(
        "box_of_offers_without_a_date",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: boxed("10% off, free delivery", "Tel: 01632 960777"), "10%"),
        Example(lambda: boxed("10% off, free delivery", "Fair on 4 May, Tel: 01632 960777"), "10%"),
    ),
    Pair(
        "sponsor_of_the_issue",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: at_foot(THANKS), "kind support"),
        Example(lambda: at_foot(THANKS, UNDER_THE_TEXT), "kind support"),
    ),
    Pair(
        "who_printed_the_issue",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: at_foot("Thank you to Fern School for printing this edition."), "Fern School"),
        Example(lambda: at_foot("Thank you to Fern School for planting this orchard."), "Fern School"),
    ),
    Pair(
        "sponsor_at_the_foot_in_small_letters",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: at_foot(SMALL_THANKS, look={"size": 8}), "Sponsored by"),
        Example(lambda: at_foot(SMALL_THANKS), "Sponsored by"),
    ),
    Pair(
        "sponsor_in_italics",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: at_foot(SMALL_THANKS, look={"italic": True}), "Sponsored by"),
        Example(lambda: at_foot(SMALL_THANKS, look={"italic": True, "bold": True}), "Sponsored by"),
    ),
    Pair(
        "sponsor_last_on_the_page",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: at_foot(THANKS, below="12"), "kind support"),
        Example(lambda: at_foot(THANKS, below="and of all who gave a boat."), "kind support"),
    ),
    Pair(
        "sponsor_behind_the_last_text",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: text_document(f"Moles\n\n{prose(0, 8)}\n\n{THANKS}\n"), "kind support"),
        Example(lambda: export(THANKS), "kind support"),
    ),
    Pair(
        "another_script",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: export("Лучшие лодки на озере"), "Лучшие"),
        Example(lambda: export("Лодка"), "Лодка"),
    ),
    Pair(
        "script_of_a_mixed_issue",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: export("Лучшие лодки на озере"), "Лучшие"),
        Example(
            lambda: export("Лучшие лодки на озере", "Мы чинили старую пристань всю зиму. " * 6), "Лучшие"
        ),
    ),
)


TRADERS = (
    ("REED & SONS", "Roofs and gutters", "Tel. 01632 960123"),
    ("The Copper Kettle", "Breakfast and cakes", "12 Hill Road, Linn"),
    ("TIDE MOTORS", "Tyres and repairs", "Tel. 01632 960124"),
    ("Moss Flowers", "Weddings and every day", "www.moss.example.org"),
    ("Fell Insurance", "Home, boat and farm", "Tel. 01632 960125"),
    ("Quay Dentists", "New patients welcome", "Tel. 01632 960126"),
)
DIARY = tuple((f"{day} May", what, where) for day, (_, what, where) in enumerate(TRADERS, start=1))
LINKS = tuple((name, what, f"www.link{n}.example.org") for n, (name, what, _) in enumerate(TRADERS))


def page_of_pieces(pieces: tuple[tuple[str, ...], ...], *, text: int = 0) -> Document:
    """A page of text, and one of pieces in two columns, perhaps with some lines of text below them."""
    first = page().line("Moles", at=(72, 70), size=16, bold=True).lines(TEXT, at=(72, 100))
    second = page()
    for place, lines in enumerate(pieces):
        for row, line in enumerate(lines):
            at = (72 + 250 * (place % 2), 72 + 110 * (place // 2) + 24 * row)
            second.line(line, at=at, size=14 if row == 0 else 10, bold=row == 0)
    return page_document(first, second.lines(prose_lines(1, text), at=(72, 480)) if text else second)


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        (lambda: page_of_pieces(TRADERS), {NoiseCode.ADVERTISEMENT}),
        (lambda: page_of_pieces(TRADERS[:2]), set()),
        (lambda: page_of_pieces(TRADERS, text=9), set()),
        (lambda: page_of_pieces(DIARY), set()),
        (lambda: page_of_pieces(LINKS), set()),
    ],
    ids=["traders", "two of them", "over a text", "a diary", "links"],
)
def test_a_page_of_traders_is_one_of_adverts(document: Callable[[], Document], codes: set[NoiseCode]) -> None:
    assert codes_given(advertisement.find, Example(document, "Roofs and gutters")) == codes


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(advertisement.find, pair)


@pytest.mark.parametrize(
    ("gap", "codes"), [(0, set()), (30, {NoiseCode.ADVERTISEMENT})], ids=["run in", "apart"]
)
def test_a_foreign_name_that_a_paragraph_begins_with_is_no_advert(gap: float, codes: set[NoiseCode]) -> None:
    sheet = page().lines(cyrillic := ["озёра и лодки в тихой гавани ждут до лета"] * 12, at=(72, 100))
    sheet.line("Tide and Reed Boats –", at=(72, 300), bold=True)
    sheet.lines(cyrillic[:1], at=(200, 300 + gap)).lines(cyrillic[:4], at=(72, 312 + gap))
    document = page_document(sheet)
    assert codes_given(advertisement.find, Example(lambda: document, "Tide and Reed")) == codes
