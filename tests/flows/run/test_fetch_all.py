"""Pins `bulletins fetch` against a real server on loopback that behaves, and one that does not."""

from __future__ import annotations

import errno
import gzip
import json
import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.run.fetch_all import FetchReport, fetch_all
from flows.settings import Settings
from flows.telling.fetch_lines import failure_line, show_outcome
from schemas.errors import ConfigurationError, StorageError
from tasks.discover import discover
from tasks.fetching.memory import STATE_NAME, load_state
from tasks.fetching.outcome import ArrivalKind, SourceOutcome, SourceState
from tasks.fetching.web import USER_AGENT, Patience
from tasks.storage.stamps import StampBook
from tests.conftest import Folders
from tests.web_server import PDF, Act, Handler, Site, cut, give, redirect, rest, serving

ROOT = Path(__file__).parents[3]
HASTE = Patience(
    connect_seconds=10,
    read_seconds=10,
    listing_seconds=60,
    attempts=3,
    first_wait_seconds=0.02,
    longest_wait_seconds=0.05,
    longest_retry_after_seconds=1.5,
)
NIGHT = datetime(2026, 11, 21, 2, tzinfo=UTC)


def pdf(text: str) -> bytes:
    return PDF + text.encode()


@dataclass
class Desk:
    """A raw folder with one source, `lake`, and the site it is fetched from."""

    pair: Folders
    site: Site
    now: datetime = NIGHT
    patience: Patience = HASTE

    def profile(self, *lines: str, source: str = "lake", private: bool = True) -> None:
        text = ["[fetch]", f"allow_private = {str(private).lower()}", *lines]
        if not any(line.startswith("delay_seconds") for line in lines):
            text.append("delay_seconds = 0")
        self.pair.add(f"{source}/source.toml", "\n".join(text))

    def files(self, *paths: str, more: tuple[str, ...] = (), **options: Any) -> None:
        addresses = [path if "://" in path else self.site.url(path) for path in paths]
        self.profile(f"files = {json.dumps(addresses)}", *more, **options)

    def index(self, *links: str, more: tuple[str, ...] = (), **headers: str) -> None:
        body = "".join(f'<li><a href="{link}">x</a>' for link in links).encode()
        self.site.on("/list", give(body, "text/html", more=headers))
        self.profile(f'index = "{self.site.url("/list")}"', "links = '\\.pdf$'", *more)

    def all(self, source: str | None = None) -> FetchReport:
        settings = Settings(raw=self.pair.raw, processed=self.pair.processed)
        return fetch_all(settings, source, patience=self.patience, clock=lambda: self.now)

    def fetch(self, source: str | None = None) -> SourceOutcome:
        (outcome,) = self.all(source).outcomes
        return outcome

    def failed(self) -> tuple[str, str]:
        """Code and sentence of the only failure; nothing came and nothing is left behind."""
        outcome = self.fetch()
        (failure,) = outcome.failures
        assert self.names() == []
        return failure.code, failure.sentence

    def names(self) -> list[str]:
        return sorted(path.name for path in (self.pair.raw / "lake").glob("[!.]*") if path.suffix != ".toml")

    def hidden(self) -> list[str]:
        return sorted(path.name for path in (self.pair.raw / "lake").glob(".*"))

    def read(self, name: str) -> bytes:
        return (self.pair.raw / "lake" / name).read_bytes()


@pytest.fixture
def desk(pair: Folders) -> Iterator[Desk]:
    with serving() as site:
        yield Desk(pair, site)


def _kinds(outcome: SourceOutcome) -> list[tuple[str, str]]:
    return [(arrival.kind.value, arrival.file) for arrival in outcome.arrivals]


# What comes, and what is remembered.


def test_new_files_of_a_page_come_once(desk: Desk) -> None:
    desk.index("a/2026-11.pdf", "/b/2026-12.PDF#page=2", "about.html", "mailto:x@y", 'javascript:x".pdf')
    desk.profile(f'index = "{desk.site.url("/list")}"', "links = '(?i)\\.pdf$'")
    desk.site.on("/a/2026-11.pdf", give(pdf("11"), ETag='"1"'))
    desk.site.on(
        "/b/2026-12.PDF", give(pdf("12"), "application/octet-stream", Last_Modified="Sat, 21 Nov 2026")
    )
    first = desk.fetch()
    assert _kinds(first) == [("new", "2026-11.pdf"), ("new", "2026-12.pdf")]
    assert first.failures == []
    assert desk.read("2026-11.pdf") == pdf("11")
    assert desk.hidden() == [".fetch.lock", ".fetched.json"]
    second = desk.fetch()
    assert (second.arrivals, second.unchanged_count) == ([], 2)
    assert all(asked.headers["user-agent"] == USER_AGENT for asked in desk.site.asked)


