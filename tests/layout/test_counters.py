"""Running lines of an export without page breaks: what stands around the numbers that count its pages."""

from __future__ import annotations

import pytest

from schemas.reasons import NoiseCode
from tests.layout.test_margins import found
from tests.reading import read_export
from tests.road import told_by_rules

TEXTS = [
    "The reeds along the lake are cut in the last week of May\nby all who have a boat.",
    "Boats go over at nine and at noon, and on Sundays\nthey go once more in the evening.",
    "The lamps on the pier burn all night until the goats\nhave come down from the hedge.",
    "Nobody has seen the otter since the mill was closed\nand its wheel was taken away.",
    "The choir meets in the boathouse as soon as the ice\nhas gone from the slipway.",
]


SECTIONS = ("", "Harbour", "", "", "Choir")


def export(head: str, *, signed: str = "") -> str:
    """Pages one behind the other: text, signature, then the head of the page with its number."""
    pages = []
    for number, (text, section) in enumerate(zip(TEXTS, SECTIONS, strict=True), start=1):
        lines = filter(None, head.format(number=number, section=section).split("\n"))
        pages.append("\n\n".join(filter(None, (text, signed, "\n".join(lines)))))
    return "\n\n".join(pages) + "\n"


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Lake Digest, May 2026\nNo. 14 - Page {number}", id="number_last"),
        pytest.param("Page {number} | Lake Digest\nFishery Office, Quay 3", id="number_first"),
        pytest.param("Lake Digest\n\n{number}", id="bare_number"),
        pytest.param("Fishery Office\n- {number} -\nQuay 3, open at nine", id="between"),
    ],
)
def test_lines_around_the_page_numbers_repeat(head: str) -> None:
    repeated = found(read_export(export(head)))
    wanted = {line for n in range(1, 6) for line in head.format(number=n).split("\n") if line}
    assert repeated.keys() == wanted
    assert {known.pages for known in repeated.values()} == {5}


def test_what_stands_between_running_lines_is_one() -> None:
    repeated = found(read_export(export("Lake Digest\n{section}\nNo. 14 - Page {number}")))
    assert {"Harbour", "Choir"} <= repeated.keys()


def test_an_address_may_go_on_otherwise() -> None:
    text = export("Lake Digest\nPage {number}\nFishery Office Lumen, Quay 3")
    repeated = found(read_export(text.replace("Quay 3", "Quay 3, Lake Town", 1)))
    assert {
        "Fishery Office Lumen, Quay 3",
        "Fishery Office Lumen, Quay 3, Lake Town",
    } <= repeated.keys()


def test_a_signature_at_the_end_of_many_pages_stays() -> None:
    text = export("Lake Digest\nPage {number}", signed="Oona Merrow").replace("Oona Merrow", "Ivo Reed", 2)
    assert found(read_export(text)).keys() == {"Lake Digest", *(f"Page {n}" for n in range(1, 6))}


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Article {number}\nThe council has resolved:", id="numbered_heads"),
        pytest.param("{number}. Motion\nCarried", id="numbered_items"),
        pytest.param("Page {number}", id="numbers_alone"),
        pytest.param("Lake Digest\nPage 7", id="no_count"),
    ],
)
def test_near_misses(head: str) -> None:
    assert found(read_export(export(head))) == {}


def test_two_page_numbers_are_no_count() -> None:
    text = export("Lake Digest\nPage {number}")
    assert found(read_export(text.split("Page 3")[0].replace("Page 2", "Page"))) == {}


def test_a_text_goes_on_over_the_head_of_a_page() -> None:
    text = "Boats on the lake\n\n" + export("Lake Digest\nNo. 14 - Page {number}")
    story = told_by_rules(read_export(text))
    assert [article.title for article in story.articles] == ["Boats on the lake"]
    assert "Lake Digest" not in story.articles[0].body
    codes = [verdict.code for verdict in story.verdicts if verdict.code is not None]
    assert codes == [NoiseCode.RUNNING_FOOTER] * 10
