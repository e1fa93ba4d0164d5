"""Pins what `bulletins review` writes and says, and that nothing in a bulletin can act on the page."""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import webbrowser
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from flows import cli
from flows.commands.review import review
from flows.telling.review_page import visible
from schemas.errors import ConfigurationError, StorageError
from schemas.rows import IssueRows
from tasks.storage.store import Store
from tests.build import page, pdf
from tests.builders import Item, Waste, edit_row, failure_row, issue_rows
from tests.conftest import NEWS, Folders
from tests.publishing import publish_bulletin
from tests.road import prose_lines

HOSTILE = "\"'><script>alert(1)</script><img src=http://lake.example/x onerror=alert(2)>&lt;\u202egnp.exe"

app = typer.Typer()
app.command()(review)


@dataclass
class Seen(HTMLParser):
    """What a browser would find in a page."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    said: str = ""
    _inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag
        if tag in {"script", "style"}:
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in {"script", "style"}:
            self.texts[self._inside][-1] += data
        else:
            self.said += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attributes
            for name, attributes in self.tags
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]

    def blocks(self) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.tags if "data-block" in attributes]


def _read(html: str) -> Seen:
    seen = Seen()
    seen.feed(html)
    seen.close()
    return seen


def _run(pair: Folders, *arguments: str) -> Any:
    result = CliRunner().invoke(app, [*arguments, "--raw", str(pair.raw), "--processed", str(pair.processed)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _page_of(pair: Folders, issue_id: str = "lake/may") -> str:
    assert _run(pair, issue_id).exit_code == 0
    return (pair.processed / f".state/review/{issue_id}.html").read_text(encoding="utf-8")


def _bulletins(monkeypatch: pytest.MonkeyPatch, pair: Folders, *arguments: str) -> int:
    folders = ["--raw", str(pair.raw), "--processed", str(pair.processed)]
    monkeypatch.setattr(sys, "argv", ["bulletins", *arguments, *folders])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert isinstance(caught.value.code, int)
    return caught.value.code


def _hostile_rows() -> IssueRows:
    """Rows with something hostile in every text that comes from a bulletin."""
    rows = issue_rows(
        items=[Item(HOSTILE, HOSTILE, section=HOSTILE), Item("Second", "Text.", 2)],
        waste=[Waste(HOSTILE, "B503", "advertisement"), Waste(HOSTILE, "N401", "contents_list")],
    )
    rows.issue.update(
        {
            "title": HOSTILE,
            "issue_label": HOSTILE,
            "source_path": f"lake/{HOSTILE}.pdf",
            "extractor": HOSTILE,
            "warnings": [HOSTILE],
        }
    )
    rows.articles[0].update(
        {
            "kicker": HOSTILE,
            "byline": HOSTILE,
            "dateline": HOSTILE,
            "captions": [HOSTILE],
            "tables": [HOSTILE],
            "flags": [HOSTILE],
        }
    )
    for block in rows.blocks:
        block["evidence"] = block["rule"] = HOSTILE
    rows.edits.append({**edit_row(rows, 1, 3, 9), "replacement": HOSTILE})
    return rows


def test_a_bulletin_with_boxes_gets_a_page_of_its_own(
    pair: Folders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = page().line("Lake <b>level</b> rises", at=(72, 80), size=20, bold=True)
    first.lines(prose_lines(0, 6), at=(72, 120))
    publish_bulletin(
        pair, "lake/may.pdf", pdf(first.line("</script><script>alert(1)</script>", at=(72, 400)))
    )
    assert _bulletins(monkeypatch, pair, "review", "lake/may") == 0
    said = capsys.readouterr()
    path = pair.processed / ".state/review/lake/may.html"
    assert (said.out, said.err) == ("", f"Wrote {path}\n")
    seen = _read(path.read_text(encoding="utf-8"))
    pictures = [attributes["href"] or "" for attributes in seen.all("image")]
    assert [picture[:23] for picture in pictures] == ["data:image/webp;base64,"]
    assert base64.b64decode(pictures[0][23:])[8:12] == b"WEBP"
    assert "Lake <b>level</b> rises" in seen.said
    assert len(seen.blocks()) > 1
    assert all("c0" in (block["class"] or "") for block in seen.blocks())


def test_a_text_export_gets_its_lines(pair: Folders) -> None:
    publish_bulletin(pair, "lake/june.txt", NEWS.encode())
    seen = _read(_page_of(pair, "lake/june"))
    assert seen.all("image") == []
    assert "Ferries will use it from the first of June." in seen.said
    assert all("c0" in (block["class"] or "") for block in seen.blocks())


def test_the_page_tells_everything_of_the_issue(pair: Folders) -> None:
    rows = issue_rows()
    rows.edits.append({**edit_row(rows, 1, 4, 4), "replacement": "reservoir"})
    rows.issue["warnings"] = ["The contents list names an article that was not found."]
    Store(pair.processed).publish(rows)
    seen = _read(_page_of(pair))
    words = " ".join(seen.said.split())
    for told in (
        "Lake Digest",
        "No. 5 · 2024-05-01 · digest · en · 2 pages · 2 articles",
        "articles 100 noise 15 edits 0 lost 0 = 115 characters, exactly",
        "The contents list names an article that was not found.",
        "No pictures of the pages: its file is no longer there. The blocks are drawn on white pages.",
        "F101 running header: repeats at the top of pages 1 piece · 13 characters",
        "F103 page number 2 pieces · 2 characters",
        "The lakereservoir rose by a hand.",
    ):
        assert told in words
    assert [(tag["title"] or "")[:12] for tag in seen.all("span", **{"class": "edit"})] == ["E601: hyphen"]
    assert [tag["data-from"] for tag in seen.all("span") if "data-from" in tag] == ["1", "1", "3"]
    assert [block["data-block"] for block in seen.blocks()] != []
    assert {int(block["data-block"] or "") for block in seen.blocks()} == set(range(len(rows.blocks)))
    assert len(seen.all("details", **{"class": "article c1"})) == 1
    ledger = json.loads(seen.texts["script"][0])
    assert [row["block"] for row in ledger if row["code"] == "F103"] == [5, 6]
    assert ledger[0]["owner"] == "Lake level rises"


def test_the_bar_of_the_accounting_is_whole(pair: Folders) -> None:
    rows = issue_rows(
        waste=[Waste("ABCDEFGH", "X001", "loss"), Waste("Lake Digest May", "F101", "page_header")]
    )
    Store(pair.processed).publish(rows)
    seen = _read(_page_of(pair))
    bar = [rect for rect in seen.all("rect") if (rect.get("class") or "").startswith("share") and "x" in rect]
    assert [rect["class"] for rect in bar] == ["share articles", "share noise", "share edits", "share lost"]
    assert sum(float(rect["width"] or 0) for rect in bar) == pytest.approx(1000, abs=0.05)
    assert float(bar[3]["width"] or 0) == pytest.approx(1000 * 8 / rows.issue["char_count"], abs=0.01)
    assert "X001 glyph without a Unicode mapping" in " ".join(seen.said.split())


def test_a_sum_that_does_not_hold_is_told(pair: Folders) -> None:
    rows = issue_rows()
    rows.issue["char_count_noise"] += 1
    Store(pair.processed).publish(rows)
    assert "≠ 115 characters: the sum does not add up" in " ".join(_read(_page_of(pair)).said.split())


def test_a_failure_after_the_last_good_result_is_told(pair: Folders) -> None:
    Store(pair.processed).publish(issue_rows())
    Store(pair.processed).record_failure(failure_row("lake/may", last_good_published=True))
    assert "failed in stage extract (encrypted): the file asks for a password" in _read(_page_of(pair)).said


def test_nothing_of_a_bulletin_becomes_markup(pair: Folders) -> None:
    Store(pair.processed).publish(_hostile_rows())
    html = _page_of(pair)
    seen = _read(html)
    assert len(seen.all("script")) == 2
    assert seen.all("img") == []
    assert "<script>alert(1)</script>" in seen.said
    assert "\u202e" not in html
    assert "⟦U+202E⟧gnp.exe" in seen.said
    ledger = json.loads(seen.texts["script"][0])
    assert visible(HOSTILE) == ledger[0]["text"] == ledger[0]["evidence"]


def test_the_page_needs_and_allows_nothing_from_outside(pair: Folders) -> None:
    Store(pair.processed).publish(_hostile_rows())
    seen = _read(_page_of(pair))
    for tag, attributes in seen.tags:
        assert tag not in {"link", "iframe", "object", "embed", "base", "form"}
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        for name in ("src", "href", "srcset", "action"):
            assert (attributes.get(name) or "data:").startswith("data:")
    (policy,) = (
        meta["content"] or "" for meta in seen.all("meta", **{"http-equiv": "Content-Security-Policy"})
    )
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    for name, text in (("script-src", seen.texts["script"][1]), ("style-src", seen.texts["style"][0])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\u202eb\u2066c", "a⟦U+202E⟧b⟦U+2066⟧c"),
        ("bell\x07", "bell⟦U+0007⟧"),
        ("two\nlines\tand", "two\nlines\tand"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
    ],
    ids=["direction", "control", "line-ends", "joiners-stay"],
)
def test_characters_that_deceive_are_shown_by_their_code(text: str, told: str) -> None:
    assert visible(text) == told


def test_the_same_issue_gives_the_same_page(pair: Folders) -> None:
    Store(pair.processed).publish(issue_rows())
    assert _page_of(pair) == _page_of(pair)


def test_the_page_goes_where_it_is_wanted(pair: Folders, tmp_path: Path) -> None:
    Store(pair.processed).publish(issue_rows())
    wanted = tmp_path / "new" / "look.html"
    told = json.loads(_run(pair, "lake/may", "--output", str(wanted), "--json").stdout)
    assert told == {"issue_id": "lake/may", "path": str(wanted), "remark": "its file is no longer there"}
    assert wanted.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert not (pair.processed / ".state/review").exists()


def test_a_page_that_cannot_be_written_is_told(pair: Folders, tmp_path: Path) -> None:
    Store(pair.processed).publish(issue_rows())
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"look\.html cannot be written .*--output"):
        _run(pair, "lake/may", "--output", str(tmp_path / "file" / "look.html"))


def test_a_browser_is_opened_only_when_asked(pair: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    Store(pair.processed).publish(issue_rows())
    _run(pair, "lake/may")
    assert opened == []
    _run(pair, "lake/may", "--open")
    assert opened == [(pair.processed / ".state/review/lake/may.html").as_uri()]


def test_an_unknown_issue_is_wrong_usage(
    pair: Folders, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Store(pair.processed).publish(issue_rows())
    with pytest.raises(ConfigurationError, match="did you mean lake/may"):
        _run(pair, "lake/mai")
    assert _bulletins(monkeypatch, pair, "review", "lake/mai") == 2
    assert "there is no issue lake/mai; did you mean lake/may?" in capsys.readouterr().err


def test_an_issue_never_published_tells_why(pair: Folders) -> None:
    Store(pair.processed).record_failure(failure_row("lake/june"))
    result = _run(pair, "lake/june")
    assert result.exit_code == 1
    assert "lake/june.pdf: the file asks for a password" in result.stderr
