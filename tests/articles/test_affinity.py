"""Which headline paragraphs belong to, by their words, where an export's order is in doubt."""

from __future__ import annotations

import pytest

from tasks.articles.affinity import Affinity, tokens

ROADS = "Gravel and asphalt were delivered to the crossing where road workers close the eastern lane."
LANE = "The eastern lane stays closed for road works until the asphalt on the crossing has cooled."
MOLES = "Moles dig tunnels below the orchard lawn, where gardeners count fresh molehills and tunnels."
TUNNELS = "Gardeners who count molehills on the orchard lawn should leave the tunnels of moles alone."
HILLS = "Fresh molehills in the orchard show gardeners where moles have opened tunnels overnight."
CHOIR = "The choir looks for tenors who sing loudly enough to be heard on the lawn behind the chapel."

LAWN = "Gardeners count fresh tunnels below the lawn, and whoever opened tunnels overnight left molehills."
SIGHT = (
    "Three hundred visitors of the Sunday market bought honey, candles and woollen socks before a mole "
    "came up in the orchard between the stalls, frightened two gardeners, and left overnight."
)
BOTH = (
    "Three hundred visitors of the Sunday market bought honey while moles in the orchard left overnight, "
    "and gardeners watched asphalt for the eastern crossing being delivered by workers."
)


def late(before: list[str], after: list[str], *, title: str = "Moles in the orchard") -> int:
    return Affinity([*before, *after]).late_paragraphs("Road works at the crossing", before, title, after)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([ROADS, LANE], [MOLES, TUNNELS], 0, id="in_order"),
        pytest.param([ROADS, LANE, MOLES], [TUNNELS, HILLS], 1, id="one_before_its_headline"),
        pytest.param([ROADS, LANE, MOLES, TUNNELS], [HILLS], 2, id="two_before_their_headline"),
        pytest.param([MOLES], [TUNNELS, HILLS], 0, id="the_only_paragraph_stays"),
        pytest.param([ROADS, LANE, CHOIR], [TUNNELS, HILLS], 0, id="one_word_in_common"),
        pytest.param([ROADS, LANE, LAWN], [TUNNELS, HILLS], 0, id="near_but_without_a_word_of_the_headline"),
        pytest.param([ROADS, LANE, SIGHT], [TUNNELS, HILLS], 1, id="names_what_follows_among_other_words"),
        pytest.param([ROADS, LANE, BOTH], [TUNNELS, HILLS], 0, id="names_what_was_before_as_well"),
    ],
)
def test_late_paragraphs(before: list[str], after: list[str], expected: int) -> None:
    assert late(before, after) == expected


def test_tokens_are_longer_words_folded_and_pairs_of_dense_scripts() -> None:
    assert tokens("The OLD pier 2024 Straße") == ["pier", "strasse"]
    assert tokens("港口会议") == ["港口", "会议"]
