"""The whole road of one issue as plain calls: read this first.

document → blocks → findings → one verdict per block → contents list → headlines → articles → confidences →
text → accounting → facts → rows. Every step is a pure function; nothing here touches the disk, the clock
or the net.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.article import ContentsEntry
from schemas.document import Document, SourceFile
from schemas.errors import IssueError
from schemas.layout import Finding, Verdict
from schemas.profile import SourceProfile
from schemas.rows import IssueRows
from tasks.analysis.accounting import reconcile
from tasks.analysis.facts import establish, with_doubts
from tasks.analysis.rows import tabulate
from tasks.analysis.story import tell
from tasks.articles.candidates import CandidateFinder
from tasks.articles.confidence import assess
from tasks.articles.contents import read_contents
from tasks.articles.kinds import find_headline, is_one_article
from tasks.articles.labels import find_captions
from tasks.articles.segment import Segmentation, Segmenter
from tasks.articles.titles import Decision, TitleJudge
from tasks.layout.looks import look_of
from tasks.layout.pages import lay_out
from tasks.noise.confidence import weigh
from tasks.noise.context import NoiseContext
from tasks.noise.decide import classify, find_all


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in one issue, before its articles are told: for the rows, and for measuring."""

    context: NoiseContext
    findings: Sequence[Finding]
    verdicts: Sequence[Verdict]
    entries: Sequence[ContentsEntry]
    decisions: Mapping[int, Decision]
    segmentation: Segmentation


def analyse(document: Document, profile: SourceProfile) -> Analysis:
    """Blocks, verdicts, decisions on heads and the cut into articles, each as it was decided."""
    blocks = lay_out(document)
    body_pt = look_of(word for block in blocks for line in block.lines for word in line.words).size_pt
    context = NoiseContext(document, blocks, profile, body_pt)
    findings = find_all(context)
    verdicts = classify(blocks, findings)
    entries = read_contents(blocks, verdicts, profile.sections)
    candidates = CandidateFinder(document, blocks, verdicts, entries, profile, body_pt).find()
    decisions = TitleJudge(document, blocks, verdicts, candidates, profile, len(entries)).decide()
    segmenter = Segmenter(blocks, verdicts, decisions, entries, find_captions(document, blocks, body_pt))
    if is_one_article(document, blocks, verdicts, candidates, profile, has_contents=bool(entries)):
        titles, confidence = find_headline(blocks, verdicts, context.head_end)
        segmentation = segmenter.one(titles, confidence)
    else:
        segmentation = segmenter.split()
    return Analysis(context, findings, verdicts, entries, decisions, segmentation)


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
    segmentation = assess(blocks, replace(found.segmentation, verdicts=verdicts), found.decisions)
    _require_articles(segmentation)
    story = tell(document, blocks, segmentation, found.context.body_pt)
    accounting = reconcile(document, blocks, story.verdicts, story.edits, story.owners)
    facts = establish(document, profile, blocks, found.entries, story, accounting)
    return with_doubts(tabulate(document, source, profile, blocks, story, accounting, facts))


def _require_articles(segmentation: Segmentation) -> None:
    if not any(draft.blocks for draft in segmentation.drafts):
        raise IssueError(
            "analyse",
            "no_articles",
            "holds no article: nothing in it reads as a titled text; "
            "look at it and set its source's profile, or remove it",
        )
