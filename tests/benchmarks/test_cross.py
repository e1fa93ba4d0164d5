"""Learning from bulletins read by hand, and measuring on publishers left out: on bulletins made here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.cross import (
    WAYS,
    Outcome,
    causes,
    changes,
    held_out,
    learnt,
    read_fold,
    read_owned,
    reliability,
    rules_alone,
    table,
    true_both,
)
from benchmarks.gold import fold_of, label, load_gold
from benchmarks.measure import figures, measure
from benchmarks.teach import WEAKENED_WEIGHT, Lesson, learn, lessons, planted, weakened
from benchmarks.weaken import LESSONS
from schemas.wording import plain
from tasks.articles.measures import MEASURES, OF_CASE, RULES_ANSWERS
from tests.build import page, pdf
from tests.road import page_document, prose_lines

NAMES = ("Moles in the meadow", "Bees on the roof", "Elks at the gate")


def _bulletin(folder: Path, number: int) -> None:
    """A page of three items as PDF, and its gold: line by line, in the order of the page."""
    sheet = page()
    lines: list[list[object]] = []
    for item, name in enumerate(NAMES):
        top = 60 + 220 * item
        sheet.line(name, at=(72, top), size=16, bold=True)
        sheet.lines(prose_lines(number + item, 4), at=(72, top + 30))
    for line in page_document(sheet).pages[0].lines:
        assert line.bbox is not None
        box, item = line.bbox, int((line.bbox.top - 40) // 220)
        role = "title" if box.height > 13 else "text"
        lines.append([1, box.x0, box.top, box.x1, box.bottom, role, item])
    articles = [
        {"title": name, "paragraphs": [prose_lines(number + item, 4)[0]]} for item, name in enumerate(NAMES)
    ]
    name = f"b{number}.pdf"
    (folder / "raw").mkdir(exist_ok=True)
    (folder / "gold").mkdir(exist_ok=True)
    (folder / "raw" / name).write_bytes(pdf(sheet))
    content = {"file": name, "language": "en", "kind": "newsletter", "articles": articles, "lines": lines}
    (folder / "gold" / f"b{number}.json").write_text(json.dumps(content))


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> list[Lesson]:
    folder = tmp_path_factory.mktemp("bulletins")
    for number in range(12):
        _bulletin(folder, number)
    rows = [f"b{number}.pdf\tpublisher-{number % 4}\ten" for number in range(12)]
    (folder / "publishers.tsv").write_text("\n".join(["file\tpublisher\tlanguage", *rows]))
    return list(lessons(load_gold(folder / "gold", folder / "raw")))


def test_blocks_are_told_by_the_lines_they_lie_on(taught: list[Lesson]) -> None:
    lesson = taught[0]
    assert lesson.labels is not None
    heads = [
        block.text
        for block, is_head in zip(lesson.ruled.evidence.blocks, lesson.labels.head, strict=True)
        if is_head == 1
    ]
    assert heads == list(NAMES)
    assert not lesson.labels.noise.any()


def test_without_lines_blocks_are_told_by_the_words_of_titles_and_phrases(taught: list[Lesson]) -> None:
    lesson = taught[0]
    truth = {**lesson.issue.truth, "noise": [NAMES[2]], "articles": lesson.issue.truth["articles"][:2]}
    blocks = lesson.ruled.evidence.blocks
    labels = label(lesson.document, blocks, replace(lesson.issue, truth=truth, lines=()))
    assert labels is not None
    told = {plain(block.text)[:20]: (labels.head[n], labels.noise[n]) for n, block in enumerate(blocks)}
    untold = plain(blocks[-1].text)[:20]
    assert {text: told[text] for text in told if text != untold} == {
        NAMES[0][:20]: (1, 0),
        prose_lines(0, 4)[0][:20]: (0, 0),
        NAMES[1][:20]: (1, 0),
        prose_lines(1, 4)[0][:20]: (0, 0),
        NAMES[2][:20]: (0, 1),
    }
    assert np.isnan(told[untold]).all()


def test_the_table_of_publishers_says_who_published_what(taught: list[Lesson]) -> None:
    assert {lesson.issue.publisher for lesson in taught} == {f"publisher-{n}" for n in range(4)}


def test_learning_twice_gives_the_same_trees_and_they_tell_heads_from_text(taught: list[Lesson]) -> None:
    trees = learn(taught)
    assert trees == learn(taught)
    likelihood = np.concatenate([planted(trees)["head"].likelihood(lesson.rows) for lesson in taught])
    truth = np.concatenate([lesson.labels.head for lesson in taught if lesson.labels is not None])
    assert likelihood[truth == 1].min() > likelihood[truth == 0].max()


def test_no_bulletin_is_read_by_weights_that_saw_its_publisher(taught: list[Lesson]) -> None:
    folds = {lesson.issue.publisher: fold_of(lesson.issue.publisher, 2) for lesson in taught}
    assert set(folds.values()) == {0, 1}, "both folds must be met for this to say anything"
    forests = held_out(taught, 2)
    for lesson in taught:
        others = [one for one in taught if folds[one.issue.publisher] != folds[lesson.issue.publisher]]
        mine = planted(learn(others))["head"].likelihood(lesson.rows)
        assert list(forests[lesson.issue.name]["head"].likelihood(lesson.rows)) == list(mine)


def test_bulletins_told_with_fewer_looks_have_the_same_heads_and_count_less(taught: list[Lesson]) -> None:
    told = weakened(taught)
    assert list(told) == list(LESSONS)
    for copies in told.values():
        for copy, lesson in zip(copies, taught, strict=True):
            assert copy.labels is not None
            assert lesson.labels is not None
            assert copy.labels.head.sum() == len(NAMES)
            if len(copy.labels.weight) == len(lesson.labels.weight):
                assert copy.labels.weight == pytest.approx(WEAKENED_WEIGHT * lesson.labels.weight)
            assert copy.labels.weight.max() < lesson.labels.weight.max()
    assert not np.array_equal(told["without fonts"][0].rows, taught[0].rows)


@pytest.mark.parametrize(
    ("tell", "least", "most"),
    [
        (Lesson.without_rules, ["rule_title", "words_to_title", "look_title"], RULES_ANSWERS),
        (Lesson.without_case, ["cased", "first_capital", "capital_words"], OF_CASE),
    ],
    ids=["rules", "case"],
)
def test_a_bulletin_told_without_some_measures_keeps_all_others(
    taught: list[Lesson], tell: Callable[[Lesson], Lesson], least: list[str], most: frozenset[str]
) -> None:
    names = list(MEASURES)
    for lesson in taught:
        told = tell(lesson)
        differ = {
            name for name, row in zip(names, (told.rows != lesson.rows).any(axis=0), strict=True) if row
        }
        assert set(least) <= differ <= most
        assert not told.rows[:, names.index(least[0])].any()
        assert lesson.rows[:, names.index(least[0])].any()
        assert told.labels is not None
        assert lesson.labels is not None
        assert told.labels.weight == pytest.approx(WEAKENED_WEIGHT * lesson.labels.weight)


def test_ways_of_measuring_put_the_truth_in_where_they_say(taught: list[Lesson]) -> None:
    forests = planted(learn(taught))
    for voicing in (rules_alone, learnt, true_both):
        outcomes = [read_fold(lesson, forests, voicing) for lesson in taught]
        assert figures([outcome.measured for outcome in outcomes])["perfect"] == 1.0
        assert not causes(outcomes)


def test_the_table_names_every_way_language_and_kind(taught: list[Lesson]) -> None:
    forests = planted(learn(taught))
    outcomes = [read_fold(lesson, forests, learnt) for lesson in taught]
    text = table(dict.fromkeys(WAYS, outcomes))
    assert [name for name in (*WAYS, "language en", "kind newsletter") if name not in text] == []
    assert changes(outcomes, {"b0.pdf": 1.0, "b1.pdf": 0.5}).startswith("b1.pdf")
    assert changes(outcomes, {"b0.pdf": 1.0}) == "no issue changed\n"


def test_confidences_are_held_against_what_is_right(taught: list[Lesson]) -> None:
    right, wrong = ((0.95, 0.85, 0.6), frozenset[str]()), ((0.92, 0.2, 0.6), frozenset({"title", "order"}))
    measured = measure(taught[0].issue.truth, [])
    told = reliability([Outcome(taught[0], measured, [right, wrong])])
    assert "sure of the title 0.9 to 1.0: 0.500 right of 2" in told
    assert "sure of the edges 0.8 to 0.9: 1.000 right of 1" in told
    assert "sure of the order 0.5 to 0.7: 0.500 right of 2" in told


def test_each_published_article_states_its_confidences(taught: list[Lesson]) -> None:
    outcome = read_fold(taught[0], planted(learn(taught)), learnt)
    assert len(outcome.stated) == len(NAMES)
    assert all(not faults for _, faults in outcome.stated)


def test_the_program_that_wrote_a_file_is_told(taught: list[Lesson]) -> None:
    assert taught[0].issue.producer == "ReportLab"


def test_every_block_in_its_right_article_is_all_that_can_be_had(taught: list[Lesson]) -> None:
    outcome = read_owned(taught[0])
    assert outcome is not None
    assert figures([outcome.measured])["perfect"] == 1.0
    untold = replace(taught[0], issue=replace(taught[0].issue, lines=()))
    assert read_owned(untold) is None
