"""What the benchmark of speed reads from others' output, and what it says of itself."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from benchmarks.bench import ROUNDS, machine, made_by, read_curves
from benchmarks.speed.results import Curve


def test_curves_are_read_from_their_lines() -> None:
    text = (
        "pages                     1.02   1: 0.010  10: 0.095  100: 0.990\nboxes_of_a_page  0.97  50: 0.1\n"
    )
    assert read_curves(text) == (
        Curve("pages", 1.02, ((1, 0.01), (10, 0.095), (100, 0.99))),
        Curve("boxes_of_a_page", 0.97, ((50, 0.1),)),
    )


def test_other_lines_are_no_curves() -> None:
    assert read_curves("word lists are loaded\npages 1.02 after a while\n") == ()


def test_the_machine_is_named() -> None:
    here = machine()
    assert here.processor
    assert here.processors >= 1
    assert here.memory_gib > 0


@pytest.mark.parametrize(
    ("asked", "command"),
    [
        ({}, "make bench"),
        ({"folders": [Path("somewhere")]}, "make bench FOLDER=…"),
        ({"rounds": 5, "skip": ["growth"]}, "make bench OPTIONS='--rounds 5 --skip growth'"),
    ],
    ids=["samples", "a folder", "options"],
)
def test_the_command_makes_the_report_again(asked: dict[str, object], command: str) -> None:
    usual = {"folders": [], "rounds": ROUNDS, "files": None, "skip": []}
    assert made_by(argparse.Namespace(**{**usual, **asked})) == command
