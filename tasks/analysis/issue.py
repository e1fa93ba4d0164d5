"""The whole road of one issue as plain calls: read this first.

document → its type in the usual size → blocks → findings → one verdict per block → contents list →
headlines → learnt corrections → articles → confidences → text → accounting → facts → rows. Every step is a
pure function; nothing here touches the disk, the clock or the net.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.article import ContentsEntry
from schemas.document import Document, SourceFile
from schemas.errors import IssueError
from schemas.layout import BlockLabel, Finding, Verdict
from schemas.page_text import is_page_text
from schemas.profile import SourceProfile
from schemas.rows import IssueRows
from schemas.weights.forest import Forest
from tasks.analysis.accounting import reconcile
from tasks.analysis.facts import establish, with_doubts
from tasks.analysis.rows import tabulate
from tasks.analysis.story import tell
from tasks.analysis.tables import find_tables
from tasks.articles.candidates import CandidateFinder
from tasks.articles.captions import find_captions
from tasks.articles.confidence import assess
from tasks.articles.contents import read_contents
from tasks.articles.evidence import Evidence
from tasks.articles.footnotes import find_footnotes
from tasks.articles.kinds import find_headline, is_one_article
from tasks.articles.reading import Reading, correct, is_learnt
from tasks.articles.segment import Segmentation, Segmenter
from tasks.articles.titles import Decision, TitleJudge
from tasks.articles.voices import ask
from tasks.layout.looks import look_of_lines
from tasks.layout.pages import lay_out
from tasks.layout.type_size import at_usual_size
from tasks.noise.confidence import weigh
from tasks.noise.context import NoiseContext
from tasks.noise.decide import classify, find_all


@dataclass(frozen=True, slots=True)
class RuledIssue:
    """One issue as the rules read it, before anything learnt is asked."""

    context: NoiseContext
    findings: Sequence[Finding]
    entries: Sequence[ContentsEntry]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in one issue, before its articles are told: for the rows, and for measuring."""

    context: NoiseContext
    findings: Sequence[Finding]
    verdicts: Sequence[Verdict]
    entries: Sequence[ContentsEntry]
    decisions: Mapping[int, Decision]
    segmentation: Segmentation
    apart: Mapping[int, BlockLabel]
    footnotes: Collection[int]


def analyse(document: Document, profile: SourceProfile) -> Analysis:
    """Blocks, verdicts, decisions on heads and the cut into articles, each as it was decided."""
    ruled = rule(document, profile)
    if not is_learnt(ruled.evidence):
        return cut(ruled, Reading.by_rules(ruled.evidence))
    return cut(ruled, correct(ruled.evidence, ask(ruled.evidence)))


def rule(document: Document, profile: SourceProfile, line_forest: Forest | None = None) -> RuledIssue:
    """Blocks, verdicts and decisions on heads, by the rules; of `document` brought to the usual size of type.

    `line_forest` says where blocks begin in a text export; the committed weights unless told.
    """
    document = at_usual_size(document)
    blocks = lay_out(document, line_forest)
    body_pt = look_of_lines(line for block in blocks for line in block.lines).size_pt
    context = NoiseContext(document, blocks, profile, body_pt)
    findings = find_all(context)
    verdicts = classify(blocks, findings)
    entries = read_contents(blocks, verdicts, profile.sections)
    footnotes = find_footnotes(document, blocks, body_pt)
    candidates = CandidateFinder(document, blocks, verdicts, entries, profile, body_pt, footnotes).find()
    decisions = TitleJudge(document, blocks, verdicts, candidates, profile, len(entries)).decide()
    is_one = is_one_article(document, blocks, verdicts, candidates, profile, has_contents=bool(entries))
    headline = find_headline(blocks, verdicts, context.head_end) if is_one else None
    captions = find_captions(document, blocks, body_pt)
    evidence = Evidence(
        document, blocks, verdicts, decisions, body_pt, captions, footnotes, context.head_end, headline
    )
    return RuledIssue(context, findings, entries, evidence)


def cut(ruled: RuledIssue, reading: Reading) -> Analysis:
    """The issue cut into articles as `reading` says."""
    blocks = ruled.context.blocks
    captions = frozenset(index for index, label in reading.apart.items() if label is BlockLabel.CAPTION)
    segmenter = Segmenter(blocks, reading.verdicts, reading.decisions, ruled.entries, captions)
    segmentation = segmenter.split() if reading.headline is None else segmenter.one(*reading.headline)
    return Analysis(
        ruled.context,
        ruled.findings,
        reading.verdicts,
        ruled.entries,
        reading.decisions,
        segmentation,
        reading.apart,
        ruled.evidence.footnotes,
    )


def analyse_issue(document: Document, source: SourceFile, profile: SourceProfile) -> IssueRows:
    """Articles, ledger and accounting of one issue.

    Raises:
        IssueError: no article is found in it, or its characters do not add up.
    """
    return publishable(analyse(document, profile), source, profile)


def publishable(found: Analysis, source: SourceFile, profile: SourceProfile) -> IssueRows:
    """Rows of what was found; the decisions stand, and get their confidences here.

    Raises:
        IssueError: as `analyse_issue`.
    """
    document, blocks = found.context.document, found.context.blocks
    verdicts = weigh(found.context, found.segmentation.verdicts, found.findings)
    segmentation = assess(
        blocks,
        replace(found.segmentation, verdicts=verdicts),
        found.decisions,
        is_page_text=is_page_text(document),
    )
    _require_articles(segmentation)
    entries, apart, footnotes = found.entries, found.apart, found.footnotes
    # All that the rules measured of the blocks goes before as much is made of the articles.
    del found
    story = tell(document, blocks, segmentation, apart, footnotes)
    accounting = reconcile(document, blocks, story.verdicts, story.edits, story.owners)
    facts = establish(document, profile, blocks, entries, story, accounting)
    tables = find_tables(document, blocks, story)
    return with_doubts(tabulate(document, source, profile, blocks, story, accounting, facts, tables))


def _require_articles(segmentation: Segmentation) -> None:
    if not any(draft.blocks for draft in segmentation.drafts):
        raise IssueError(
            "analyse",
            "no_articles",
            "holds no article: nothing in it reads as a titled text; "
            "look at it and set its source's profile, or remove it",
        )