def test_what_came_is_recorded_and_discovered(desk: Desk) -> None:
    desk.site.on("/x.pdf", redirect("/y.pdf"))
    desk.site.on("/y.pdf", give(pdf("y"), ETag='"y"'))
    desk.files("/x.pdf")
    desk.fetch()
    entry = json.loads(desk.read(STATE_NAME))["files"][desk.site.url("/x.pdf")]
    assert (entry["name"], entry["state"], entry["etag"]) == ("x.pdf", "fetched", '"y"')
    assert entry["final_address"] == desk.site.url("/y.pdf")
    assert entry["fetched_at"] == "2026-11-21T02:00:00Z"
    assert entry["content_type"] == "application/pdf"
    found = discover(desk.pair.raw, StampBook(desk.pair.processed / "stamps.json"))
    assert [issue.source.issue_id for issue in found.found] == ["lake/x"]
    assert found.found[0].source.sha256 == entry["sha256"]
    assert found.problems == ()


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
<item><link>{0}/page.html</link><enclosure url="{0}/one.pdf" type="application/pdf" length="1"/></item>
<item><link>two.txt</link></item>
<item><description>&lt;a href="{0}/three.pdf"&gt;x&lt;/a&gt;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="one.pdf"/></entry>
<entry><link rel="enclosure" href="/two.txt"/></entry>
<entry><content type="html">&lt;a href="/three.pdf"&gt;x&lt;/a&gt;</content></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM], ids=["rss", "atom"])
def test_feeds_bring_what_their_entries_link_enclose_and_mention(desk: Desk, feed: str) -> None:
    body = feed.replace("{0}", desk.site.url("")).encode()
    address = desk.site.on("/feed", give(body, "application/xml"))
    for name in ("one", "three"):
        desk.site.on(f"/{name}.pdf", give(pdf(name)))
    desk.site.on("/two.txt", give("Überschrift\n".encode(), "text/plain"))
    desk.profile(f'feed = "{address}"')
    assert _kinds(desk.fetch()) == [("new", "one.pdf"), ("new", "two.txt"), ("new", "three.pdf")]


def test_a_page_that_says_nothing_changed_is_not_read_again(desk: Desk) -> None:
    desk.index("a.pdf", ETag='"list"')
    desk.site.on("/a.pdf", give(pdf("a")))
    desk.fetch()
    assert desk.site.asked[0].headers.get("if-none-match") is None
    desk.fetch()
    assert desk.site.asked[-1].headers["if-none-match"] == '"list"'
    desk.profile(f'index = "{desk.site.url("/list")}"', "links = 'a'")
    desk.fetch()
    assert "if-none-match" not in desk.site.asked[-1].headers, "another pattern may want other links"


def test_one_run_brings_only_so_many(desk: Desk) -> None:
    desk.index(*(f"{n}.pdf" for n in range(5000)), more=("max_new = 3",), ETag='"list"')
    for n in range(10):
        desk.site.on(f"/{n}.pdf", give(pdf(str(n))))
    first = desk.fetch()
    assert (first.count(ArrivalKind.NEW), first.left_count) == (3, 4997)
    assert _kinds(desk.fetch()) == [("new", f"{n}.pdf") for n in (3, 4, 5)]


def test_the_same_bytes_under_another_address_are_no_second_file(desk: Desk) -> None:
    desk.pair.add("lake/by-hand.pdf", pdf("hand"))
    for path, text in (("/a.pdf", "same"), ("/b.pdf", "same"), ("/c.pdf", "hand")):
        desk.site.on(path, give(pdf(text), ETag=f'"{path}"'))
    desk.files("/a.pdf", "/b.pdf", "/c.pdf")
    assert _kinds(desk.fetch()) == [("new", "a.pdf"), ("duplicate", "a.pdf"), ("duplicate", "by-hand.pdf")]
    assert desk.names() == ["a.pdf", "by-hand.pdf"]
    assert desk.fetch().unchanged_count == 3


