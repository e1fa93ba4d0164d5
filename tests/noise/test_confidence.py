"""Confidence of verdicts: the strength of the rule, what agrees with it, and the place of the block."""

from __future__ import annotations

from dataclasses import replace

from schemas.document import Document
from schemas.profile import NoisePattern, SourceProfile
from schemas.reasons import NoiseCode
from schemas.weights import weights
from tasks.noise.confidence import place, removed, weigh
from tasks.noise.decide import classify, find_all
from tests.build import page
from tests.noise.rules.test_running import two_pages
from tests.road import block_with, context_of, judged, page_document, prose_lines


def sheet() -> Document:
    """A headline, a paragraph, and a line alone in the lower margin that no rule knows."""
    return page_document(
        page()
        .line("Moles in the orchard", at=(72, 120), size=16, bold=True)
        .lines(prose_lines(), at=(72, 150))
        .line("a quiet week by the lake", at=(72, 800))
    )


def confidence_of(document: Document, words: str) -> float:
    context, verdicts = judged(document)
    return weigh(context, verdicts, find_all(context))[block_with(context, words).index].confidence


def test_a_paragraph_is_surer_kept_than_a_line_in_the_margin() -> None:
    document = sheet()
    assert confidence_of(document, "quiet week") < 0.9 < confidence_of(document, "wooden pier")


def test_a_stronger_finding_makes_a_surer_verdict() -> None:
    context, verdicts = judged(two_pages("Lake News, page 1", "Lake News, page 2", 30))
    index = block_with(context, "page 2").index
    weak = [replace(v, confidence=0.55) if v.code else v for v in verdicts]
    found = find_all(context)
    assert weigh(context, weak, found)[index].confidence < weigh(context, verdicts, found)[index].confidence


def test_what_the_profile_says_is_certain() -> None:
    profile = SourceProfile(noise=(NoisePattern(pattern="quiet week", code=NoiseCode.ORNAMENT),))
    context = context_of(sheet(), profile)
    found = find_all(context)
    verdicts = classify(context.blocks, found)
    index = block_with(context, "quiet week").index
    assert weigh(context, verdicts, found)[index].confidence == 1.0


def test_nothing_but_confidences_changes() -> None:
    context, verdicts = judged(sheet())
    weighed = weigh(context, verdicts, find_all(context))
    assert [replace(v, confidence=0.0) for v in weighed] == [replace(v, confidence=0.0) for v in verdicts]


def test_every_weight_belongs_to_a_signal() -> None:
    context, verdicts = judged(two_pages("Lake News, page 1", "Lake News, page 2", 30))
    block = block_with(context, "page 2")
    assert set(weights()["kept"]) == {*place(context, block), "bias"}
    taken = removed(context, block, verdicts[block.index], {"running_head"})
    assert set(weights()["noise"]) == {*taken, "bias"}
