"""Forms to cut out and fill in."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import form
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import prose, text_document


def export(line: str) -> Document:
    return text_document(f"Moles\n\n{prose(0)}\n\n{line}\n\nHarbour\n\n{prose(1)}\n")


PAIRS = (
    Pair(
        "field_names_with_lines",
        NoiseCode.FORM,
        Example(lambda: export("Name ________ Address"), "Name"),
        Example(lambda: export("Answer ________ next month"), "Answer"),
    ),
    Pair(
        "three_lines_to_write_on",
        NoiseCode.FORM,
        Example(lambda: export("Boat ______ Length ______ Colour ______"), "Boat"),
        Example(lambda: export("Boat __ Length __ Colour __"), "Boat"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(form.find, pair)
