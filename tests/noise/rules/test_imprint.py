"""The imprint: who publishes, edits and prints the publication."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.reasons import NoiseCode
from tasks.noise.rules import imprint
from tests.noise.pairs import Example, Pair, check_pair
from tests.road import prose, text_document

NOTE = "Published by the Friends of the Hill, 200 copies"


def export(*parts: str) -> Document:
    return text_document("\n\n".join(parts) + "\n")


PAIRS = (
    Pair(
        "behind_the_last_text",
        NoiseCode.IMPRINT,
        Example(lambda: export("Moles", prose(0), NOTE), "Published by"),
        Example(lambda: export("Moles", prose(0), NOTE, "Harbour", prose(1)), "Published by"),
    ),
    Pair(
        "rights_anywhere",
        NoiseCode.IMPRINT,
        Example(
            lambda: export("Moles", prose(0), "© 2024 Hill Club. All rights reserved", "Sea", prose(1)), "©"
        ),
        Example(
            lambda: export("Moles", prose(0), "All rights are reserved for elks", "Sea", prose(1)),
            "All rights",
        ),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(imprint.find, pair)
