"""Which headline paragraphs belong to, by their words, where an export's order is in doubt."""

from __future__ import annotations

import pytest

from tasks.articles.affinity import Affinity, tokens
from tests.road import issue_of, text_document

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


OF_A_MEETING = """\
# Pier opens again at Linn

The town opened its mended pier at Linn on Saturday after two years of work. Some four hundred
came in the first hour, and a band played at the end of it until noon.

The old pier had carried no boats since the flood of 2019. Skippers had to land at Elk Bay,
which cost them an hour on each trip.

# AGM

The yearly meeting takes place on the second Friday of May in the boat house. All members may
vote, and proposals have to reach the office a week before.

Tea and bread are served from six, and the meeting begins at seven. The accounts of the year lie
open at the museum counter from the first of the month.

# Museum keeps longer hours in winter

From the first of October the town museum stays open until eight in the evening on Mondays.
Readers had asked for it in a survey to which many replied.

The hall on the upper floor gets twelve new lamps. The children's corner moves downstairs, so
that parents with prams no longer need the lift.

Helpers are sought for the story hours on Saturday mornings. Whoever would like to read to
children may ask at the counter, and nothing is needed to take part in it.
"""
"""A meeting's paragraph has words of what is below it by chance: of its place, its hours and its counter."""


def test_a_paragraph_with_chance_words_of_what_follows_stays_where_it_is() -> None:
    (_, meeting, _) = issue_of(text_document(OF_A_MEETING)).articles
    assert meeting["body"].endswith("from the first of the month.")
