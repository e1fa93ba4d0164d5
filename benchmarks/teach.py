"""Learns the forests of the reading from bulletins read by hand.

    python -m benchmarks.teach GOLD RAW [RETOLD]

Writes `schemas/weights/reading.json`. GOLD holds gold files with lines in the form that `benchmarks.gold`
says, RAW the bulletins; annotations of a user's own are learnt from in the same way. Boosted trees with
random thresholds over `tasks.articles.measures`, few and shallow, since there are some hundred heads to
learn from. The same files give the same weights. Whether they hold is for `benchmarks.cross` to show, on
publishers left out; nothing of a bulletin but numbers gets into the weights.

RETOLD is what `benchmarks.retell` wrote: from it `exports.json` and `lines.json` are learnt, by which text
exports are read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from benchmarks.generate import KINDS, make
from benchmarks.gold import (
    GoldIssue,
    Labels,
    fold_of,
    label,
    label_by_words,
    label_lines,
    label_lines_by_words,
    load_gold,
    title_pairs,
)
from benchmarks.road import source_file
from benchmarks.truth import Case
from benchmarks.weaken import LESSONS
from schemas.document import Document
from schemas.errors import IssueError
from schemas.limits import ReadLimits
from schemas.profile import SourceProfile
from schemas.weights.forest import EXPORTS_FILE, FILE, FORMAT, LEAF, LINES_FILE, Forest
from tasks.analysis.issue import RuledIssue, rule
from tasks.articles.export_measures import EXPORT_MEASURES
from tasks.articles.measures import MEASURES, OF_CASE, RULES_ANSWERS
from tasks.articles.title_lines import TITLE_LINE_MEASURES, measure_pair
from tasks.articles.voices import (
    BLOCK_FORESTS,
    CAPTION_FOREST,
    HEAD_FOREST,
    NOISE_FOREST,
    TABLE_FOREST,
    TITLE_LINE_FOREST,
    measured,
)
from tasks.extraction.read import read_document
from tasks.layout.export_lines import LINE_FOREST, LINE_MEASURES, measure_lines

SETTINGS: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 10,  # `schemas.weights.forest.MAX_LEAVES` at most
    "extra_trees": True,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "min_data_in_leaf": 20,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 1,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True)
class Schooling:
    """How a forest is learnt: rounds of boosting for each seed, and what is other than in `SETTINGS`.

    Forests of several seeds together waver less than one.
    """

    rounds: int
    seeds: tuple[int, ...]
    settings: Mapping[str, Any]


FEW_ANSWERS = {"min_data_in_leaf": 10}
WITHOUT_LOOKS = {"extra_trees": False, "feature_fraction": 0.4, "lambda_l2": 20.0}
"""Of text exports, in which few measures say much: the best thresholds instead of random ones."""

SCHOOLING: Mapping[str, Schooling] = {
    HEAD_FOREST: Schooling(240, (1, 2, 3), {}),
    NOISE_FOREST: Schooling(240, (1, 2, 3), {}),
    CAPTION_FOREST: Schooling(160, (1, 2), FEW_ANSWERS),
    TABLE_FOREST: Schooling(160, (1, 2), FEW_ANSWERS),
    TITLE_LINE_FOREST: Schooling(
        150, (1, 2, 3), {"num_leaves": 8, "min_data_in_leaf": 5, "feature_fraction": 0.2}
    ),
}
EXPORT_SCHOOLING: Mapping[str, Schooling] = {
    HEAD_FOREST: Schooling(200, (1, 2), WITHOUT_LOOKS),
    NOISE_FOREST: Schooling(200, (1, 2), WITHOUT_LOOKS),
    CAPTION_FOREST: Schooling(120, (1,), WITHOUT_LOOKS),
    TABLE_FOREST: Schooling(120, (1,), WITHOUT_LOOKS),
    TITLE_LINE_FOREST: Schooling(150, (1,), {**WITHOUT_LOOKS, "num_leaves": 8}),
    LINE_FOREST: Schooling(250, (1,), {**WITHOUT_LOOKS, "num_leaves": 15}),
}
NOBODY = ""
LINE_FOLDS = 8
"""Where blocks begin is told of each export by lines of the other folds' publishers, as of new ones."""

DIGITS = 5
BLOCK_ROWS = "block"
FIRST_GENERATED = 100
GENERATED, GENERATED_EXPORTS = 2, 20
"""So many bulletins of each generated kind are learnt from, too, numbered from that on."""

