"""Learns the forests of the reading from bulletins read by hand.

    python -m benchmarks.teach GOLD RAW

Writes `schemas/weights/reading.json`. GOLD holds gold files with lines in the form that `benchmarks.gold`
says, RAW the bulletins; annotations of a user's own are learnt from in the same way. Boosted trees with
random thresholds over `tasks.articles.measures`, few and shallow, since there are some hundred heads to
learn from. The same files give the same weights. Whether they hold is for `benchmarks.cross` to show, on
publishers left out; nothing of a bulletin but numbers gets into the weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from benchmarks.generate import KINDS, make
from benchmarks.gold import GoldIssue, Labels, label, label_by_words, load_gold, title_pairs
from benchmarks.road import source_file
from schemas.document import Document
from schemas.errors import IssueError
from schemas.limits import ReadLimits
from schemas.profile import SourceProfile
from schemas.weights.forest import FILE, FORMAT, LEAF, Forest
from tasks.analysis.issue import RuledIssue, rule
from tasks.articles.measures import MEASURES, measure
from tasks.articles.title_lines import TITLE_LINE_MEASURES, measure_pair
from tasks.articles.voices import (
    BLOCK_FORESTS,
    CAPTION_FOREST,
    HEAD_FOREST,
    NOISE_FOREST,
    TABLE_FOREST,
    TITLE_LINE_FOREST,
)
from tasks.extraction.read import read_document

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
SCHOOLING: Mapping[str, Schooling] = {
    HEAD_FOREST: Schooling(240, (1, 2, 3), {}),
    NOISE_FOREST: Schooling(240, (1, 2, 3), {}),
    CAPTION_FOREST: Schooling(160, (1, 2), FEW_ANSWERS),
    TABLE_FOREST: Schooling(160, (1, 2), FEW_ANSWERS),
    TITLE_LINE_FOREST: Schooling(
        150, (1, 2, 3), {"num_leaves": 8, "min_data_in_leaf": 5, "feature_fraction": 0.2}
    ),
}

DIGITS = 5
BLOCK_ROWS = "block"
FIRST_GENERATED = 100
GENERATED = 2
"""So many bulletins of each generated kind are learnt from, too, numbered from that on."""
UNTAUGHT = frozenset({"imprint_column", "advert_page", "salutation", "plain_contents", "back_matter"})
"""Kinds that only measure: with them as lessons, .01 to .02 fewer articles of real bulletins are perfect."""
TAUGHT = tuple(kind for kind in KINDS if kind not in UNTAUGHT)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One bulletin as the rules read it, with its measures and, where there are any, its labels."""

    issue: GoldIssue
    document: Document
    ruled: RuledIssue
    rows: NDArray[np.float64]
    labels: Labels | None
    is_generated: bool = False


def lessons(issues: Sequence[GoldIssue]) -> Iterator[Lesson]:
    """Reads the bulletins; those that cannot be read are left out."""
    for issue in issues:
        data = issue.path.read_bytes()
        try:
            document = read_document(data, source_file(issue.name, data), ReadLimits())
        except IssueError:
            continue
        ruled = rule(document, SourceProfile())
        labels = label(ruled.evidence.blocks, issue)
        yield Lesson(issue, document, ruled, measure(ruled.evidence), labels)


def generated_lessons() -> list[Lesson]:
    """Bulletins made by rule, other ones than those that the floors are measured on."""
    found = []
    for kind in TAUGHT:
        for number in range(FIRST_GENERATED, FIRST_GENERATED + GENERATED):
            case = make(kind, number)
            if not case.name.endswith(".pdf"):
                continue
            document = read_document(case.data, source_file(case.name, case.data), ReadLimits())
            ruled = rule(document, SourceProfile())
            labels = label_by_words(ruled.evidence.blocks, case.truth)
            issue = GoldIssue(case.name, kind, case.truth, (), Path(case.name))
            found.append(Lesson(issue, document, ruled, measure(ruled.evidence), labels, is_generated=True))
    return found


def learn(taught: Sequence[Lesson]) -> dict[str, list[dict[str, list[float]]]]:
    """Trees by the name of their forest, learnt from the lessons that have labels."""
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
        name: _trees(SCHOOLING[name], rows, np.concatenate(answer), weight)
        for name, answer in answers.items()
    }
    return trees | {TITLE_LINE_FOREST: _title_line_trees(taught)}


def _title_line_trees(taught: Sequence[Lesson]) -> list[dict[str, list[float]]]:
    rows, answers = [], []
    for lesson in taught:
        blocks = lesson.ruled.evidence.blocks
        if not lesson.document.has_boxes or lesson.is_generated:
            continue
        for title, below, goes_on in title_pairs(blocks, lesson.issue.truth):
            rows.append(measure_pair(blocks, lesson.rows, title, below))
            answers.append(float(goes_on))
    return _trees(SCHOOLING[TITLE_LINE_FOREST], np.array(rows), np.array(answers), np.ones(len(rows)))


def planted(trees: Mapping[str, Sequence[Mapping[str, Sequence[float]]]]) -> dict[str, Forest]:
    """Forests of learnt trees, as the pipeline reads them."""
    return {name: Forest.of(found) for name, found in trees.items()}


def _trees(
    schooling: Schooling, rows: NDArray[np.float64], answer: NDArray[np.float64], weight: NDArray[np.float64]
) -> list[dict[str, list[float]]]:
    told = ~np.isnan(answer)
    trees: list[dict[str, list[float]]] = []
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


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("raw", type=Path)
    arguments = parser.parse_args()
    taught = [lesson for lesson in lessons(load_gold(arguments.gold, arguments.raw)) if lesson.labels]
    publishers = {lesson.issue.publisher for lesson in taught}
    content = {
        "format": FORMAT,
        "learnt_from": f"{len(taught)} bulletins of {len(publishers)} publishers, by benchmarks.teach",
        "measures": {BLOCK_ROWS: list(MEASURES), TITLE_LINE_FOREST: list(TITLE_LINE_MEASURES)},
        "forests": {
            name: {"over": BLOCK_ROWS if name in BLOCK_FORESTS else name, "trees": trees}
            for name, trees in learn([*taught, *generated_lessons()]).items()
        },
    }
    FILE.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stdout.write(f"{content['learnt_from']}: {FILE.stat().st_size >> 10} KiB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
