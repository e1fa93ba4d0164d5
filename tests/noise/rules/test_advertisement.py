"""Advertisements: under a label, or in another script than the issue."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.profile import SourceProfile
from schemas.reasons import NoiseCode
from tasks.noise.rules import advertisement
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import prose, text_document


def export(line: str, *others: str) -> Document:
    return text_document("\n\n".join(["Moles", prose(0, 8), line, "Harbour", prose(1, 8), *others]) + "\n")


FINNISH = "Järven suurin venekauppa palvelee sinua joka päivä, ja meiltä löydät kaikki varusteet syksyyn."

PAIRS = (
    Pair(
        "language_of_the_profile",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: export(FINNISH), "Järven", SourceProfile(advertisement_languages=("fi",))),
        Example(lambda: export(FINNISH), "Järven", SourceProfile(advertisement_languages=("sv",))),
    ),
    Pair(
        "label",
        NoiseCode.ADVERTISEMENT,
        Example(lambda: export("Advertisement"), "Advertisement"),
        Example(lambda: export("Advertising pays"), "Advertising pays"),
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


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(advertisement.find, pair)