def test_a_changed_file_takes_the_place_of_the_one_that_was_fetched(desk: Desk) -> None:
    desk.site.on("/a.pdf", give(pdf("1"), ETag='"1"'))
    desk.files("/a.pdf")
    desk.fetch()
    desk.site.on("/a.pdf", give(pdf("2"), ETag='"2"'))
    assert _kinds(desk.fetch()) == [("changed", "a.pdf")]
    assert desk.read("a.pdf") == pdf("2")
    assert desk.hidden() == [".fetch.lock", ".fetched.json"]


def test_a_file_that_the_user_changed_or_took_away_is_left_alone(desk: Desk) -> None:
    for name in ("a", "b"):
        desk.site.on(f"/{name}.pdf", give(pdf(name), ETag='"1"'))
    desk.files("/a.pdf", "/b.pdf")
    desk.fetch()
    desk.pair.add("lake/a.pdf", b"mine")
    (desk.pair.raw / "lake" / "b.pdf").unlink()
    for name in ("a", "b"):
        desk.site.on(f"/{name}.pdf", give(pdf(name + "2"), ETag='"2"'))
    outcome = desk.fetch()
    assert outcome.arrivals == []
    assert "you changed the file" in outcome.notes[0]
    assert desk.names() == ["a.pdf"]
    assert desk.read("a.pdf") == b"mine"
    assert desk.fetch().notes == [], "told once"


def test_where_each_change_is_the_next_issue_all_are_kept(desk: Desk) -> None:
    modified = "Mon, 02 Nov 2026 10:00:00 GMT"
    desk.site.on("/latest.pdf", give(pdf("1"), ETag='"1"', Last_Modified=modified))
    desk.files("/latest.pdf", more=('on_change = "new_issue"',))
    desk.fetch()
    desk.site.on("/latest.pdf", give(pdf("2"), ETag='"2"'))
    assert _kinds(desk.fetch()) == [("new", "latest-2026-11-21.pdf")]
    assert desk.names() == ["latest-2026-11-02.pdf", "latest-2026-11-21.pdf"]


def test_listed_files_are_asked_for_again_for_some_weeks_only(desk: Desk) -> None:
    desk.index("a.pdf")
    desk.site.on("/a.pdf", give(pdf("a"), ETag='"a"'))
    desk.fetch()
    desk.now += timedelta(days=29)
    desk.fetch()
    assert desk.site.paths().count("/a.pdf") == 2
    desk.now += timedelta(days=2)
    desk.fetch()
    assert desk.site.paths().count("/a.pdf") == 2


# Names.


@pytest.mark.parametrize(
    ("path", "disposition", "name"),
    [
        pytest.param("/..%2F..%2Fx.pdf", None, "x.pdf", id="climbs"),
        pytest.param("/a%00b%0Ac.pdf", None, "a-b-c.pdf", id="control characters"),
        pytest.param("/get?id=7", 'attachment; filename="../../etc/No 7.pdf"', "no-7.pdf", id="said"),
        pytest.param("/get?id=7", "attachment; filename=..\\\\..\\\\evil.exe", "get-id-7.pdf", id="not said"),
        pytest.param("/get?id=7", "attachment; filename*=UTF-8''%E2%80%AEfdp.pdf", "fdp.pdf", id="override"),
        pytest.param("/con.pdf", None, "con-{}.pdf", id="device"),
        pytest.param("/%F0%9F%98%80.pdf", None, "x-{}.pdf", id="nothing left"),
        pytest.param("/.fetched.json?x.pdf", None, "fetched-json-x-pdf.pdf", id="our record"),
        pytest.param(f"/{'n' * 1500}.pdf", None, f"{'n' * 100}-{{}}.pdf", id="long"),
    ],
)
def test_names_are_slugs_of_our_own(desk: Desk, path: str, disposition: str | None, name: str) -> None:
    said = {"Content_Disposition": disposition} if disposition else {}
    desk.site.on(path, give(PDF, more=said))
    desk.files(path)
    assert desk.fetch().failures == []
    (found,) = desk.names()
    before, _, after = name.partition("{}")
    assert found.startswith(before)
    assert found.endswith(after)
    assert len(found) == len(name) + (6 if "{}" in name else 0)


def test_names_that_would_clash_are_told_apart(desk: Desk) -> None:
    desk.pair.add("lake/Report.txt", "the user's own")
    for year in ("2025", "2026"):
        desk.site.on(f"/{year}/report.pdf", give(pdf(year)))
    desk.files("/2025/report.pdf", "/2026/report.pdf")
    assert desk.fetch().count(ArrivalKind.NEW) == 2
    assert len(desk.names()) == 3
    assert desk.read("Report.txt") == b"the user's own"
    assert len({name.rpartition(".")[0].lower() for name in desk.names()}) == 3


