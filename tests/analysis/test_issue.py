"""The whole road behind reading: what must hold for any issue, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from schemas.cross_rules import text_sha256
from schemas.document import Document, Page, count_visible
from schemas.errors import IssueError
from schemas.rows import IssueRows
from tests.articles.test_titles import Sheet
from tests.build import page
from tests.reading import read, word_columns
from tests.road import issue_of, page_document, prose, prose_lines, text_document
from tests.samples.make import RAW_FOLDER


def digest_page() -> Document:
    sheet = Sheet().head("Moles", 16).text().head("Bees", 16).text()
    sheet.page.line("Hill Newsletter", at=(72, 25), size=22, bold=True).line("7", at=(290, 810))
    return page_document(sheet.page)


def export() -> Document:
    return text_document(
        f"Moles\n\n{prose(0)}\n\nTel: 01632 960123\n\nBees and the harbour-\nmaster\n\n**{prose(1)}**\n"
    )


def hidden() -> Document:
    sheet = page().line("Moles", at=(72, 40), size=16, bold=True).lines(prose_lines(), at=(72, 70))
    return page_document(sheet.line("nobody sees this", at=(72, 300), invisible=True))


every_issue = pytest.mark.parametrize("make", [digest_page, export, hidden], ids=lambda make: make.__name__)


@every_issue
def test_the_sum_holds_and_agrees_with_the_rows(make: Callable[[], Document]) -> None:
    document = make()
    rows = issue_of(document)
    issue = rows.issue
    assert issue["char_count"] == count_visible(document.text) + sum(loss.count for loss in document.losses)
    parts = ("char_count_articles", "char_count_noise", "char_count_edits", "char_count_lost")
    assert issue["char_count"] == sum(issue[part] for part in parts)  # type: ignore[literal-required]
    assert issue["char_count"] == sum(row["char_count"] for row in rows.blocks)
    noise = [row for row in rows.blocks if (row["noise_code"] or "X")[0] != "X"]
    assert issue["char_count_noise"] == sum(row["char_count"] for row in noise)


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_articles_are_the_same_at_any_scale_and_places_are_those_of_the_page(factor: float) -> None:
    sheet = Sheet().head("Moles", 16).text().head("Bees", 16).text().page
    usual, scaled = (issue_of(page_document(one)) for one in (sheet, sheet.enlarged(factor)))
    assert [(a["title"], a["body"]) for a in scaled.articles] == [
        (a["title"], a["body"]) for a in usual.articles
    ]
    for edge in ("x0", "top", "x1", "bottom"):
        expected = [factor * (block[edge] or 0) for block in usual.blocks]
        assert [block[edge] for block in scaled.blocks] == pytest.approx(expected, abs=0.05)


@every_issue
def test_each_block_is_owned_once_or_noise(make: Callable[[], Document]) -> None:
    rows = issue_of(make())
    ids = {article["article_id"] for article in rows.articles}
    for row in rows.blocks:
        assert (row["noise_code"] is None) == (row["article_id"] in ids)
    assert [row["ordinal"] for row in rows.blocks] == list(range(len(rows.blocks)))
    assert max(Counter(row["block_id"] for row in rows.blocks).values()) == 1


@every_issue
def test_same_document_same_rows(make: Callable[[], Document]) -> None:
    def once() -> IssueRows:
        return issue_of(make())

    assert once() == once()


@pytest.mark.parametrize(
    "path",
    [
        "lakeland-digest/2026-3.pdf",
        "valley-gardeners/2026-autumn.pdf",
        "health-situation-reports/2026-week-41.pdf",
    ],
)
def test_it_is_read_alike_whichever_way_its_words_are_kept(path: str) -> None:
    document = read((RAW_FOLDER / path).read_bytes())
    in_columns = replace(document, pages=tuple(map(_with_columns, document.pages)))
    assert in_columns == document
    assert issue_of(in_columns) == issue_of(document)


def _with_columns(sheet: Page) -> Page:
    columns = word_columns([word for line in sheet.lines for word in line.words])
    parts = columns.parts([len(line.words) for line in sheet.lines])
    lines = (replace(line, words=part) for line, part in zip(sheet.lines, parts, strict=True))
    return replace(sheet, lines=tuple(lines))


def test_hidden_glyphs_are_in_the_ledger_with_their_code() -> None:
    lost = [row for row in issue_of(hidden()).blocks if row["label"] == "loss"]
    assert [(row["noise_code"], row["char_count"], row["article_id"]) for row in lost] == [("X003", 14, None)]


def test_edits_name_their_block_article_and_place() -> None:
    rows = issue_of(export())
    texts = {row["block_id"]: row["text"] for row in rows.blocks}
    hyphen = [edit for edit in rows.edits if edit["reason"] == "E601"]
    assert len(hyphen) == 1
    edit = hyphen[0]
    assert texts[edit["block_id"]][edit["offset"] : edit["offset"] + edit["length"]] == "-\n"
    assert rows.articles[1]["title"] == "Bees and the harbourmaster"
    assert edit["article_id"] == rows.articles[1]["article_id"]


def test_digests_of_the_text_are_those_that_checks_expect() -> None:
    for article in issue_of(digest_page()).articles:
        assert article["text_sha256"] == text_sha256(article["title"], article["body"])


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(lambda: text_document("7\n"), id="a_number"),
        pytest.param(
            lambda: text_document("Tel: 01632 960123\n\nwww.hill.example.org\n"), id="contact_lines"
        ),
        pytest.param(lambda: page_document(page().line("Moles", at=(72, 40), size=16)), id="a_title_alone"),
    ],
)
def test_an_issue_without_articles_is_refused(document: Callable[[], Document]) -> None:
    with pytest.raises(IssueError, match="holds no article") as caught:
        issue_of(document())
    assert (caught.value.stage, caught.value.code) == ("analyse", "no_articles")


@pytest.mark.parametrize(
    "digit", ["①", "²", "௧", "9" * 5000, "⑳"], ids=["circled", "raised", "tamil", "long", "20"]
)
def test_a_line_that_is_only_a_digit_ends_no_issue(digit: str) -> None:
    """In running text, in a contents list, and where a page number would stand."""
    listed = f"Contents\n\nMoles in spring\n{digit}\n\nBees in June {digit}\n\nNewts ..... {digit}\n"
    text = f"{digit}\n\n{listed}\nMoles in spring\n\n{prose(0)}\n\n{digit}\n\nBees in June\n\n{prose(1)}\n"
    rows = issue_of(text_document(text))
    assert rows.issue["char_count"] == len("".join(text.split()))


HEADS = ("Moles under the lawn", "Bees come home", "The harbour wall")
WRITTEN_IN_HTML = {
    "attributes": '<h2 class="x" id="y">{head}</h2>\n<p class="z">{text}</p>\n',
    "bold head": "<h2><b>{head}</b></h2>\n<p>{text}</p>\n",
    "anchor": '<h3><a name="x"></a><span style="a: b">{head}</span></h3>\n{text}\n',
    "over lines": '<h1\n class="x"\n>\n{head}\n</h1>\n<p>\n{text}\n</p>\n',
    "one line": "<h2>{head}</h2><p>{text}</p>",
    "frames": '<div class="item">\n  <h4>{head}</h4>\n  <p>{text}</p>\n</div>\n<hr class="x"/>\n',
    "capitals": "<H2>{head}</H2>\n<P>{text}</P>\n",
    "pages": '## {head}\n\n{text}\n<page number="2">\n',
    "comments": "## {head}\n\n{text}\n<!-- page 3 -->\n",
    "bold paragraph": "<p><strong>{head}</strong></p>\n<p>{text}</p>\n",
}


@pytest.mark.parametrize("form", WRITTEN_IN_HTML.values(), ids=WRITTEN_IN_HTML.keys())
def test_elements_of_html_are_articles(form: str) -> None:
    rows = issue_of(
        text_document("".join(form.format(head=head, text=prose(n)) for n, head in enumerate(HEADS)))
    )
    found = [(article["title"], article["body"]) for article in rows.articles]
    assert found == [(head, prose(n)) for n, head in enumerate(HEADS)]
    issue = rows.issue
    assert issue["char_count"] == sum(
        issue[part]
        for part in ("char_count_articles", "char_count_noise", "char_count_edits", "char_count_lost")
    )


def test_a_page_mark_parts_no_sentence() -> None:
    text = prose(0).replace(" lamps ", '\n<page number="2">\nlamps ', 1)
    rows = issue_of(text_document(f"## {HEADS[0]}\n\n{text}\n\n## {HEADS[1]}\n\n{prose(1)}\n"))
    assert rows.articles[0]["body"] == " ".join(prose(0).split())


def test_entities_in_a_head_are_read() -> None:
    form = "<h2>Caf&eacute;&nbsp;&amp;\nbees<br/>here</h2>\n<p>{text}</p>\n<h2>Moles</h2>\n<p>{more}</p>"
    rows = issue_of(text_document(form.format(text=prose(0), more=prose(1))))
    assert [article["title"] for article in rows.articles] == ["Café & bees here", "Moles"]