WEAKENED_WEIGHT = 0.4
"""A bulletin told again, in a way of `LESSONS` or with measures left out, counts so much."""

GENERATED_WEIGHT, GENERATED_EXPORT_WEIGHT = 0.15, 0.3
"""A generated bulletin teaches what is easy and never met in the gold; real ones teach the rest. Exports that
a word processor writes, a paragraph a line, are generated only."""

UNTAUGHT = frozenset({"imprint_column", "advert_page", "salutation", "plain_contents", "back_matter"})
"""Kinds that only measure: with them as lessons, .01 to .02 fewer articles of real bulletins are perfect."""
TAUGHT = tuple(kind for kind in KINDS if kind not in UNTAUGHT)


Trees = list[dict[str, list[float]]]
"""Those of a forest, in the form that `schemas.weights.forest` says."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One bulletin as the rules read it, with its measures and, where there are any, its labels.

    Attributes:
        has_headlines: it teaches where headlines go on, too.
    """

    issue: GoldIssue
    document: Document
    ruled: RuledIssue
    rows: NDArray[np.float64]
    labels: Labels | None
    has_headlines: bool = True

    def told(self, document: Document) -> Lesson:
        """The same bulletin told as `document`, with less weight."""
        return _lesson(self.issue, document).weighing(WEAKENED_WEIGHT)

    def without_rules(self) -> Lesson:
        """The same bulletin as if no rule had answered, with less weight.

        The rules were made with these bulletins at hand: nowhere else are they right so often.
        """
        return self._untold(RULES_ANSWERS)

    def without_case(self) -> Lesson:
        """The same bulletin as if its script knew no capitals, with less weight.

        Few bulletins are in such a script: without this, small first letters everywhere speak against heads.
        """
        return self._untold(OF_CASE)

    def _untold(self, measures: Collection[str]) -> Lesson:
        """With 0 for these measures and for those of text exports that are named after them."""
        all_measures = MEASURES if self.document.has_boxes else EXPORT_MEASURES
        rows = self.rows.copy()
        rows[:, [place for place, name in enumerate(all_measures) if _is_one_of(name, measures)]] = 0.0
        return replace(self, rows=rows, has_headlines=False).weighing(WEAKENED_WEIGHT)

    def weighing(self, weight: float) -> Lesson:
        """The same bulletin, of which what was labelled counts so much."""
        if self.labels is None:
            return self
        return replace(self, labels=replace(self.labels, weight=weight * self.labels.weight))


@dataclass(frozen=True, slots=True)
class LineLesson:
    """The lines of one text export with their measures, and whether a block begins in each."""

    publisher: str
    rows: NDArray[np.float64]
    answers: NDArray[np.float64]


def lessons(issues: Sequence[GoldIssue], folds: int = LINE_FOLDS) -> Iterator[Lesson]:
    """Reads the bulletins; those that cannot be read are left out."""
    read = [(issue, document) for issue in issues if (document := _read(issue)) is not None]
    taught = line_lessons(read)
    lines = held_out_lines(taught, folds, generated_line_lessons()) if taught else {}
    for issue, document in read:
        yield _lesson(issue, document, lines.get(fold_of(issue.publisher, folds)))


def _lesson(issue: GoldIssue, document: Document, line_forest: Forest | None = None) -> Lesson:
    """A bulletin read by the rules, labelled in the size of type that they judge it in."""
    ruled = rule(document, SourceProfile(), line_forest)
    resized = ruled.context.document
    labels = label(resized, ruled.evidence.blocks, issue)
    return Lesson(issue, resized, ruled, measured(ruled.evidence)[0], labels)


def weakened(whole: Sequence[Lesson]) -> dict[str, list[Lesson]]:
    """Those of PDFs once more in each way of `LESSONS`, by its name."""
    drawn = [lesson for lesson in whole if lesson.document.has_boxes]
    return {
        name: [lesson.told(weaken(lesson.document)) for lesson in drawn] for name, weaken in LESSONS.items()
    }


def untold(whole: Sequence[Lesson]) -> list[Lesson]:
    """Those that teach once more without the rules' answers, and without capitals."""
    return [*map(Lesson.without_rules, whole), *map(Lesson.without_case, whole)]


def _is_one_of(measure: str, measures: Collection[str]) -> bool:
    """Whether a measure is one of these, of the block or of one near it."""
    return any(measure == name or measure.startswith(f"{name}_") for name in measures)


