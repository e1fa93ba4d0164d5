"""Pins what the site shows and finds, that a bulletin cannot act on it, and what it refuses."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from flows.browsing.serving import refresh
from tests.browsing.issues import HOSTILE
from tests.builders import issue_rows
from tests.conftest import Folders
from tests.flows.browsing.conftest import Asked, asking
from tests.flows.browsing.seen import Seen

ARTICLES = "/bulletins/overview"


def _seen(asked: Asked, path: str) -> Seen:
    response = asked.get(path)
    assert response.status_code == 200, response.text
    return Seen(response.text)


def _titles(page: Seen) -> list[str]:
    return page.texts(".results h3")


def test_it_begins_with_all_articles_the_newest_first(asked: Asked) -> None:
    assert asked.get("/").headers["location"] == ARTICLES
    assert _titles(_seen(asked, ARTICLES)) == [
        HOSTILE,
        "Lake level rises",
        "Ferry timetable changes",
        "湖水上涨",
    ]


def test_each_facet_leads_to_its_articles(asked: Asked) -> None:
    page = _seen(asked, ARTICLES)
    names = {
        "source": "Source",
        "month": "Month",
        "countries": "Country named",
        "publisher_country": "Publisher's country",
        "language": "Language",
    }
    assert page.texts(".facet h2") == list(names.values())
    counts = {
        name: dict(zip(page.texts(f"#facet-{name} bdi"), page.texts(f"#facet-{name} .count"), strict=True))
        for name in names
    }
    assert counts == {
        "source": {"lake": "3", "sea": "1"},
        "month": {"2024-05": "3"},
        "countries": {"Norway": "1"},
        "publisher_country": {"Norway": "3"},
        "language": {"en": "3", "zh": "1"},
    }
    assert _titles(_seen(asked, page.link("#facet-countries a"))) == ["Lake level rises"]
    assert _titles(_seen(asked, page.link("#facet-language a"))) == ["湖水上涨"]


def test_words_are_found_and_shown_where_they_stand(asked: Asked) -> None:
    page = _seen(asked, f"{ARTICLES}?_search=FARMERS")
    assert _titles(page) == ["Lake level rises"]
    assert page.texts("mark") == ["Farmers"]
    assert page.one("input[name=_search]").attributes["value"] == "FARMERS"
    assert _titles(_seen(asked, f"{ARTICLES}?_search={quote('水')}")) == ["湖水上涨"]


def test_a_search_keeps_what_was_chosen_before(asked: Asked) -> None:
    page = _seen(asked, f"{ARTICLES}?source=lake&countries__arraycontains=Norway")
    hidden = page.all(".browse-search input[type=hidden]")
    kept = {node.attributes["name"]: node.attributes["value"] for node in hidden}
    assert kept == {"source": "lake", "countries__arraycontains": "Norway"}


def test_nothing_found_says_what_helps(asked: Asked) -> None:
    assert "No article has all of that" in _seen(asked, f"{ARTICLES}?_search=nowhere").text


def test_an_article_is_shown_whole(asked: Asked) -> None:
    page = _seen(asked, _seen(asked, f"{ARTICLES}?_search=farmers").link("h3 a"))
    assert page.texts("h1") == ["Lake level rises"]
    assert page.texts(".body p") == ["The lake rose by a hand.", "Farmers are content."]
    assert "2 mentions" in page.text


def test_an_article_leads_to_its_place_on_its_page(asked: Asked) -> None:
    results = _seen(asked, f"{ARTICLES}?_search=ferry")
    article = _seen(asked, results.link("h3 a"))
    for page in (results, article):
        assert page.link("a.place") == "/place/lake/may#article-1"
    place = _seen(asked, "/place/lake/may")
    assert place.texts("#article-1 .head > .title") == ["Ferry timetable changes"]


def test_nothing_in_a_bulletin_acts_on_the_pages(asked: Asked) -> None:
    row = _seen(asked, f"{ARTICLES}?_search={quote('alert(1)')}").link("h3 a")
    for path in (f"{ARTICLES}?_search={quote('<script>')}", row, "/bulletins/articles", "/place/lake/june"):
        page = _seen(asked, path)
        assert not page.all("img[src=x], [onerror]"), path
        assert "alert(1)" not in page.texts("script"), path
        assert HOSTILE in page.text, path


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("POST", "/bulletins", 405, id="writing"),
        pytest.param("DELETE", ARTICLES, 405, id="removing"),
        pytest.param("GET", "/bulletins?sql=delete+from+articles", 400, id="SQL that writes"),
        pytest.param("GET", "/bulletins?sql=attach+'x'+as+x", 400, id="SQL that opens files"),
        pytest.param("GET", "/bulletins?sql=select+load_extension('x')", 400, id="SQL that loads code"),
        pytest.param("GET", "/bulletins.db", 403, id="the file"),
        pytest.param("GET", "/-/versions", 404, id="about the machine"),
        pytest.param("GET", "//-/versions", 404, id="about the machine, another way"),
        pytest.param("GET", "/_internal", 403, id="Datasette's own tables"),
        pytest.param("GET", "/place/lake/july", 404, id="no such issue"),
        pytest.param("GET", "/place/..%2F..%2Fetc%2Fpasswd", 404, id="no issue at all"),
        pytest.param("GET", "/nothing", 404, id="nothing there"),
    ],
)
def test_refused(asked: Asked, method: str, path: str, status: int) -> None:
    response = asked.ask(method, path)
    assert response.status_code == status
    assert "Traceback" not in response.text


def test_what_goes_wrong_is_one_sentence(asked: Asked, capfd: pytest.CaptureFixture[str]) -> None:
    assert "Statement must be a SELECT" in asked.get("/bulletins?sql=drop+table+articles").text
    told = asked.get("/bulletins.json?sql=drop+table+articles").json()
    assert told == {"ok": False, "title": "Invalid SQL", "error": "Statement must be a SELECT", "status": 400}
    assert capfd.readouterr().err == ""


def test_sql_is_for_reading(asked: Asked) -> None:
    response = asked.get("/bulletins.json?sql=select+count(*)+n+from+articles&_shape=array")
    assert response.json() == [{"n": 4}]


@pytest.mark.parametrize("path", [ARTICLES, "/place/lake/may", "/-/static/app.css", "/-/versions"])
def test_no_page_loads_from_elsewhere_or_is_framed(asked: Asked, path: str) -> None:
    headers = asked.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_columns_are_explained(asked: Asked) -> None:
    assert "How sure it is that this is the title." in _seen(asked, "/bulletins/articles").text


def test_another_state_is_shown_once_it_is_there(pair: Folders) -> None:
    with asking(pair) as asked:
        before = asked.site.state
        refresh(asked.store, asked.site)
        assert asked.site.state == before
        for number, name in enumerate(("sea/june", "sea/july"), start=1):
            asked.store.publish(issue_rows(name))
            asked.store.refresh_whole()
            refresh(asked.store, asked.site)
            assert len(_titles(_seen(asked, ARTICLES))) == 4 + 2 * number
        assert asked.site.state != before
