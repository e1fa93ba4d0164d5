"""Pins what a profile may say, and that a wrong one is told with file, key and line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from schemas.errors import ConfigurationError, IssueError
from schemas.kinds import IssueKind
from schemas.profile import (
    FetchProfile,
    Matcher,
    SourceProfile,
    load_profile,
    matcher,
    parse_profile,
    profile_sha256,
)
from schemas.reasons import NoiseCode

FULL = """\
title = "Lake Digest"
publisher = "Lake Commission"
country = "NO"
homepage = "https://lake.example/"
licence = "CC-BY-4.0"
terms = "https://lake.example/terms"
language = "en"
kind = "digest"
one_article = false
nameplate = ["Lake Digest", "News from the shore"]
sections = [
    "In brief",
]
titles = ['^Notice \\d+']
advertisement_languages = ["fi"]
expected_noise_share = { max = 0.4 }

[[noise]]
pattern = "(?i)^sponsored by"
code = "advertisement"
reason = "sponsor's line"

[[noise]]
pattern = "shore news"
code = "F104"

[expected_articles]
min = 5
max = 30

[fetch]
feed = "https://lake.example/feed"
"""


def test_every_key_is_read() -> None:
    profile = parse_profile(FULL, "source.toml")
    assert profile.kind is IssueKind.DIGEST
    assert profile.one_article is False
    assert profile.nameplate == ("Lake Digest", "News from the shore")
    assert [entry.code for entry in profile.noise] == [NoiseCode.ADVERTISEMENT, NoiseCode.NAMEPLATE]
    assert profile.noise[0].reason == "sponsor's line"
    assert profile.titles == (r"^Notice \d+",)
    assert (profile.expected_articles.min, profile.expected_articles.max) == (5, 30)
    assert set(SourceProfile.model_fields) == profile.model_fields_set


def test_source_without_profile_has_the_default() -> None:
    assert load_profile(None) == SourceProfile() == parse_profile("# nothing yet\n", "source.toml")


def test_profile_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "source.toml"
    path.write_bytes(b"\xef\xbb\xbf" + FULL.encode())
    assert load_profile(path) == parse_profile(FULL, "source.toml")


@pytest.mark.parametrize(
    ("text", "place", "wrong"),
    [
        ("title = 3", "line 1: key title", "string"),
        ('# x\n\ntitel = "x"', "line 3: key titel", "unknown"),
        ("title = \n", "", "line 1"),
        ('\nkind = "leaflet"', "line 2: key kind", "digest"),
        ('one_article = "yes"', "line 1: key one_article", "boolean"),
        ('title = " "', "line 1: key title", "blank"),
        ('language = "English"', "line 1: key language", "ISO 639"),
        ('nameplate = "Lake"', "line 1: key nameplate", "list"),
        ('titles = [\n  "fine",\n  # remark\n  "b(",\n]', "line 4: key titles[2]", "regular expression"),
        ('titles = ["fine", "b("]', "line 1: key titles[2]", "regular expression"),
        ('titles = ["fine",\n"b("]', "line 2: key titles[2]", "regular expression"),
        ('titles = ["a*"]', "line 1: key titles[1]", "matches an empty text"),
        (f'titles = ["{"x" * 501}"]', "line 1: key titles[1]", "longer than 500"),
        (
            '[[noise]]\npattern = "x"\ncode = "B503"\n\n[[noise]]\npattern = "["\ncode = "B503"',
            "line 6: key noise[2].pattern",
            "regular expression",
        ),
        ('noise = [\n  { pattern = "x", code = "F999" },\n]', "line 2: key noise[1].code", "F101"),
        ('\n[[noise]]\npattern = "x"', "line 2: key noise[1].code", "missing"),
        ("noise = [3]", "line 1: key noise[1]", "table"),
        ('[expected_articles]\nmin = "a"', "line 2: key expected_articles.min", "number"),
        ("[expected_articles]\nmin = 5\nmax = 3", "line 1: key expected_articles", "above max"),
        ("expected_noise_share = { max = 40 }", "key expected_noise_share.max", "less than or equal to 1"),
        ('title = """\na\n"""\nbad = 1', "line 4: key bad", "unknown"),
        ("[fetch]\nmax_new = 3", "line 1: key fetch", "needs feed, index or files"),
        ('[fetch]\nindex = "https://a.example"', "line 1: key fetch", "index needs links"),
        ('country = "Norway"', "key country", "not a country code such as NO"),
        ('homepage = "lake.example"', "key homepage", "is not an address"),
        ('[fetch]\nfeed = "http://a/"\nindex = "http://a/"\nlinks = "x"', "key fetch", "exclude each other"),
        ('[fetch]\nfeed = "file:///etc/passwd"', "line 2: key fetch.feed", "begins with http:// or https://"),
        ('[fetch]\nfeed = "https://me:pw@"', "line 2: key fetch.feed", '"https://" is not an address'),
        ('[fetch]\nfeed = "http://a:99999/"', "line 2: key fetch.feed", "is not an address"),
        ('[fetch]\nfeed = "http://a/ b"', "line 2: key fetch.feed", "blank or a control character"),
        ('[fetch]\nfiles = [\n"http://a/x",\n"x.pdf"]', "line 4: key fetch.files[2]", "is not an address"),
        ('[fetch]\nfeed = "http://a"\ntypes = []', "line 3: key fetch.types", "at least 1"),
        ('[fetch]\nfeed = "http://a"\nfeeed = 1', "line 3: key fetch.feeed", "unknown"),
        (
            '[fetch]\nfeed = "http://a"\nallowed_hosts = ["b/c"]',
            "fetch.allowed_hosts[1]",
            "is not a host",
        ),
        ('[fetch]\nfeed = "http://a"\nlinks = "(a"', "line 3: key fetch.links", "regular expression"),
        ('[fetch]\nfeed = "http://a"\non_change = "x"', "line 3: key fetch.on_change", "new_issue"),
    ],
)
def test_wrong_profile_is_told_with_file_line_and_key(text: str, place: str, wrong: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_profile(text, "raw/lake/source.toml")
    message = str(caught.value)
    assert message.startswith("raw/lake/source.toml")
    assert place in message
    assert wrong in message
    assert "\n" not in message


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ConfigurationError, match=r"line 1: key x.*line 2: key y"):
        parse_profile("x = 1\ny = 2", "source.toml")


def test_unreadable_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "source.toml"
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_profile(path)
    path.write_bytes('title = "ok"\nlanguage = "\xe4"'.encode("latin-1"))
    with pytest.raises(ConfigurationError, match=r"line 2: not UTF-8"):
        load_profile(path)
    path.write_text("#" * 300_000)
    with pytest.raises(ConfigurationError, match="larger than 256 KiB"):
        load_profile(path)


def test_digest_is_of_what_a_profile_says() -> None:
    said = profile_sha256(parse_profile('title = "A"\none_article = true', "a"))
    assert said == profile_sha256(parse_profile('# remark\none_article=true\ntitle="A"\nsections=[]', "b"))
    assert said != profile_sha256(parse_profile('title = "A"', "a"))
    assert profile_sha256(load_profile(None)) == profile_sha256(parse_profile("", "a"))
    fetched = parse_profile('[fetch]\nfeed = "https://lake.example/feed"', "a")
    assert profile_sha256(load_profile(None)) == profile_sha256(fetched), (
        "where bulletins come from is not read"
    )
    told = (
        'country = "NO"\nhomepage = "https://a.example/"\nlicence = "CC0-1.0"\nterms = "https://a.example/t"'
    )
    assert profile_sha256(load_profile(None)) == profile_sha256(parse_profile(told, "a")), (
        "nor is what is told of the publisher"
    )


@pytest.mark.parametrize(
    ("pattern", "text", "is_found"),
    [
        ("sponsored by", "Kindly sponsored\n  by Lake Bank", True),
        ("^by Lake", "Kindly sponsored by Lake Bank", False),
        ("(?i)SPONSOR", "a sponsor", True),
        ("SPONSOR", "a sponsor", False),
    ],
)
def test_matcher_finds_over_line_ends(pattern: str, text: str, is_found: bool) -> None:
    assert matcher(pattern, "titles[1]").is_found_in(text) is is_found


def test_pattern_without_end_is_stopped() -> None:
    started = time.perf_counter()
    with pytest.raises(IssueError) as caught:
        matcher("(a|aa)+$", "noise[2].pattern").is_found_in("a" * 60 + "b")
    assert (caught.value.stage, caught.value.code) == ("analyse", "slow_pattern")
    assert '"(a|aa)+$" (key noise[2].pattern of its source\'s source.toml)' in caught.value.sentence
    assert "on one block" in caught.value.sentence
    assert time.perf_counter() - started < 10


def test_a_pattern_that_is_slow_on_every_block_is_stopped_too() -> None:
    slow = Matcher("(a|aa)+$", "titles[1]", 0.05)
    with pytest.raises(IssueError, match="on the blocks of one issue"):
        any(slow.is_found_in("a" * 22 + "b") for _ in range(1000))


def test_expected_range_includes_its_bounds() -> None:
    expected = parse_profile("[expected_articles]\nmin = 5\nmax = 7", "a").expected_articles
    assert [expected.holds(count) for count in (4, 5, 7, 8)] == [False, True, True, False]
    assert SourceProfile().expected_articles.holds(10_000)


def test_documentation_lists_every_key_and_its_example_works() -> None:
    document = (Path(__file__).parents[2] / "docs" / "profiles.md").read_text(encoding="utf-8")
    listed = [line.split("`")[1] for line in document.splitlines() if line.startswith("| `")]
    assert listed == [*SourceProfile.model_fields, *FetchProfile.model_fields]
    first, second = (part.partition("```")[0] for part in document.split("```toml\n")[1:])
    assert parse_profile(first, "source.toml").noise[0].code is NoiseCode.ADVERTISEMENT
    assert parse_profile(second, "source.toml").fetch is not None
