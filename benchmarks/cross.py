"""The yardstick that cannot be used up: what holds on publishers left out.

    python -m benchmarks.cross GOLD RAW [--folds N] [--compare FILE] [--save FILE] [--verbose]

Learns on all publishers but a fold's, reads the fold's bulletins, and measures; so every bulletin is read by
weights that never saw its publisher. Figures over all articles, as mean of the issues, by language, kind and
producer; causes; how often what is stated with a confidence is right; and the same with the truth put in at
one stage (heads, noise, both, the owner of each block), so that each stage's share of the loss is known; and
of the PDFs told again with fewer looks, as other programs might have written them.
`--save` keeps each issue's figures, `--compare` says what changed against them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path

import numpy as np

from benchmarks.gold import fold_of, load_gold, owners
from benchmarks.measure import FIGURES, Measured, Published, figures, measure
from benchmarks.teach import Lesson, generated_lessons, learn, lessons, planted, untold, weakened
from schemas.layout import BlockLabel, Verdict
from schemas.page_text import is_page_text
from schemas.weights.forest import Forest
from tasks.analysis.issue import cut
from tasks.analysis.story import tell
from tasks.articles.confidence import assess
from tasks.articles.reading import Reading, correct, is_learnt
from tasks.articles.segment import Draft, Segmentation
from tasks.articles.voices import Voices, ask
from tasks.noise.confidence import weigh

FOLDS = 8
SWALLOWED = "swallowed"
NO_TITLE = "-"

Voicing = Callable[[Lesson, Voices], Voices | None]
"""What is said of a lesson's blocks in one way of measuring; None asks the rules alone."""