# Where it never goes.


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://127.0.0.1/x.pdf", "scheme"),
        ("gopher://127.0.0.1:70/x", "scheme"),
        ("http://localhost:{port}/x.pdf", "host"),
        ("http://127.0.0.1:1/x.pdf", "host"),
        ("http://169.254.169.254/latest/meta-data", "host"),
        ("http://2130706433:{port}/x.pdf", "host"),
        ("//evil.example/x.pdf", "host"),
        ("http://127.0.0.1:{port}@evil.example/x.pdf", "host"),
        ("http://[::1", "address"),
        ("http://127.0.0.1:99999/", "address"),
        ("/" + "x" * 5000, "address"),
    ],
)
def test_redirects_stay_within_what_is_allowed(desk: Desk, location: str, code: str) -> None:
    desk.site.on("/a.pdf", redirect(location.format(port=desk.site.port)))
    desk.files("/a.pdf")
    assert desk.failed()[0] == code
    assert desk.site.paths() == ["/a.pdf"], "not tried again"


def test_redirects_in_circles_end(desk: Desk) -> None:
    desk.site.on("/a.pdf", redirect("/b.pdf"))
    desk.site.on("/b.pdf", redirect("/a.pdf"))
    desk.files("/a.pdf")
    assert desk.failed()[0] == "redirects"
    assert len(desk.site.asked) == 6


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_addresses_of_this_machine_are_refused_unless_the_profile_says_so(desk: Desk, host: str) -> None:
    desk.files(desk.site.url("/a.pdf", host), private=False)
    code, sentence = desk.failed()
    assert code == "private_address"
    assert "allow_private" in sentence
    assert desk.site.asked == []


