"""Parts of the road for tests, from a few words of input: document, blocks, findings, rows of an issue.

What a page shows is said with `tests.build`; nothing here judges what came out.
"""

from __future__ import annotations

import hashlib
import textwrap
from functools import cache

from schemas.document import Document, SourceFile
from schemas.layout import Block, Verdict
from schemas.limits import ReadLimits
from schemas.profile import SourceProfile, load_profile
from schemas.rows import ArticleRow, BlockRow, IssueRows
from tasks.analysis.issue import analyse_issue, cut, rule
from tasks.analysis.story import Story, tell
from tasks.articles.reading import Reading
from tasks.extraction.read import read_document
from tasks.layout.looks import look_of_lines
from tasks.layout.pages import lay_out
from tasks.noise.context import NoiseContext
from tasks.noise.decide import classify, find_all
from tests.build import Page, pdf
from tests.samples.make import RAW_FOLDER

NO_PROFILE = SourceProfile()


def source_file(data: bytes, name: str = "lake/may.pdf") -> SourceFile:
    """A source file of `data`; the media type follows from the ending of `name`."""
    media_type = {"pdf": "application/pdf", "md": "text/markdown"}.get(name.rsplit(".", 1)[-1], "text/plain")
    stem = name.rsplit(".", 1)[0]
    return SourceFile(
        issue_id=stem,
        source=stem.split("/")[0],
        slug=stem.split("/")[1],
        relative_path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        media_type=media_type,
    )


def text_document(text: str) -> Document:
    """What reading a text export makes of `text`."""
    data = text.encode()
    return read_document(data, source_file(data, "lake/may.txt"), ReadLimits())


def page_document(*pages: Page) -> Document:
    """What reading a PDF of `pages` makes of it."""
    data = pdf(*pages)
    return read_document(data, source_file(data), ReadLimits())


def context_of(document: Document, profile: SourceProfile = NO_PROFILE) -> NoiseContext:
    """The document laid out and ready for the noise rules."""
    blocks = lay_out(document)
    body_pt = look_of_lines(line for block in blocks for line in block.lines).size_pt
    return NoiseContext(document, blocks, profile, body_pt)


def judged(
    document: Document, profile: SourceProfile = NO_PROFILE
) -> tuple[NoiseContext, tuple[Verdict, ...]]:
    """The noise rules' context and the verdict on each block."""
    context = context_of(document, profile)
    return context, classify(context.blocks, find_all(context))


def issue_of(document: Document, profile: SourceProfile = NO_PROFILE) -> IssueRows:
    """The whole road behind reading."""
    name = "lake/may.pdf" if document.has_boxes else "lake/may.txt"
    return analyse_issue(document, source_file(document.text.encode(), name), profile)


@cache
def sample_rows(path: str) -> IssueRows:
    """Rows of the bundled sample at `path` below `raw/`, under its own profile."""
    data = (RAW_FOLDER / path).read_bytes()
    profile_path = RAW_FOLDER / path.split("/")[0] / "source.toml"
    profile = load_profile(profile_path if profile_path.exists() else None)
    source = source_file(data, path)
    return analyse_issue(read_document(data, source, ReadLimits()), source, profile)


def articles_of(document: Document, profile: SourceProfile = NO_PROFILE) -> list[ArticleRow]:
    return issue_of(document, profile).articles


def titles_of(document: Document, profile: SourceProfile = NO_PROFILE) -> list[str]:
    return [article["title"] for article in articles_of(document, profile)]


def told_by_rules(document: Document) -> Story:
    """As the rules read it, whatever was learnt."""
    ruled = rule(document, NO_PROFILE)
    evidence, reading = ruled.evidence, Reading.by_rules(ruled.evidence)
    segmentation = cut(ruled, reading).segmentation
    return tell(document, evidence.blocks, segmentation, reading.apart, evidence.footnotes)


def block_with(context: NoiseContext, words: str) -> Block:
    """The one block whose text, on one line, holds `words`."""
    found = [b for b, text in zip(context.blocks, context.texts, strict=True) if words in text]
    assert len(found) == 1, f"{words!r} stands in {len(found)} blocks of {list(context.texts)}"
    return found[0]


def ledger_row(rows: IssueRows, words: str) -> BlockRow:
    """The one row of the ledger whose text, on one line, holds `words`."""
    found = [row for row in rows.blocks if words in " ".join(row["text"].split())]
    assert len(found) == 1, f"{words!r} stands in {len(found)} rows"
    return found[0]


_WHO = (
    "The harbour council",
    "A crew of volunteers",
    "Every second household",
    "The old ferry company",
    "Nobody else",
)
_DID = ("repaired", "measured", "painted", "inspected", "admired", "photographed", "insured")
_WHAT = ("the wooden pier below the chapel", "all eleven lamps along the quay", "the boathouse at Linn")
_WHEN = (
    "before the first frost came",
    "while the lake was high",
    "in less than a fortnight",
    "without any help",
)


@cache
def prose(seed: int = 0, sentences: int = 4) -> str:
    """Running text about nothing in particular; another seed gives other sentences."""
    numbers = range(seed * 7, seed * 7 + sentences)
    return " ".join(f"{_WHO[n % 5]} {_DID[n % 7]} {_WHAT[n % 3]} {_WHEN[n % 4]}." for n in numbers)


def wrapped(text: str, width: int = 80) -> list[str]:
    """Lines of a column; at ten points, 80 letters are about 400 points."""
    return textwrap.wrap(text, width)


def prose_lines(seed: int = 0, sentences: int = 4, *, width: int = 80) -> list[str]:
    return wrapped(prose(seed, sentences), width)