SURE = 0.9
EDGES = (0.0, 0.5, 0.7, 0.8, SURE, 1.01)
WRONG_TITLE = frozenset({"title"})
WRONG_EDGES = frozenset({"split", "foreign", "lost", "noise"})
WRONG_ORDER = frozenset({"order"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One bulletin, measured.

    Attributes:
        stated: what is wrong with each published article that an article of the gold was found in, with the
            confidences that it states: of its title, its edges, its order.
    """

    lesson: Lesson
    measured: Measured
    stated: Sequence[tuple[tuple[float, float, float], frozenset[str]]] = ()


def held_out(
    taught: Sequence[Lesson], folds: int, always: Sequence[Lesson] = ()
) -> dict[str, Mapping[str, Forest]]:
    """Forests by the name of the bulletin they may read: learnt without its publisher.

    PDFs and text exports have forests of their own; there are none for either where none has labels. `always`
    is learnt from in every fold: bulletins of no publisher.
    """
    by_fold: dict[tuple[bool, int], list[Lesson]] = defaultdict(list)
    for lesson in taught:
        by_fold[lesson.document.has_boxes, fold_of(lesson.issue.publisher, folds)].append(lesson)
    forests: dict[str, Mapping[str, Forest]] = {}
    for (has_boxes, fold), left_out in by_fold.items():
        others = [
            lesson
            for (medium, number), group in by_fold.items()
            if medium == has_boxes and number != fold
            for lesson in group
        ]
        if any(lesson.labels is not None for lesson in others):
            known = [lesson for lesson in always if lesson.document.has_boxes == has_boxes]
            learnt = planted(learn([*others, *known]))
            forests.update({lesson.issue.name: learnt for lesson in left_out})
    return forests


def rules_alone(_lesson: Lesson, _voices: Voices) -> None:
    """The reading that is corrected by nothing."""


def learnt(_lesson: Lesson, voices: Voices) -> Voices:
    """The reading as it is published."""
    return voices


def true_heads(lesson: Lesson, voices: Voices) -> Voices:
    """As learnt, but where articles begin is told by the gold."""
    if lesson.labels is None:
        return voices
    truth = np.nan_to_num(lesson.labels.head)
    return replace(voices, head=replace(voices.head, likelihood=truth, forest=None))


def true_noise(lesson: Lesson, voices: Voices) -> Voices:
    """As learnt, but what is of no article is told by the gold, as far as it says."""
    if lesson.labels is None:
        return voices
    truth = np.nan_to_num(lesson.labels.noise, nan=0.5)
    return replace(voices, noise=replace(voices.noise, likelihood=truth, forest=None))


def true_both(lesson: Lesson, voices: Voices) -> Voices:
    return true_noise(lesson, true_heads(lesson, voices))


WAYS: Mapping[str, Voicing] = {
    "rules alone": rules_alone,
    "learnt": learnt,
    "true heads": true_heads,
    "true noise": true_noise,
    "both true": true_both,
}


def read_fold(lesson: Lesson, forests: Mapping[str, Forest] | None, voicing: Voicing) -> Outcome:
    """One bulletin published in memory by weights that did not see it, and measured.

    By the committed weights where there are no others.
    """
    ruled = lesson.ruled
    evidence = ruled.evidence
    voices = voicing(lesson, ask(evidence, forests)) if is_learnt(evidence) else None
    reading = Reading.by_rules(evidence) if voices is None else correct(evidence, voices)
    found = cut(ruled, reading)
    verdicts = weigh(ruled.context, found.segmentation.verdicts, ruled.findings)
    segmentation = assess(
        evidence.blocks,
        replace(found.segmentation, verdicts=verdicts),
        reading.decisions,
        is_page_text=is_page_text(lesson.document),
    )
    return _published(lesson, segmentation, reading)


def read_owned(lesson: Lesson) -> Outcome | None:
    """One bulletin with every block in its right article, in our order, under the right title.

    None where the gold has no lines.
    """
    owned = owners(lesson.document, lesson.ruled.evidence.blocks, lesson.issue)
    if not owned:
        return None
    verdicts = list(lesson.ruled.evidence.verdicts)
    drafts: dict[int, Draft] = defaultdict(lambda: Draft([]))
    for index, (article, is_title) in sorted(owned.items()):
        (drafts[article].titles if is_title else drafts[article].blocks).append(index)
        verdicts[index] = Verdict(BlockLabel.TITLE if is_title else BlockLabel.TEXT, None, "gold", "", 1.0)
    whole = {article: drafts[article] for article in sorted(drafts) if drafts[article].blocks}
    reading = replace(Reading.by_rules(lesson.ruled.evidence), apart={})
    titles = [lesson.issue.truth["articles"][article]["title"] for article in whole]
    return _published(lesson, Segmentation(tuple(whole.values()), tuple(verdicts)), reading, titles)


def _published(
    lesson: Lesson, segmentation: Segmentation, reading: Reading, titles: Sequence[str] | None = None
) -> Outcome:
    """What is published of a bulletin, under `titles` where they are given, and how right it is."""
    ruled = lesson.ruled
    blocks = ruled.evidence.blocks
    story = tell(lesson.document, blocks, segmentation, reading.apart, ruled.evidence.footnotes)
    said = [article.title for article in story.articles] if titles is None else titles
    published = [Published(title, article.body) for title, article in zip(said, story.articles, strict=True)]
    measured = measure(lesson.issue.truth, published)
    faults = {v.published: frozenset(v.faults) for v in measured.verdicts if v.published is not None}
    stated = [
        ((a.title_confidence, a.boundary_confidence, a.order_confidence), faults[a.title])
        for a in story.articles
        if a.title in faults
    ]
    return Outcome(lesson, measured, stated)


def means(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """The figures as means of the issues, each issue counting the same."""
    each = [figures([outcome.measured]) for outcome in outcomes]
    values = {name: [one[name] for one in each if one[name] is not None] for name in FIGURES}
    return {
        name: sum(v for v in found if v is not None) / len(found) if found else None
        for name, found in values.items()
    }


def causes(outcomes: Sequence[Outcome]) -> Counter[str]:
    """Why articles are not perfect, the first cause of each."""
    return Counter(
        SWALLOWED if verdict.published is None else verdict.faults[0]
        for outcome in outcomes
        for verdict in outcome.measured.verdicts
        if verdict.faults
    )


def _line(name: str, found: Mapping[str, float | None], count: int) -> str:
    cells = "".join("      - " if (v := found[f]) is None else f"{v:8.3f}" for f in FIGURES)
    return f"{name[:38]:38}{cells}{count:8}\n"


def _articles(outcomes: Sequence[Outcome]) -> int:
    return sum(len(outcome.measured.verdicts) for outcome in outcomes)


def table(ways: Mapping[str, Sequence[Outcome]]) -> str:
    """The folds' figures, way by way, then by language and kind for the reading that is published."""
    text = f"{'':38}{''.join(f'{figure:>8}' for figure in FIGURES)}{'articles':>8}\n"
    for name, outcomes in ways.items():
        text += _line(name, figures([o.measured for o in outcomes]), _articles(outcomes))
        text += _line("  mean of issues", means(outcomes), len(outcomes))
        text += "  " + ", ".join(f"{n} {why}" for why, n in causes(outcomes).most_common()) + "\n"
    outcomes = ways["learnt"]
    text += reliability(outcomes)
    for title, key in (("language", "language"), ("kind", "kind"), ("producer", "producer")):
        groups: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in outcomes:
            groups[str(getattr(outcome.lesson.issue, key))].append(outcome)
        for name, group in sorted(groups.items()):
            text += _line(f"{title} {name}", figures([o.measured for o in group]), _articles(group))
    return text


def reliability(outcomes: Sequence[Outcome]) -> str:
    """How often articles are right that state such a confidence: of their title, their edges, their order."""
    stated = [one for outcome in outcomes for one in outcome.stated]
    text = ""
    for place, (name, wrong) in enumerate(
        (("title", WRONG_TITLE), ("edges", WRONG_EDGES), ("order", WRONG_ORDER))
    ):
        for low, high in pairwise(EDGES):
            right = [not faults & wrong for said, faults in stated if low <= said[place] < high]
            if right:
                share = sum(right) / len(right)
                span = f"{low:.1f} to {min(high, 1.0):.1f}"
                text += f"sure of the {name} {span}: {share:.3f} right of {len(right)}\n"
    return text


def changes(outcomes: Sequence[Outcome], before: Mapping[str, float | None]) -> str:
    """Issues whose share of perfect articles is another one than before."""
    lines = []
    for outcome in outcomes:
        name, now = outcome.lesson.issue.name, figures([outcome.measured])["perfect"]
        if name in before and now != before[name]:
            lines.append(f"{name[:50]:50} {before[name]} → {now}\n")
    return "".join(lines) or "no issue changed\n"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("raw", type=Path)
    parser.add_argument("--folds", type=int, default=FOLDS, help="parts that publishers are dealt into")
    parser.add_argument("--save", type=Path, help="keep each issue's share of perfect articles in this file")
    parser.add_argument("--compare", type=Path, help="say what changed against a file so kept")
    parser.add_argument("--verbose", action="store_true", help="name each article that is not perfect")
    arguments = parser.parse_args()
    taught = list(lessons(load_gold(arguments.gold, arguments.raw), arguments.folds))
    always = [*generated_lessons(), *generated_lessons(exports=True)]
    again = weakened(taught)
    copies = [*chain.from_iterable(again.values()), *untold(taught)]
    forests = held_out([*taught, *copies], arguments.folds, always)
    ways = {
        name: [read_fold(lesson, forests.get(lesson.issue.name), voicing) for lesson in taught]
        for name, voicing in WAYS.items()
    }
    owned = zip(ways["learnt"], map(read_owned, taught), strict=True)
    ways["true owners"] = [given or outcome for outcome, given in owned]
    for name, copies in again.items():
        ways[name] = [read_fold(copy, forests.get(copy.issue.name), learnt) for copy in copies]
    sys.stdout.write(table(ways))
    if arguments.verbose:
        for outcome in ways["learnt"]:
            for verdict in outcome.measured.verdicts:
                if verdict.faults:
                    told = (outcome.lesson.issue.name[:30], verdict.title[:50], verdict.published or NO_TITLE)
                    sys.stdout.write(f"{' | '.join(told)} | {', '.join(verdict.faults)}\n")
    perfect = {o.lesson.issue.name: figures([o.measured])["perfect"] for o in ways["learnt"]}
    if arguments.compare:
        sys.stdout.write(changes(ways["learnt"], json.loads(arguments.compare.read_text(encoding="utf-8"))))
    if arguments.save:
        arguments.save.write_text(json.dumps(perfect, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
