"""The publisher's contact lines and cards; an article's own details stay its text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import contact
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair, codes_given
from tests.road import context_of, page_document, prose, prose_lines, text_document

CARD = ("14 Hill Road, Linn", "Tel: 01632 960123", "office@hill.example.org", "www.hill.example.org")
BEFORE = "The minister thanked the crews of all three boats and underlined"
TEXT = prose_lines(0, 10)
TEXT_END = 100 + 12 * len(TEXT)
AFTER = "that the new pier will be open to everyone before the summer holidays begin this year."


def export(*parts: str) -> Document:
    return text_document("\n\n".join(parts) + "\n")


def cut_by(line: str) -> Document:
    """A sentence with a line between its halves, and a text."""
    return export("Moles", prose(0), BEFORE, line, AFTER, prose(1))


def card_at(top: float, *, head: str = "") -> Document:
    sheet = page().lines(TEXT, at=(72, 100))
    if head:
        sheet.line(head, at=(72, top - 30), size=16, bold=True)
    return page_document(sheet.lines(CARD, at=(72, top)))


def invitation(first: str) -> Document:
    """Two contact lines under a line of words, far from the text above them and from the text below."""
    sheet = page().lines(TEXT, at=(72, 100)).lines((first, *CARD[1:3]), at=(72, 400))
    return page_document(sheet.lines(prose_lines(1, 10), at=(72, 520)))


def names(head: str) -> Document:
    """A list of people with their numbers under a heading."""
    people = ["Ann Tide, choir", "Bo Reed, orchard", "Tel: 01632 960124", "Cy Moss, chapel and bells"]
    sheet = page().lines(TEXT, at=(72, 100)).line(head, at=(72, 470), size=16, bold=True)
    return page_document(sheet.lines(people, at=(72, 500)).lines(prose_lines(1, 10), at=(72, 640)))


def owned(*lines: str) -> Document:
    """Contact lines under a name that says nothing of an organisation."""
    sheet = page().lines(TEXT, at=(72, 100)).line("Fern and Lamp", at=(72, 470), size=16, bold=True)
    return page_document(sheet.lines(lines, at=(72, 500)).lines(prose_lines(1, 10), at=(72, 640)))


def ruled_head(rows: int) -> Document:
    """A ruled list of figures, two of them phone numbers, before any text of the issue."""
    sheet = page()
    for row in range(rows):
        top = 40 + 14.0 * row
        value = f"01632 96012{row}" if row < 2 else f"{row * 7} cases"
        sheet.line(f"Ward {row}", at=(76, top)).line(value, at=(300, top)).rule(
            (72, top + 13), (520, top + 13)
        )
    return page_document(
        sheet, page().line("Moles", at=(72, 40), size=16, bold=True).lines(TEXT, at=(72, 70))
    )


def diary_and_card(*days: str) -> Document:
    """A column of a page: a head over days, and under it a head for contacts over a card."""
    sheet = page().lines(prose_lines(0, 10, width=50), at=(72, 60))
    sheet.line("Coming events", at=(400, 60), size=11, bold=True).lines(days, at=(400, 80), size=9)
    sheet.line("Contact us", at=(400, 160), size=11, bold=True).lines(CARD, at=(400, 180), size=9)
    return page_document(sheet.lines(prose_lines(1, 10), at=(72, 420)))


DAYS = ("4 January – Lost gloves", "9 March – Road closed", "14 May – Firewood")


PAIRS = (
    Pair(
        "in_the_middle_of_a_sentence",
        NoiseCode.CONTACT,
        Example(lambda: export("Moles", prose(0), BEFORE, "Tel: 01632 960123", AFTER), "Tel"),
        Example(
            lambda: export("Moles", prose(0), f"{BEFORE} their work.", "Tel: 01632 960123", prose(1)), "Tel"
        ),
    ),
    Pair(
        "head_of_the_issue",
        NoiseCode.CONTACT,
        Example(lambda: export("Tel: 01632 960123", "Moles", prose(0)), "Tel"),
        Example(
            lambda: export("Moles", f"{prose(0)} To join us, write to this:", "Tel: 01632 960123"), "960123"
        ),
    ),
    Pair(
        "words_of_the_sentence_around_them",
        NoiseCode.CONTACT,
        Example(lambda: cut_by("www.hill.example.org"), "hill.example"),
        Example(lambda: cut_by("on www.hill.example.org"), "hill.example"),
    ),
    Pair(
        "card_apart_from_any_text",
        NoiseCode.CONTACT,
        Example(lambda: card_at(400), "960123"),
        Example(lambda: card_at(TEXT_END + 5), "960123"),
    ),
    Pair(
        "invitation_apart_from_its_text",
        NoiseCode.CONTACT,
        Example(lambda: invitation("Orchard Office of the Linn Hill Society"), "960123"),
        Example(lambda: invitation("If you would like to plant a tree with us please write to"), "960123"),
    ),
    Pair(
        "card_under_a_head_for_contacts",
        NoiseCode.CONTACT,
        Example(lambda: card_at(500, head="Contact us"), "960123"),
        Example(lambda: names("Who does what"), "960124"),
    ),
    Pair(
        "address_mail_and_place_on_the_net_of_one_owner",
        NoiseCode.CONTACT,
        Example(
            lambda: owned("12 Harbour Lane, Linn LN1 4QT", "fern@lamp.example", "www.lamp.example"), "fern@"
        ),
        Example(lambda: owned("Ann Tide: ann@lamp.example", "Bo Reed: bo@lamp.example", "Cy Moss"), "Ann"),
    ),
    Pair(
        "card_of_one_owner_or_words_that_lead_to_it",
        NoiseCode.CONTACT,
        Example(lambda: owned("14 Hill Road, Linn", "fern@lamp.example", "www.lamp.example"), "fern@"),
        Example(
            lambda: owned(
                "Needed: 700",
                "Raised: 40",
                "Still needed: 660",
                "You can give by mail at fern@lamp.example, by web at www.lamp.example, or",
                "Fern Lamps, 14 Hill Road, Linn",
            ),
            "fern@",
        ),
    ),
    Pair(
        "card_under_a_head_for_the_press",
        NoiseCode.CONTACT,
        Example(lambda: card_at(500, head="Medienkontakt"), "960123"),
        Example(lambda: names("Medienfrauen"), "960124"),
    ),
    Pair(
        "card_or_table_in_the_head_of_the_issue",
        NoiseCode.CONTACT,
        Example(lambda: ruled_head(4), "960121"),
        Example(lambda: ruled_head(30), "960121"),
    ),
    Pair(
        "directory_or_list_of_what_there_is",
        NoiseCode.CONTACT,
        Example(lambda: listed("", "Office at the"), "/mill"),
        Example(lambda: listed("•", "All that we know of the"), "/mill"),
    ),
    Pair(
        "items_that_call_or_point",
        NoiseCode.CONTACT,
        Example(lambda: listed("•", "Write to us in the", end=" at"), "/mill"),
        Example(lambda: listed("•", "Plans for the new"), "/mill"),
    ),
    Pair(
        "card_under_a_head_of_its_own",
        NoiseCode.CONTACT,
        Example(lambda: diary_and_card(*DAYS), "Contact us"),
        Example(lambda: diary_and_card(*DAYS), "Coming events"),
    ),
)


def listed(mark: str, said: str, *, end: str = ":") -> Document:
    """Items with addresses of the web in a box under a head, on a page with a text."""
    sheet = page().lines(prose_lines(0, 8), at=(72, 60)).rect((62, 300, 420, 480))
    sheet.line("Where to look", at=(72, 310), size=16, bold=True)
    for number, place in enumerate(("ferry", "tower", "school", "orchard", "mill", "quay")):
        lines = [f"{mark} {said} {place}{end}", f"https://www.linn-hill.org/{place}"]
        sheet.lines(lines, at=(72, 340 + 24 * number))
    return page_document(sheet)


def closing(line: str) -> Document:
    sheet = page().lines(TEXT, at=(72, 100)).line(line, at=(72, 300))
    return page_document(sheet.lines(CARD, at=(72, 340)))


def test_place_and_date_under_a_text_are_no_part_of_the_card_below() -> None:
    for line, codes in (("Port Lumen, 9 August 2019", set()), ("Port Lumen Office", {NoiseCode.CONTACT})):
        example = Example(lambda line=line: closing(line), "Port Lumen")  # type: ignore[misc]
        assert codes_given(contact.find, example) == codes


@pytest.mark.parametrize(
    ("document", "place"),
    [
        pytest.param(PAIRS[0].fires.document, "in the middle of a sentence", id="sentence"),
        pytest.param(PAIRS[1].fires.document, "in the head of the issue, before any text", id="head"),
        pytest.param(lambda: card_at(780), "in the bottom margin", id="margin"),
        pytest.param(
            lambda: card_at(500, head="Contact us"), "under a head for contacts", id="head_for_contacts"
        ),
    ],
)
def test_evidence_tells_the_share_and_the_place(document: Callable[[], Document], place: str) -> None:
    found = {finding.evidence for finding in contact.find(context_of(document()))}
    assert [evidence.split(", ", 1)[1] for evidence in found] == [place]


@pytest.mark.parametrize(
    ("last", "codes"),
    [(" and then", set()), (".", {NoiseCode.CONTACT})],
    ids=["breaks off", "ends"],
)
def test_the_rest_of_a_sentence_over_contact_lines_is_no_part_of_them(
    last: str, codes: set[NoiseCode]
) -> None:
    *lines, end = prose_lines(0, 10)
    first = page().lines([*lines, end.rstrip(".") + last], at=(72, 100))
    second = page().lines(["904 boats of June."], at=(72, 40)).lines(CARD, at=(72, 64))
    document = page_document(first, second)
    assert codes_given(contact.find, Example(lambda: document, "904 boats")) == codes


@pytest.mark.parametrize(
    ("last", "codes"),
    [(" and then", set()), (".", {NoiseCode.CONTACT})],
    ids=["breaks off", "ends"],
)
def test_the_rest_of_a_sentence_that_leads_to_contact_lines_is_text(last: str, codes: set[NoiseCode]) -> None:
    *lines, end = prose_lines(0, 10)
    first = page().lines([*lines, end.rstrip(".") + last], at=(72, 100))
    rest = ("in the old hall. Ask one of these:", *CARD[1:])
    document = page_document(first, page().lines(rest, at=(72, 40)))
    assert codes_given(contact.find, Example(lambda: document, "in the old")) == codes


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(contact.find, pair)


def job(place: str) -> Document:
    """An offer under the nameplate: its head, a bold label and what it labels, and a text."""
    sheet = page().line("Vacancies Bulletin", at=(72, 50), size=24, bold=True)
    sheet.line("Archivist", at=(72, 100), size=13, bold=True)
    sheet.line("Location:", at=(72, 124), bold=True).line(place, at=(124, 124))
    return page_document(sheet.lines(prose_lines(0, 8), at=(72, 150)))


@pytest.mark.parametrize(("place", "is_contact"), [("Larkmoor", False), ("01632 960123", True)])
def test_a_label_is_contact_data_with_what_it_labels_only(place: str, *, is_contact: bool) -> None:
    codes = codes_given(contact.find, Example(lambda: job(place), "Location"))
    assert codes == ({NoiseCode.CONTACT} if is_contact else set())


@pytest.mark.parametrize(
    ("lines", "is_contact"),
    [
        (
            (
                "the whole month. If you sign up",
                "at www.hill.example.org you",
                "get a letter from us each day",
            ),
            False,
        ),
        (("Hill Club Linn, Ann Tide", "www.hill.example.org and", "Office of the Harbour Master"), True),
    ],
    ids=["a sentence", "a card"],
)
def test_an_address_inside_a_sentence_at_the_head_of_a_column_is_its_own(
    lines: tuple[str, ...], *, is_contact: bool
) -> None:
    first = page().lines(TEXT, at=(72, 100))
    second = page().lines(lines, at=(72, 40)).lines(CARD[1:3], at=(72, 110))
    document = page_document(first, second)
    codes = codes_given(contact.find, Example(lambda: document, "www.hill"))
    assert codes == ({NoiseCode.CONTACT} if is_contact else set())