def _read(issue: GoldIssue) -> Document | None:
    data = issue.path.read_bytes()
    try:
        return read_document(data, source_file(issue.name, data), ReadLimits())
    except IssueError:
        return None


def line_lessons(read: Sequence[tuple[GoldIssue, Document]]) -> list[LineLesson]:
    """The lines of the text exports among these bulletins."""
    return [
        LineLesson(issue.publisher, measure_lines(document), label_lines(document, issue))
        for issue, document in read
        if not document.has_boxes
    ]


def generated_line_lessons() -> list[LineLesson]:
    """The lines of text exports made by rule, of no publisher."""
    return [
        LineLesson(NOBODY, measure_lines(document), label_lines_by_words(document, case.truth))
        for _, case, document in _generated(exports=True)
    ]


def held_out_lines(
    taught: Sequence[LineLesson], folds: int, always: Sequence[LineLesson] = ()
) -> dict[int, Forest]:
    """By fold, what tells where blocks begin, learnt without the fold's publishers; none without exports."""
    by_fold = {
        fold: [lesson for lesson in taught if fold_of(lesson.publisher, folds) != fold]
        for fold in range(folds)
    }
    return {
        fold: planted({LINE_FOREST: learn_lines([*others, *always])})[LINE_FOREST]
        for fold, others in by_fold.items()
        if any((lesson.answers == 1).any() for lesson in others)
    }


def learn_lines(taught: Sequence[LineLesson]) -> Trees:
    """Trees that tell where blocks begin."""
    rows = np.concatenate([lesson.rows for lesson in taught])
    answers = np.concatenate([lesson.answers for lesson in taught])
    return _trees(EXPORT_SCHOOLING[LINE_FOREST], rows, answers, np.ones(len(rows)))


def generated_lessons(*, exports: bool = False) -> list[Lesson]:
    """PDFs, or text exports, made by rule: other ones than those that the floors are measured on."""
    found = []
    weight = GENERATED_EXPORT_WEIGHT if exports else GENERATED_WEIGHT
    for kind, case, document in _generated(exports=exports):
        ruled = rule(document, SourceProfile())
        labels = label_by_words(ruled.evidence.blocks, case.truth)
        labels = replace(labels, weight=np.full(len(labels.weight), weight))
        issue = GoldIssue(case.name, kind, case.truth, (), Path(case.name))
        rows = measured(ruled.evidence)[0]
        found.append(Lesson(issue, ruled.context.document, ruled, rows, labels, has_headlines=False))
    return found


def _generated(*, exports: bool) -> Iterator[tuple[str, Case, Document]]:
    """Bulletins of each kind that is learnt from, PDFs or text exports, as they are read."""
    count = GENERATED_EXPORTS if exports else GENERATED
    for kind in TAUGHT:
        if make(kind, FIRST_GENERATED).name.endswith(".pdf") == exports:
            continue
        for number in range(FIRST_GENERATED, FIRST_GENERATED + count):
            case = make(kind, number)
            yield kind, case, read_document(case.data, source_file(case.name, case.data), ReadLimits())


def learn(taught: Sequence[Lesson]) -> dict[str, Trees]:
    """Trees by the name of their forest, learnt from lessons with labels: all PDFs, or all exports."""
    schooling = SCHOOLING if taught[0].document.has_boxes else EXPORT_SCHOOLING
    labelled = [(lesson.rows, lesson.labels) for lesson in taught if lesson.labels is not None]
    answers = {
        HEAD_FOREST: [labels.head for _, labels in labelled],
        NOISE_FOREST: [labels.noise for _, labels in labelled],
        CAPTION_FOREST: [labels.caption for _, labels in labelled],
        TABLE_FOREST: [labels.table for _, labels in labelled],
    }
    rows = np.concatenate([rows for rows, _ in labelled])
    weight = np.concatenate([labels.weight for _, labels in labelled])
    trees = {
        name: _trees(schooling[name], rows, np.concatenate(answer), weight)
        for name, answer in answers.items()
    }
    return trees | {TITLE_LINE_FOREST: _title_line_trees(schooling[TITLE_LINE_FOREST], taught)}


