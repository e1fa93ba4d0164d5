"""Noise that the source's own profile names."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.profile import NoisePattern, SourceProfile
from schemas.reasons import NoiseCode
from tasks.noise.rules import profile
from tests.noise.pairs import Example, Pair, check_pair, codes_given
from tests.road import context_of, prose, text_document


def export(line: str) -> Document:
    return text_document(f"Moles\n\n{prose(0)}\n\n{line}\n\nHarbour\n\n{prose(1)}\n")


def naming(code: NoiseCode, reason: str | None = None) -> SourceProfile:
    return SourceProfile(noise=(NoisePattern(pattern=r"^Weather for", code=code, reason=reason),))


PAIRS = (
    Pair(
        "nameplate",
        NoiseCode.NAMEPLATE,
        Example(
            lambda: export("The LINN Lantern!"), "Lantern", SourceProfile(nameplate=("The Linn Lantern",))
        ),
        Example(
            lambda: export("The Linn Lantern moves"),
            "Lantern",
            SourceProfile(nameplate=("The Linn Lantern",)),
        ),
    ),
    *(
        Pair(
            f"pattern_of_{code.name.lower()}",
            code,
            Example(lambda: export("Weather for May"), "Weather for", naming(code)),
            Example(lambda: export("The weather for May"), "weather for", naming(code)),
        )
        for code in NoiseCode
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(profile.find, pair)


def test_the_reason_of_a_pattern_is_the_evidence() -> None:
    named = naming(NoiseCode.CONTACT, "the weather desk's own line")
    found = list(profile.find(context_of(export("Weather for May"), named)))
    assert [finding.evidence for finding in found] == ["the weather desk's own line"]


def test_every_code_has_a_label() -> None:
    assert set(profile.LABELS) == set(NoiseCode)


def test_no_profile_no_noise() -> None:
    assert codes_given(profile.find, Example(lambda: export("Weather for May"), "Weather")) == set()
