"""Confidence means something: over a small slice, what is marked sure is right more often."""

from __future__ import annotations

from benchmarks.calibration import FIRST, Mark, generated, marks_of, share_right, table

KINDS = ("two_columns", "subheads", "capital_heads", "contact_feet")
WAYS = ("as_is", "weights_and_sizes", "places", "gutters")
SURE = 0.8
UNSURE = 0.7


def test_what_is_marked_sure_is_right_more_often() -> None:
    marks = [mark for kind in KINDS for way in WAYS for mark in marks_of(generated(kind, FIRST), way)]
    for decisions in ({"title"}, {"boundary"}, {"title", "boundary", "order", "noise", "kept"}):
        own = [mark for mark in marks if mark.about in decisions]
        sure = share_right([mark for mark in own if mark.confidence >= SURE])
        unsure = share_right([mark for mark in own if mark.confidence < UNSURE])
        assert sure is not None, decisions
        assert unsure is not None, decisions
        assert sure > unsure, decisions


def test_the_table_counts_by_band() -> None:
    marks = [Mark("title", 0.96, True), Mark("title", 0.4, False), Mark("title", 0.4, True)]
    head, line = table(marks).split("\n")
    assert head.split()[:2] == ["decision", "all"]
    assert line.split() == [
        "title",
        *["0.667", "of", "3"],
        *["1.000", "of", "1", "-", "-", "-", "-"],
        *["0.500", "of", "2"],
    ]
