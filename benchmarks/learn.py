"""Learns the weights of the confidences from generated bulletins, whole and weakened.

    python -m benchmarks.learn [--count N]

Writes `schemas/weights/confidence.toml`: logistic regressions over the signals that
`tasks.articles.confidence` and `tasks.noise.confidence` take, fitted by Newton's method with a ridge.
The same bulletins give the same weights. Only confidences are learnt; the rules decide as before.
Whether the weights hold is for `benchmarks.calibration` to show, on bulletins not learnt from.
"""

from __future__ import annotations

import argparse
import math
import pickle
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.fates import article_fates, block_judge, title_judge
from benchmarks.generate import COUNT, KINDS, make
from benchmarks.measure import Published
from benchmarks.road import source_file
from benchmarks.weaken import WEAKENINGS
from schemas.errors import IssueError
from schemas.limits import ReadLimits
from schemas.profile import SourceProfile
from schemas.weights import BIAS, FILE, Models, Signals, odds
from tasks.analysis.issue import Analysis, analyse, publishable
from tasks.articles.confidence import Assessor
from tasks.articles.titles import Role
from tasks.extraction.read import read_document
from tasks.noise.confidence import place, removed

PROCESSES = 2
RIDGE = 60.0
ROUNDS = 12
DIGITS = 3

SHARES = {"head": 0.5, "title": 0.85, "boundary": 0.85, "order": 0.9, "noise": 0.9, "kept": 0.95}
"""Right decisions among all that are learnt from, by weighting.

Generated bulletins are easier than real ones, so their own shares would promise too much. In the order
of learning: each model may use those before it.
"""

Sample = tuple[Signals, bool]
Found = tuple[Mapping[str, Any], list[Published], Analysis]


def read_kind(folder: Path, count: int, kind: str) -> None:
    """Analyses the bulletins of a kind, each as it is and with some of its signals taken away."""
    found: list[Found] = []
    for number in range(count):
        case = make(kind, number)
        source = source_file(case.name, case.data)
        document = read_document(case.data, source, ReadLimits())
        for turn, weakening in enumerate(WEAKENINGS.values()):
            if turn and ((number + turn) % COUNT or not document.has_boxes):
                continue
            analysis = analyse(weakening(document), SourceProfile())
            try:
                rows = publishable(analysis, source, SourceProfile())
            except IssueError:
                continue
            published = [Published(row["title"], row["body"]) for row in rows.articles]
            found.append((case.truth, published, analysis))
    (folder / f"{kind}.pickle").write_bytes(pickle.dumps(found))


def samples_of(model: str, models: Models, path: Path) -> list[Sample]:
    """What the analyses in a file have to teach one model."""
    found: list[Found] = pickle.loads(path.read_bytes())
    return [sample for one in found for sample in _samples(model, models, one)]


def _samples(model: str, models: Models, found: Found) -> Iterator[Sample]:
    truth, published, analysis = found
    if model in {"noise", "kept"}:
        yield from _block_samples(model, found)
        return
    blocks, decisions = analysis.context.blocks, analysis.decisions
    drafts = [draft for draft in analysis.segmentation.drafts if draft.blocks]
    assessor = Assessor(blocks, analysis.segmentation.verdicts, decisions, drafts, models)
    is_title = title_judge(truth)
    for position, (draft, fate) in enumerate(zip(drafts, article_fates(truth, published), strict=True)):
        if fate.title is None:
            continue
        if model == "head" and len(drafts) > 1:
            for index in (i for i in (*draft.titles, *draft.blocks) if i in decisions):
                right = is_title(decisions[index].candidate.text)
                if decisions[index].role is not Role.TITLE_PART and right is not None:
                    yield assessor.head(index), right
        elif model == "title":
            yield assessor.title(draft), fate.title
        elif model == "boundary" and fate.boundary is not None:
            yield assessor.boundary(position), fate.boundary
        elif model == "order" and fate.order is not None:
            yield assessor.order(position), fate.order


def _block_samples(model: str, found: Found) -> Iterator[Sample]:
    truth, published, analysis = found
    judge = block_judge(truth, published)
    for block, verdict in zip(analysis.context.blocks, analysis.segmentation.verdicts, strict=True):
        is_removed = verdict.code is not None
        right = judge(block.text, is_removed)
        if right is None or is_removed != (model == "noise"):
            continue
        if is_removed:
            rules = {f.rule for f in analysis.findings if f.block == block.index}
            yield removed(analysis.context, block, verdict, rules), right
        else:
            yield place(analysis.context, block), right


def fit(samples: Sequence[Sample], share: float) -> dict[str, float]:
    """Weights by signal; `share` is the weight of the right samples among all."""
    names = sorted({name for signals, _ in samples for name in signals})
    rows = [[signals.get(name, 0.0) for name in names] + [1.0] for signals, _ in samples]
    right = sum(is_right for _, is_right in samples)
    wrong = len(samples) - right
    counts = (1 - share) * len(samples) / max(1, wrong), share * len(samples) / max(1, right)
    size = len(names) + 1
    # Only a trace of ridge on the bias, which is last.
    ridge = [RIDGE] * len(names) + [1e-3]
    weights = [0.0] * len(names) + [odds(share)]
    for _ in range(ROUNDS):
        slope = [r * w for r, w in zip(ridge, weights, strict=True)]
        curve = [[ridge[i] if i == j else 0.0 for j in range(size)] for i in range(size)]
        for row, (_, is_right) in zip(rows, samples, strict=True):
            used = [i for i, value in enumerate(row) if value]
            total = sum(weights[i] * row[i] for i in used)
            share_right = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
            weight = counts[is_right]
            bend = weight * share_right * (1.0 - share_right)
            for i in used:
                slope[i] += weight * (share_right - is_right) * row[i]
                for j in used:
                    curve[i][j] += bend * row[i] * row[j]
        weights = [w - step for w, step in zip(weights, _solve(curve, slope), strict=True)]
    return {name: round(w, DIGITS) for name, w in zip((*names, BIAS), weights, strict=True)}


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solution of a positive definite system, by elimination."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    solution = [0.0] * size
    for i in reversed(range(size)):
        known = sum(rows[i][k] * solution[k] for k in range(i + 1, size))
        solution[i] = (rows[i][size] - known) / rows[i][i]
    return solution


def learn(folder: Path, count: int) -> dict[str, dict[str, float]]:
    """All models, each from the signals that those before it shape."""
    models: dict[str, dict[str, float]] = {}
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        list(pool.map(partial(read_kind, folder, count), KINDS))
        for model, share in SHARES.items():
            files = [folder / f"{kind}.pickle" for kind in KINDS]
            parts = list(pool.map(partial(samples_of, model, models), files))
            models[model] = fit([sample for part in parts for sample in part], share)
    return models


def as_toml(models: Models) -> str:
    """The weights file."""
    lines = ["# Learnt from generated bulletins; `python -m benchmarks.learn` writes it anew."]
    for model, values in models.items():
        lines += ["", f"[{model}]", *(f"{name} = {value}" for name, value in values.items())]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=COUNT, help="bulletins of each kind")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        FILE.write_text(as_toml(learn(Path(folder), arguments.count)), encoding="utf-8")


if __name__ == "__main__":
    main()