def test_a_name_is_resolved_once_and_the_checked_address_is_used(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.1", "169.254.169.254"]])

    def resolve(_host: str, port: int, **_: Any) -> list[Any]:
        addresses = next(answers)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    real = socket.getaddrinfo

    def answer(host: str, port: int, *args: Any, **options: Any) -> list[Any]:
        return resolve(host, port) if host == "rebind.example" else real(host, port, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    close = {"Connection": "close"}
    desk.site.on("/a.pdf", give(PDF, more=close))
    desk.site.on("/b.pdf", give(PDF, more=close))
    desk.files(*(desk.site.url(path, "rebind.example") for path in ("/a.pdf", "/b.pdf")))
    outcome = desk.fetch()
    assert _kinds(outcome) == [("new", "a.pdf")]
    assert [failure.code for failure in outcome.failures] == ["private_address"]
    assert "169.254.169.254" in outcome.failures[0].sentence


def test_links_to_other_hosts_are_left_out_and_told(desk: Desk) -> None:
    desk.index("a.pdf", "http://cdn.example/b.pdf")
    desk.site.on("/a.pdf", give(pdf("a")))
    outcome = desk.fetch()
    assert (_kinds(outcome), outcome.failures) == ([("new", "a.pdf")], [])
    assert "cdn.example" in outcome.notes[0]


def test_a_host_that_the_profile_allows_may_be_linked(desk: Desk) -> None:
    desk.index(
        desk.site.url("/a.pdf", "localhost"), more=(f'allowed_hosts = ["localhost:{desk.site.port}"]',)
    )
    desk.site.on("/a.pdf", give(pdf("a")))
    assert _kinds(desk.fetch()) == [("new", "a.pdf")]


def test_names_and_passwords_go_to_their_own_server_only_and_are_never_told(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.site.on("/a.pdf", give(pdf("a")))
    desk.site.on("/b.pdf", redirect(desk.site.url("/c.pdf", "localhost")))
    desk.site.on("/c.pdf", give(pdf("c")))
    with_user = [
        desk.site.url(path).replace("//", "//me:sesame@")
        for path in ("/a.pdf", "/b.pdf", "/d.pdf?token=sesame")
    ]
    desk.files(*with_user, more=(f'allowed_hosts = ["localhost:{desk.site.port}"]',))
    outcome = desk.fetch()
    assert outcome.count(ArrivalKind.NEW) == 2
    sent = {asked.path: asked.headers.get("authorization") for asked in desk.site.asked}
    assert sent["/a.pdf"] == sent["/b.pdf"] == "Basic bWU6c2VzYW1l"
    assert sent["/c.pdf"] is None
    show_outcome(outcome)
    assert "sesame" not in capsys.readouterr().err
    assert "me:" not in desk.read(STATE_NAME).decode()


# What servers do wrong.


def _drip(handler: Handler) -> None:
    handler.start(200, {"Content-Type": "application/pdf", "Content-Length": "100000"})
    for _ in range(1000):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def _drip_head(handler: Handler) -> None:
    for _ in range(1000):
        handler.wfile.write(b"X")
        handler.wfile.flush()
        time.sleep(0.05)


def _endless(handler: Handler) -> None:
    handler.start(200, {"Content-Type": "application/pdf", "Transfer-Encoding": "chunked"})
    piece = b"%x\r\n" % len(PDF) + PDF + b"\r\n"
    while True:
        handler.wfile.write(piece)


def _silent(handler: Handler) -> None:
    time.sleep(1.5)
    handler.close_connection = True


def _open_ended(handler: Handler) -> None:
    handler.start(200, {"Content-Type": "application/pdf", "Connection": "close"})
    handler.wfile.write(PDF[:1000])
    handler.close_connection = True


def _garbage(handler: Handler) -> None:
    handler.wfile.write(b"\x00\x01 not HTTP\r\n\r\n")
    handler.close_connection = True


def _split_header(handler: Handler) -> None:
    handler.start(302, {"Location": "/b.pdf\r\nSet-Cookie: a=b\r\nX: /c.pdf", "Content-Length": "0"})


BOMB = gzip.compress(PDF + b"\0" * (8 << 20))


@pytest.mark.parametrize(
    ("act", "code", "tries"),
    [
        pytest.param(_endless, "too_large", 1, id="never ends"),
        pytest.param(_open_ended, "cut", 3, id="ends early without a length"),
        pytest.param(_garbage, "cut", 3, id="speaks no HTTP"),
        pytest.param(cut(PDF, 100), "cut", 3, id="always breaks off"),
        pytest.param(give(PDF, Content_Length="999999999999"), "too_large", 1, id="says it is huge"),
        pytest.param(give(BOMB, Content_Encoding="gzip"), "too_large", 1, id="gzip bomb"),
        pytest.param(give(b"no gzip", Content_Encoding="gzip"), "encoding", 1, id="broken gzip"),
        pytest.param(give(PDF, Content_Encoding="br"), "encoding", 1, id="packed unasked"),
        pytest.param(give(PDF, "text/html; charset=utf-8"), "wrong_type", 1, id="wrong type"),
        pytest.param(give(PDF, "image/png"), "wrong_type", 1, id="a picture"),
        pytest.param(give(b"<!DOCTYPE html><p>Error"), "wrong_type", 1, id="a page called PDF"),
        pytest.param(give(b"\n <HTML>", "text/plain"), "wrong_type", 1, id="a page called text"),
        pytest.param(give(b"PK\3\4\0\0", "application/octet-stream"), "wrong_type", 1, id="an archive"),
        pytest.param(give(b""), "wrong_type", 1, id="nothing"),
        pytest.param(give(b"x", status=404), "http_404", 1, id="404"),
        pytest.param(give(b"x", status=403), "http_403", 1, id="403"),
        pytest.param(give(b"x", status=500), "http_500", 3, id="500"),
        pytest.param(give(b"x", status=503, Retry_After="3600"), "http_503", 1, id="503 for an hour"),
        pytest.param(give(b"x", status=206, Content_Range="bytes 5-9/10"), "range", 3, id="a part unasked"),
        pytest.param(lambda h: h.start(304, {}), "http_304", 1, id="304 unasked"),
        pytest.param(
            lambda h: h.start(302, {"Content-Length": "0"}), "http_302", 1, id="redirect to nowhere"
        ),
        pytest.param(_split_header, "http_404", 1, id="split header"),
    ],
)
def test_each_misbehaviour_is_told_and_leaves_nothing_behind(
    desk: Desk, act: Act, code: str, tries: int
) -> None:
    desk.site.on("/a.pdf", act)
    desk.files("/a.pdf", more=("max_mb = 1",))
    assert desk.failed()[0] == code
    assert desk.site.paths().count("/a.pdf") == tries


@pytest.mark.parametrize("act", [_drip, _drip_head], ids=["its body", "its head"])
def test_a_server_that_drips_is_given_up(desk: Desk, act: Act) -> None:
    desk.site.on("/a.pdf", act)
    desk.files("/a.pdf", more=("max_seconds = 0.7",))
    began = time.monotonic()
    assert desk.failed()[0] == "time_limit"
    assert time.monotonic() - began < 25, "it would drip for fifty seconds"


def test_a_server_that_says_nothing_is_given_up(desk: Desk) -> None:
    desk.patience = replace(HASTE, read_seconds=0.3)
    desk.site.on("/a.pdf", _silent)
    desk.files("/a.pdf")
    assert desk.failed()[0] == "timeout"
    assert len(desk.site.asked) == HASTE.attempts


def test_retry_after_is_honoured(desk: Desk) -> None:
    busy = give(b"", status=429, Retry_After="1")
    desk.site.on("/a.pdf", busy, give(PDF))
    desk.files("/a.pdf")
    began = time.monotonic()
    assert _kinds(desk.fetch()) == [("new", "a.pdf")]
    assert time.monotonic() - began >= 0.9


def test_a_server_that_asks_for_a_long_pause_gets_it(desk: Desk) -> None:
    desk.site.on("/a.pdf", give(b"", status=503, Retry_After="36000"))
    desk.site.on("/b.pdf", give(PDF))
    desk.files("/a.pdf", "/b.pdf")
    outcome = desk.fetch()
    assert (outcome.state, desk.site.paths()) == (SourceState.FAILED, ["/a.pdf"])
    desk.now += timedelta(hours=9)
    assert desk.fetch().state is SourceState.WAITING
    assert desk.site.paths() == ["/a.pdf"]
    desk.now += timedelta(hours=2)
    desk.site.on("/a.pdf", give(pdf("a")))
    assert desk.fetch().count(ArrivalKind.NEW) == 2


def test_a_packed_answer_is_unpacked(desk: Desk) -> None:
    desk.site.on("/a.pdf", give(gzip.compress(PDF), Content_Encoding="gzip"))
    desk.files("/a.pdf")
    assert _kinds(desk.fetch()) == [("new", "a.pdf")]
    assert desk.read("a.pdf") == PDF


def test_a_download_that_broke_off_goes_on_where_it_was(desk: Desk) -> None:
    desk.site.on("/a.pdf", cut(PDF, 2000, ETag='"1"'), rest(PDF, ETag='"1"'))
    desk.files("/a.pdf")
    assert _kinds(desk.fetch()) == [("new", "a.pdf")]
    assert desk.read("a.pdf") == PDF
    assert desk.site.asked[1].headers["range"] == "bytes=2000-"
    assert desk.site.asked[1].headers["if-range"] == '"1"'


def test_a_later_run_goes_on_where_an_earlier_one_broke_off(desk: Desk) -> None:
    desk.site.on("/a.pdf", cut(PDF, 2000, ETag='"1"'), give(b"", status=503), give(b"", status=503))
    desk.files("/a.pdf")
    assert desk.fetch().failures[0].code == "http_503"
    assert desk.names() == [], "no half file under a name"
    desk.now += timedelta(days=1)
    desk.site.on("/a.pdf", rest(PDF, ETag='"1"'))
    desk.fetch()
    assert desk.read("a.pdf") == PDF
    assert desk.site.asked[-1].headers["range"] == "bytes=2000-"


def test_the_rest_of_another_version_is_not_taken(desk: Desk) -> None:
    other = pdf("another version")
    desk.site.on("/a.pdf", cut(PDF, 2000, ETag='"1"'), rest(other, ETag='"2"'))
    desk.files("/a.pdf")
    desk.fetch()
    assert desk.read("a.pdf") == other


BILLION = (
    '<!DOCTYPE x [<!ENTITY a "aaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 50}">' for n in range(9))
    + ']><rss version="2.0"><channel><item><link>&j;</link></item></channel></rss>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><link>&a;'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(BILLION.encode(), "entities", id="bomb"),
        pytest.param(BILLION.encode("utf-16"), "entities", id="bomb in UTF-16"),
        pytest.param(OUTSIDE.encode(), "entities", id="outside"),
        pytest.param(b"<html><p>moved", "no RSS or Atom", id="no feed"),
        pytest.param(
            RSS.replace(".pdf", ".docx").replace(".txt", ".zip").encode(), "is a bulletin", id="no links"
        ),
    ],
)
def test_feeds_that_are_none_or_attack_are_told(desk: Desk, body: bytes, words: str) -> None:
    desk.profile(f'feed = "{desk.site.on("/feed", give(body, "application/rss+xml"))}"')
    outcome = desk.fetch()
    assert outcome.state is SourceState.FAILED
    assert words in outcome.failures[0].sentence
    assert [name for name in desk.hidden() if ".part" in name] == []


def test_a_pattern_without_end_costs_only_its_source(desk: Desk) -> None:
    desk.index("a" * 60 + "b")
    desk.profile(f'index = "{desk.site.url("/list")}"', "links = '(a|aa)+$'")
    assert "takes longer" in desk.failed()[1] or "took longer" in desk.failed()[1]


# Failures, over runs and between sources.


def test_one_bad_source_never_stops_another(desk: Desk) -> None:
    desk.site.on("/a.pdf", give(PDF))
    desk.files("/a.pdf", source="good")
    desk.files("http://127.0.0.1:1/x.pdf", source="gone")
    desk.pair.add("wrong/source.toml", "[fetch]\nfeeed = 'x'")
    desk.pair.add("plain/source.toml", 'title = "x"')
    report = desk.all()
    assert {outcome.source: outcome.state.value for outcome in report.outcomes} == {
        "gone": "fetched",
        "good": "fetched",
        "wrong": "failed",
    }
    assert report.has_failures
    assert "source.toml, line 2: key fetch.feeed: unknown" in report.outcomes[2].failures[0].sentence
    assert report.outcomes[0].failures[0].code == "unreachable"


def test_failures_are_remembered_and_the_source_is_not_hammered(desk: Desk) -> None:
    desk.profile(f'feed = "{desk.site.on("/feed", give(b"", status=500))}"')
    assert desk.fetch().failures[0].attempts == 1
    asked = len(desk.site.asked)
    desk.now += timedelta(minutes=30)
    waiting = desk.fetch()
    assert (waiting.state, len(desk.site.asked)) == (SourceState.WAITING, asked)
    desk.now += timedelta(days=1)
    (failure,) = desk.fetch().failures
    assert (failure.attempts, failure.first_seen, failure.is_new) == (2, NIGHT, True)
    assert "tried 2 times since 2026-11-21, next try after 2026-11-22 04:30 UTC" in failure_line(
        "lake", failure
    )
    assert desk.fetch("lake").failures[0].attempts == 3, "asked for by name, it is tried at once"
    desk.site.on("/feed", give(RSS.replace("{0}", "").encode(), "text/xml"))
    desk.fetch("lake")
    assert load_state(desk.pair.raw / "lake").source_trouble is None


def test_a_mended_profile_is_tried_at_once(desk: Desk) -> None:
    desk.site.on("/may.pdf", give(pdf("may")))
    desk.profile(f'feed = "{desk.site.url("/nowhere.xml")}"')
    assert desk.fetch().state is SourceState.FAILED
    assert desk.fetch().state is SourceState.WAITING
    desk.files("/may.pdf", "/june.pdf")
    mended = desk.fetch()
    assert mended.state is SourceState.FETCHED
    assert [arrival.kind for arrival in mended.arrivals] == [ArrivalKind.NEW]
    assert [failure.is_new for failure in mended.failures] == [True]
    assert [failure.is_new for failure in desk.fetch().failures] == [False], "the rest waits as before"
    desk.site.on("/june.pdf", give(pdf("june")))
    desk.files("/june.pdf", "/may.pdf", more=("max_new = 9",))
    assert desk.fetch().failures == []


def test_a_file_that_fails_is_asked_for_later_and_forgotten_once_it_is_not_listed(desk: Desk) -> None:
    desk.index("a.pdf", "gone.pdf")
    desk.site.on("/a.pdf", give(PDF))
    assert desk.fetch().failures[0].code == "http_404"
    desk.now += timedelta(minutes=30)
    (failure,) = desk.fetch().failures
    assert (failure.is_new, failure.first_seen, failure.attempts) == (False, NIGHT, 1)
    assert desk.site.paths().count("/gone.pdf") == 1
    desk.index("a.pdf")
    assert desk.fetch().failures == []


def test_a_server_that_is_down_is_left_alone_after_some_files(desk: Desk) -> None:
    desk.files(*(f"/{n}.pdf" for n in range(8)))
    for n in range(8):
        desk.site.on(f"/{n}.pdf", give(b"", status=502))
    outcome = desk.fetch()
    assert outcome.state is SourceState.FAILED
    assert len(desk.site.asked) == 3 * HASTE.attempts


def test_requests_to_one_host_keep_their_distance(desk: Desk) -> None:
    for n in range(4):
        desk.site.on(f"/{n}.pdf", give(pdf(str(n))))
    desk.files("/0.pdf", "/1.pdf", more=("delay_seconds = 0.2",), source="one")
    desk.files("/2.pdf", "/3.pdf", more=("delay_seconds = 0.2",), source="two")
    began = time.monotonic()
    report = desk.all()
    assert time.monotonic() - began >= 0.6, "over all sources"
    assert report.count(ArrivalKind.NEW) == 4


def test_a_pause_does_not_count_as_time_that_a_file_takes(desk: Desk) -> None:
    for n in range(2):
        desk.site.on(f"/{n}.pdf", give(pdf(str(n))))
    desk.files("/0.pdf", "/1.pdf", more=("delay_seconds = 2", "max_seconds = 1.9"))
    assert desk.fetch().count(ArrivalKind.NEW) == 2


def test_a_fetch_of_the_same_source_at_once_is_left_to_the_other(desk: Desk) -> None:
    from tasks.storage.locks import hold

    desk.files("/a.pdf")
    with hold(desk.pair.raw / "lake" / ".fetch.lock", wait_seconds=0):
        outcome = desk.fetch()
    assert (outcome.state, outcome.failures) == (SourceState.BUSY, [])
    assert desk.site.asked == []


def test_a_kill_between_naming_and_recording_is_understood(desk: Desk) -> None:
    desk.site.on("/a.pdf", give(PDF, ETag='"1"'))
    desk.files("/a.pdf")
    desk.fetch()
    state = load_state(desk.pair.raw / "lake")
    state.placing, state.files = state.files, {}
    state.save(desk.pair.raw / "lake")
    assert desk.fetch().unchanged_count == 1
    state.save(desk.pair.raw / "lake")
    (desk.pair.raw / "lake" / "a.pdf").unlink()
    assert _kinds(desk.fetch()) == [("new", "a.pdf")], "it never got its name"


def test_a_damaged_record_is_told_and_kept(desk: Desk) -> None:
    desk.files("/a.pdf")
    desk.pair.add(f"lake/{STATE_NAME}", '{"version": 1, "x')
    assert desk.fetch().failures[0].code == "record"
    assert desk.read(STATE_NAME) == b'{"version": 1, "x'


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(desk: Desk) -> None:
    desk.files("/a.pdf")
    folder = desk.pair.raw / "lake"
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert desk.fetch().failures[0].code == "folder"
    finally:
        folder.chmod(stat.S_IRWXU)


def test_a_full_disk_ends_the_run_and_keeps_what_came(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        desk.site.on(f"/{name}.pdf", give(pdf(name)))
    desk.files("/a.pdf", "/b.pdf")
    real = os.link

    def fill(part: Path, final: Path) -> None:
        if final.name == "b.pdf":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(part, final)

    monkeypatch.setattr(os, "link", fill)
    with pytest.raises(StorageError, match="cannot be written .No space left on device.*make room"):
        desk.fetch()
    assert desk.names() == ["a.pdf"]
    monkeypatch.undo()
    assert _kinds(desk.fetch()) == [("new", "b.pdf")]


# The command.


def _command(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    folders = ["--raw", str(desk.pair.raw), "--processed", str(desk.pair.processed)]
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", "fetch", *arguments, *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_tells_people_and_programs(desk: Desk) -> None:
    desk.site.on("/a.pdf", give(PDF))
    desk.files("/a.pdf", "/gone.pdf")
    done = _command(desk, "--json")
    assert done.returncode == 1
    first, second, last = done.stderr.splitlines()
    assert first == "lake: 1 new"
    assert second.startswith(f"failed: lake: {desk.site.url('/gone.pdf')}: fetch: the server answers 404")
    assert last == "1 new bulletin from 1 source; 1 source with failures"
    said = json.loads(done.stdout)
    assert (said["new_count"], said["failure_count"]) == (1, 1)
    assert said["sources"][0]["arrivals"][0]["file"] == "a.pdf"


def test_the_command_says_what_cannot_be_fetched(desk: Desk) -> None:
    assert (
        _command(desk).stderr == "no source has a [fetch] in its source.toml, so there is nothing to fetch\n"
    )
    with pytest.raises(ConfigurationError, match="no source sea with a .fetch.*: none"):
        desk.all("sea")
    desk.pair.raw.rmdir()
    with pytest.raises(ConfigurationError, match="raw folder"):
        desk.all()