def _title_line_trees(schooling: Schooling, taught: Sequence[Lesson]) -> Trees:
    rows, answers = [], []
    for lesson in taught:
        if not lesson.has_headlines:
            continue
        blocks = lesson.ruled.evidence.blocks
        for title, below, goes_on in title_pairs(blocks, lesson.issue.truth):
            rows.append(measure_pair(blocks, lesson.rows, title, below))
            answers.append(float(goes_on))
    return _trees(schooling, np.array(rows), np.array(answers), np.ones(len(rows)))


def planted(trees: Mapping[str, Trees]) -> dict[str, Forest]:
    """Forests of learnt trees, as the pipeline reads them."""
    return {name: Forest.of(found) for name, found in trees.items()}


def _trees(
    schooling: Schooling, rows: NDArray[np.float64], answer: NDArray[np.float64], weight: NDArray[np.float64]
) -> Trees:
    told = ~np.isnan(answer)
    trees: Trees = []
    for seed in schooling.seeds:
        data = lightgbm.Dataset(rows[told], answer[told], weight=weight[told])
        model = lightgbm.train(
            {**SETTINGS, **schooling.settings, "seed": seed}, data, schooling.rounds
        ).dump_model()
        trees += [_flat(tree["tree_structure"], len(schooling.seeds)) for tree in model["tree_info"]]
    return trees


def _flat(root: Mapping[str, Any], seeds: int) -> dict[str, list[float]]:
    """A tree as lists over its nodes, children behind their parents; each seed has its share of the say."""
    nodes: list[Mapping[str, Any]] = [root]
    tree: dict[str, list[float]] = {name: [] for name in ("measure", "threshold", "left", "right", "value")}
    for node in nodes:
        is_leaf = "leaf_value" in node
        tree["measure"].append(LEAF if is_leaf else node["split_feature"])
        tree["threshold"].append(0.0 if is_leaf else round(node["threshold"], DIGITS))
        tree["value"].append(round(node["leaf_value" if is_leaf else "internal_value"] / seeds, DIGITS))
        tree["left"].append(LEAF if is_leaf else len(nodes))
        tree["right"].append(LEAF if is_leaf else len(nodes) + 1)
        if not is_leaf:
            nodes += [node["left_child"], node["right_child"]]
    return tree


def _write(path: Path, taught: Sequence[Lesson], measures: Sequence[str], trees: Mapping[str, Trees]) -> None:
    """Weights of forests over the measures of blocks, and of titles and what is under them."""
    publishers = {lesson.issue.publisher for lesson in taught}
    content = {
        "format": FORMAT,
        "learnt_from": f"{len(taught)} bulletins of {len(publishers)} publishers, by benchmarks.teach",
        "measures": {BLOCK_ROWS: list(measures), TITLE_LINE_FOREST: list(TITLE_LINE_MEASURES)},
        "forests": {
            name: {"over": BLOCK_ROWS if name in BLOCK_FORESTS else name, "trees": found}
            for name, found in trees.items()
        },
    }
    _save(path, content)


def _write_lines(taught: Sequence[LineLesson]) -> None:
    trees = learn_lines([*taught, *generated_line_lessons()])
    publishers = {lesson.publisher for lesson in taught}
    content = {
        "format": FORMAT,
        "learnt_from": f"{len(taught)} text exports of {len(publishers)} publishers, by benchmarks.teach",
        "measures": {LINE_FOREST: list(LINE_MEASURES)},
        "forests": {LINE_FOREST: {"over": LINE_FOREST, "trees": trees}},
    }
    _save(LINES_FILE, content)


def _save(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stdout.write(f"{path.name}: {content['learnt_from']}, {path.stat().st_size >> 10} KiB\n")


def _teach_exports(retold: Path) -> None:
    issues = load_gold(retold / "gold", retold / "raw")
    _write_lines(line_lessons([(i, document) for i in issues if (document := _read(i)) is not None]))
    taught = [lesson for lesson in lessons(issues) if lesson.labels]
    trees = learn([*taught, *untold(taught), *generated_lessons(exports=True)])
    _write(EXPORTS_FILE, taught, tuple(EXPORT_MEASURES), trees)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("raw", type=Path)
    parser.add_argument("retold", type=Path, nargs="?")
    arguments = parser.parse_args()
    if arguments.retold is not None:
        _teach_exports(arguments.retold)
    taught = [lesson for lesson in lessons(load_gold(arguments.gold, arguments.raw)) if lesson.labels]
    again = [*chain.from_iterable(weakened(taught).values()), *untold(taught)]
    _write(FILE, taught, tuple(MEASURES), learn([*taught, *again, *generated_lessons()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
