"""Whatever a bulletin holds: its sums are exact, its rows agree, its bodies can be derived again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemas.article import TextEdit
from schemas.cross_rules import find_contradictions
from schemas.document import Document, SourceFile, count_visible
from schemas.errors import IssueError
from schemas.layout import BlockLabel
from schemas.limits import ReadLimits
from schemas.profile import SourceProfile
from schemas.reasons import EditCode
from schemas.rows import ArticleRow, IssueRows
from tasks.analysis.issue import analyse_issue
from tasks.articles.edits import apply_edits
from tasks.articles.text import BODY_LABELS, derive_body, table_rows
from tasks.extraction.read import read_document
from tests.build import Page, page, pdf
from tests.properties.bulletins import MANY, SOME, exports, pages
from tests.reading import PDF, TEXT, read, read_export


def analysed(document: Document, source: SourceFile) -> IssueRows:
    return analyse_issue(document, source, SourceProfile())


def check(document: Document, rows: IssueRows) -> None:
    issue = rows.issue
    lost = sum(loss.count for loss in document.losses)
    assert issue["char_count"] == count_visible(document.text) + lost
    assert issue["char_count"] == (
        issue["char_count_articles"]
        + issue["char_count_noise"]
        + issue["char_count_edits"]
        + issue["char_count_lost"]
    )
    assert issue["char_count_lost"] == lost
    assert sum(block["char_count"] for block in rows.blocks) == issue["char_count"]
    assert find_contradictions(rows) == []
    for article in rows.articles:
        check_body(rows, article)


def check_body(rows: IssueRows, article: ArticleRow) -> None:
    """The body is what the published blocks and edits give, and each block's place holds its text."""
    own = [block for block in rows.blocks if block["article_id"] == article["article_id"]]
    labels = {block["block_id"]: BlockLabel(block["label"]) for block in own}
    flow = [block for block in own if labels[block["block_id"]] in BODY_LABELS]
    notes = [block for block in own if labels[block["block_id"]] is BlockLabel.FOOTNOTE]
    if not flow:
        flow = [b for b in own if labels[b["block_id"]] in {BlockLabel.TABLE, BlockLabel.CAPTION}]
    edits = {
        block["block_id"]: [
            TextEdit(0, edit["offset"], edit["length"], edit["replacement"], EditCode(edit["reason"]))
            for edit in rows.edits
            if edit["block_id"] == block["block_id"]
        ]
        for block in own
    }
    shown = [*flow, *notes]
    derived = derive_body(
        [(block["text"], edits[block["block_id"]]) for block in shown],
        [labels[block["block_id"]] for block in shown],
    )
    assert derived.text == article["body"]
    for block in own:
        done = [edit for edit in edits[block["block_id"]] if edit.reason is not EditCode.JOIN]
        is_table = labels[block["block_id"]] is BlockLabel.TABLE
        text = table_rows(block["text"], done) if is_table else apply_edits(block["text"], done)
        place = article["body"][block["body_start"] or 0 : block["body_end"] or 0]
        assert place == (text if block in shown else "")


def refused(data: bytes, source: SourceFile) -> IssueError | None:
    """Why `data` gives no rows; None when it gives good ones."""
    try:
        document = read_document(data, source, ReadLimits())
        rows = analysed(document, source)
    except IssueError as error:
        return error
    check(document, rows)
    return None


FIRST = (
    page()
    .line("The ferry leaves earlier", at=(72, 110), size=18, bold=True)
    .lines(
        [
            "From May on the ferry leaves at eight, since the",
            "quay is mended. The council thanks all who",
            "waited.",
        ],
        at=(72, 140),
    )
)


@MANY
@given(exports())
def test_exports(text: str) -> None:
    document = read_export(text)
    check(document, analysed(document, TEXT))


@SOME
@given(st.lists(pages(), min_size=1, max_size=2))
def test_pages(contents: list[Page]) -> None:
    document = read(pdf(FIRST, *contents))
    check(document, analysed(document, PDF))


@MANY
@given(st.one_of(st.text(max_size=400), st.text("aA .\n\f#*-1•\t\u00ad", max_size=400)))
def test_any_text_gives_rows_or_one_clear_refusal(text: str) -> None:
    refusal = refused(text.encode("utf-8", "surrogatepass"), TEXT)
    assert refusal is None or refusal.code in {
        "empty_file", "no_text", "unreadable_encoding", "no_articles"
    }  # fmt: skip


@MANY
@given(st.binary(max_size=300))
def test_any_bytes_give_rows_or_one_clear_refusal(data: bytes) -> None:
    for source in (TEXT, PDF):
        refusal = refused(b"%PDF-" + data if source is PDF else data, source)
        assert refusal is None or "\n" not in refusal.sentence
