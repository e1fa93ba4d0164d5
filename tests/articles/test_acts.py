"""Acts of a gazette are items under the lines that name them, whatever stands in capitals inside them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.build import Page, page
from tests.road import articles_of, page_document, prose_lines, titles_of

ORDERS = ("PORTARIA LAGO Nº 12, DE 7 DE MAIO", "PORTARIA LAGO Nº 13, DE 7 DE MAIO", "DECRETO Nº 4")


def gazette(heads: Sequence[str], banner: Sequence[str] = ()) -> Page:
    """Acts one below the other, each with its enacting formula and who signs it, in letters of one size."""
    sheet, top = page(), 130.0
    for place, line in enumerate(banner):
        sheet.line(line, at=(200, top), size=13 + 2 * place, bold=bool(place))
        top += 20
    for number, head in enumerate(heads):
        first, *lines = prose_lines(number, 5)
        sheet.line(head, at=(170, top), bold=True).lines([first], at=(72, top + 18))
        sheet.line("RESOLVE:", at=(270, top + 42), bold=True).lines(lines, at=(72, top + 62))
        top += 74 + 12 * len(lines)
        sheet.line("UNA TIDE", at=(260, top), bold=True).line("Mayor of the lake", at=(250, top + 12))
        top += 40
    return sheet


@pytest.mark.parametrize("last", ["EXTRATO DE CONTRATO", "PORTARIA LAGO Nº 14, DE 8 DE MAIO"])
def test_each_act_is_an_article(last: str) -> None:
    document = page_document(gazette(ORDERS), gazette([last]))
    articles = articles_of(document)
    assert [article["title"] for article in articles] == [*ORDERS, last]
    assert all("RESOLVE:" in article["body"] for article in articles)


def test_a_number_or_two_make_no_gazette() -> None:
    assert titles_of(page_document(gazette(ORDERS[:2]))) != list(ORDERS[:2])


def test_an_office_over_its_acts_and_the_line_over_its_name_are_of_none() -> None:
    banner = ("ACTS OF THE TOWN", "OFFICE OF THE MAYOR")
    articles = articles_of(page_document(gazette(ORDERS, banner), gazette([ORDERS[0] + " BIS"], banner)))
    assert [article["title"] for article in articles] == [*ORDERS, ORDERS[0] + " BIS"]
    assert not any(line in article["body"] for article in articles for line in banner)
