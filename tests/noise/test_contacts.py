"""What is contact data, what only looks like it, and how much of a text it is."""

from __future__ import annotations

import pytest

from tasks.noise.contacts import ContactWords, contact_findings, contact_share

ALL_CONTACT = [
    "Tel",
    "Fax",
    ": (477",
    "Tel / Fax / : (855) 23 555 012",
    "+ 7 4012 555018",
    "Email: name@host",
    "office@hill.example.org",
    "office @ hill.example.org",
    "www.hill.example.org",
    "https://www.example.org/a/b?c=d",
    "@hill_club",
    "Address:",
    "Cell: 1-541-555-0148",
    "Phone: 555 1234",
    "Tel/Fax 01632 960123",
    "Tel: (14) 5550 - 3656",
    "Fax (855 23) 555 012 E-mail: office@hill.example.org",
    "E-mail.office@hill.example.org",
    "(02) 5550 3656",
    "202-555-0143",
    "Tel: +855 23 555 012 | Fax: +855 23 555 019",
    "Тел.: +7 (4012) 55-55-10, факс: 55-55-11",
    "电话:010-12345678 传真:010-87654321",
    "Follow us on Facebook @club",
    "14/3 Hill Road, Tromsø, Kingdom of Norway",
    "482 Larkspur Drive",
    "Millbrook OR 97099",
    "Musterstraße 12, 10115 Berlin",
    "ул. Абая, 12, офис 3, 050000 Алматы",
    "P.O. Box 123, Suva",
    "〒100-0001 東京都千代田区1-1",
    "Rantakatu 12, 00100 Helsinki",
    "S.L.P. 1234, Dar es Salaam",
    "Barua pepe: ofisi@hill.example.org",
    "ফোন: ০২-৯১২৩৪৫৬",
    "فون: 051-1234567",
    "தொலைபேசி: 044-12345678",
]

NO_CONTACT = [
    "9 May 2022 at 14:15",
    "12.10.2021",
    "01.10.2021 15",
    "2020-2021",
    "$1,000,000 was raised",
    "1 000 000 people came",
    "100 200 300 400",
    "The club raised £12 500 in 2023",
    "ISO 9001-2015",
    "ISBN 978-3-16-148410-0",
    "ISSN 0028-0836",
    "ABN 02 555 456 789",
    "Rekening Bukit Linn – BCA 050 2211 160",
    "Population 123456789",
    "Volume 3, Number 2, April 8, 2011",
    "Resolution 70/1 of 25 September 2015",
    "10.30-12.00",
    "7.45am Rowing practice (BRC)",
    "Tuesday 9/4 @ 7:30 in the boathouse",
    "Lunch @ Noon on the quay",
    "Telephone lines were cut by the storm",
    "In 2023, 12 new streets were paved",
    "The meeting at 10 Hill Street, London, was long. It ended late.",
    "7.45am Rowing practice St Olaf’s",
    "6.15pm by phone, Friday 6.15pm at St Olaf’s.",
    "1974 G9 meeting in Lisbon).",
    "Portaria N° 01234/2019",
    "Beschluss 00345/2024",
    "e.g.this is",
    "Web of lies",
    "Simu ya mwalimu ilipotea sokoni",
    "千代田区で1月1日に",
    "",
    "* * *",
]


@pytest.mark.parametrize("text", ALL_CONTACT)
def test_contact_lines_are_contact_data_throughout(text: str) -> None:
    assert contact_share(text, contact_findings(text)) == 1.0


@pytest.mark.parametrize("text", NO_CONTACT)
def test_near_misses_hold_none(text: str) -> None:
    assert contact_share(text, contact_findings(text)) == 0.0
    assert contact_findings(text).is_empty


def test_a_sentence_with_an_address_is_mostly_a_sentence() -> None:
    text = "To register, write to the secretary at anna@example.org before the end of May to keep a place."
    assert contact_findings(text).emails == ("anna@example.org",)
    assert 0.0 < contact_share(text, contact_findings(text)) < 0.3


def test_findings_are_named_as_printed_over_several_lines() -> None:
    found = contact_findings(
        "Hill Club\nTel: 01632 960123\nclub@example.org, www.example.org.\n@club\nPO Box 5"
    )
    assert found.labels == ("Tel: ",)
    assert found.phones == ("01632 960123",)
    assert found.emails == ("club@example.org",)
    assert found.urls == ("www.example.org",)
    assert found.handles == ("@club",)
    assert found.postal == ("PO Box 5",)


def test_covered_spans_do_not_overlap() -> None:
    text = "Tel: +855 23 555 012, web: www.example.org, mail: a@example.org, Facebook @club"
    spans = sorted(contact_findings(text).covered)
    assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False))
    assert contact_share(text, contact_findings(text)) == 1.0


def test_a_post_box_is_looked_for_unless_it_is_known_that_there_is_none() -> None:
    assert contact_findings("P.O. Box 12").postal == ("P.O. Box 12",)
    assert contact_findings("P.O. Box 12", ContactWords(post_boxes=False)).postal == ()


def test_a_label_is_looked_for_unless_it_is_known_that_there_is_none() -> None:
    assert contact_findings("Tel: 01632 960123").labels == ("Tel: ",)
    assert contact_findings("Tel: 01632 960123", ContactWords(labels=False)).labels == ()


@pytest.mark.parametrize("url", ["example.org", "EXAMPLE.ORG/news", "WWW. example", "https : //example"])
def test_an_address_is_found_however_it_was_broken(url: str) -> None:
    (found,) = contact_findings(f"See {url} for more").urls
    assert found.lower().replace(" ", "") in url.lower().replace(" ", "")


@pytest.mark.parametrize("line", ["Account questions (02) 5550 3656", "Conta nova +351 21 555 0365"])
def test_a_number_that_is_called_about_an_account_is_a_phone_number(line: str) -> None:
    assert not contact_findings(line).is_empty
