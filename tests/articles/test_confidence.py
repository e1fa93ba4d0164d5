"""Confidences of titles, edges and order: what agrees makes surer, what contradicts makes less sure."""

from __future__ import annotations

from dataclasses import replace

from schemas.document import Document
from schemas.page_text import is_page_text
from schemas.weights import weights
from tasks.analysis.issue import Analysis, analyse
from tasks.articles.confidence import Assessor, assess
from tasks.articles.titles import Role
from tests.articles.test_titles import Sheet
from tests.build import page
from tests.road import NO_PROFILE, articles_of, page_document, prose, prose_lines, text_document


def assessor_of(document: Document) -> tuple[Analysis, Assessor]:
    found = analyse(document, NO_PROFILE)
    cut = found.segmentation
    return found, Assessor(found.context.blocks, cut.verdicts, found.decisions, cut.drafts)


def clear_heads() -> Document:
    sheet = Sheet()
    for name in ("Moles in the orchard", "Bees on the quay", "Lamps for the chapel"):
        sheet = sheet.head(name, 18).text()
    return page_document(sheet.page)


def columns(second_begins: str) -> Document:
    """Two articles; the second goes on from the foot of one column to the head of the next."""
    lower = "and all of the lamps along the quay were painted by a crew of volunteers that came by boat"
    left = page().line("Moles in the orchard", at=(60, 60), size=18, bold=True)
    left.lines(prose_lines(1, width=40), at=(60, 90)).line(
        "Bees on the quay", at=(60, 300), size=18, bold=True
    )
    left.lines([*prose_lines(2, 3, width=40), "The old ferry company repaired the pier"], at=(60, 330))
    return page_document(
        left.lines(
            [second_begins, *[lower[i : i + 40] for i in (0, 40)], *prose_lines(5, 12, width=40)],
            at=(320, 60),
        )
    )


def test_every_article_has_three_confidences_between_0_and_1() -> None:
    for article in articles_of(clear_heads()):
        found = (article["title_confidence"], article["boundary_confidence"], article["order_confidence"])
        assert all(0.0 < value < 1.0 for value in found)


def test_a_head_with_all_signals_is_surer_than_a_near_tie() -> None:
    sheet = Sheet().head("Moles in the orchard", 18).text().head("Bees on the quay", 14).text()
    tied = articles_of(page_document(sheet.head("Lamps for the chapel", 18).text().page))
    assert [article["title"] for article in tied][1] == "Bees on the quay"
    clear = min(article["title_confidence"] for article in articles_of(clear_heads()))
    assert tied[1]["title_confidence"] + 0.2 < clear


def test_the_decision_counts_for_titles_and_against_headings() -> None:
    found, assessor = assessor_of(clear_heads())
    index = min(found.decisions)
    decision = found.decisions[index]
    turned = {**found.decisions, index: replace(decision, role=Role.HEADING)}
    cut = found.segmentation
    other = Assessor(found.context.blocks, cut.verdicts, turned, cut.drafts)
    assert assessor.head(index)["rule"] == -other.head(index)["rule"] > 0


def test_an_article_without_a_headline_is_less_sure_of_its_title() -> None:
    document = text_document(f"{prose(0)}\n\n{prose(1)}\n\nMoles in the orchard\n\n{prose(2)}\n")
    untitled, titled = articles_of(document)
    assert "untitled" in untitled["flags"]
    assert untitled["title_confidence"] < titled["title_confidence"]


def test_an_end_in_the_middle_of_a_sentence_makes_the_edges_doubtful() -> None:
    whole = text_document(f"Moles\n\n{prose(0)}\n\nBees\n\n{prose(1)}\n")
    torn = text_document(f"Moles\n\n{prose(0)[:-1]} because the\n\nBees\n\n{prose(1)}\n")
    assert articles_of(torn)[0]["boundary_confidence"] < articles_of(whole)[0]["boundary_confidence"]
    assert articles_of(torn)[1]["boundary_confidence"] == articles_of(whole)[1]["boundary_confidence"]


def test_a_sentence_torn_between_columns_makes_the_order_doubtful() -> None:
    reads_on, breaks = (
        columns("below the chapel before the frost came"),
        columns("Below the chapel before frost came"),
    )
    assert [a["title"] for a in articles_of(reads_on)] == [a["title"] for a in articles_of(breaks)]
    assert articles_of(breaks)[-1]["order_confidence"] < articles_of(reads_on)[-1]["order_confidence"]


def test_nothing_but_confidences_changes() -> None:
    found, _ = assessor_of(clear_heads())
    cut = found.segmentation
    sure = assess(
        found.context.blocks, cut, found.decisions, is_page_text=is_page_text(found.context.document)
    )
    assert [(d.titles, d.blocks, d.flags) for d in sure.drafts] == [
        (d.titles, d.blocks, d.flags) for d in cut.drafts
    ]
    assert [(v.label, v.code, v.rule, v.evidence) for v in sure.verdicts] == [
        (v.label, v.code, v.rule, v.evidence) for v in cut.verdicts
    ]


def test_every_weight_belongs_to_a_signal() -> None:
    found, assessor = assessor_of(clear_heads())
    draft = found.segmentation.drafts[0]
    signals = {
        "head": assessor.head(draft.titles[0]),
        "title": assessor.title(draft),
        "boundary": assessor.boundary(0),
        "order": assessor.order(0),
    }
    for model, taken in signals.items():
        assert set(weights()[model]) == {*taken, "bias"}
