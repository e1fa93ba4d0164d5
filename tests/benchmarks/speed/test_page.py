"""The page and its pictures are what the code writes from the results that were kept."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from benchmarks.speed.contestants import CONTESTANTS, Key
from benchmarks.speed.page import PAGE, PICTURES, headline, pictures, render, section
from benchmarks.speed.process import Took
from benchmarks.speed.results import Curve, Entry, Machine, Report, read_results

PICTURE_NAMES = ("speed-*.svg", "stages-*.svg", "growth-*.svg")


@pytest.fixture
def report() -> Report:
    """Everything was measured, in two rounds; a run of ours took 10 s, and 20 s with pdfplumber."""
    runs = {Key.DIRECT: 11.0, Key.DIRECT_TWO: 12.0, Key.PREFECT: 15.0, Key.PDFPLUMBER: 21.0}
    entries = [
        Entry(
            contestant.key,
            "1.2",
            (Took(runs.get(contestant.key, 3.0), 1.5, 30.0, 90.0),) * 2,
            (Took(1.0, 1.0, 10.0, 80.0),) * 2,
            100,
            0,
            5000,
        )
        for contestant in CONTESTANTS
        if contestant.key is not Key.KREUZBERG
    ]
    return Report(
        title="Two bulletins",
        command="make bench",
        day="2030-01-02",
        commit="abc1234",
        machine=Machine("A processor", 2, 24.0, "Linux 6", "3.11.7"),
        load=0.1,
        libraries={"polars": "2.1"},
        files=10,
        pages=100,
        unopened=1,
        contestants=tuple(entries),
        absent=(Key.KREUZBERG,),
        stages={"layout": (6.0, 6.0), "noise": (3.0, 3.0)},
        exports=replace(entries[0], key=Key.DIRECT, pages=4),
        memory={10: 120.0, 1000: 150.4},
        growth=(Curve("pages", 1.02, ((10, 0.1), (100, 1.05))),),
    )


def test_the_page_is_what_the_results_make_of_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(read_results())


def test_the_pictures_are_what_the_results_make_of_them() -> None:
    kept = {path.name: path.read_text("utf-8") for name in PICTURE_NAMES for path in PICTURES.glob(name)}
    assert kept == pictures(read_results())


def test_all_that_was_measured_is_told(report: Report) -> None:
    text = section("samples", report)
    assert re.findall(r"^### (.*)$", text, re.MULTILINE) == [
        "One process and two",
        "Prefect's price",
        "Stage by stage",
        "Text exports",
        "Memory of a worker",
        "How it grows",
    ]
    assert "Not installed, so not measured: Kreuzberg." in text
    assert "| layout | 60.0 | 60.0 % |" in text
    assert "| child processes and pipes | 10.0 | 10.0 % |" in text
    assert "| 1,000 | 150 |" in text
    assert "takes 400 ms of CPU an issue more, 40.0 % of the work" in text
    assert set(re.findall(r"\]\(images/(.*?)\)", text)) == set(pictures({"samples": report}))


def test_the_headline_is_a_ratio(report: Report) -> None:
    assert headline(report) == (
        "From PDF to valid articles on disk: 10.0 pages per CPU-second, 2.00 times what pdfplumber takes to "
        "find the words alone."
    )


def test_what_was_left_out_is_not_told(report: Report) -> None:
    alone = tuple(entry for entry in report.contestants if entry.key is Key.DIRECT)
    bare = replace(report, contestants=alone, absent=(), stages={}, exports=None, memory={}, growth=())
    text = section("samples", bare)
    assert "###" not in text
    assert "Not installed" not in text
    assert set(pictures({"samples": bare})) == {"speed-samples.svg"}


@pytest.mark.parametrize(("load", "is_told"), [(0.2, False), (3.0, True)])
def test_a_busy_machine_is_told(report: Report, load: float, *, is_told: bool) -> None:
    assert ("busy with other work" in section("samples", replace(report, load=load))) == is_told
