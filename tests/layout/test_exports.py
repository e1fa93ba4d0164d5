"""Lines of text exports in blocks: heads and their underlines, code, and what converters write."""

from __future__ import annotations

import re
import textwrap

import pytest

from tasks.layout.pages import lay_out
from tests.reading import read_export
from tests.road import prose


def groups(text: str) -> list[str]:
    return [block.text for block in lay_out(read_export(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Title\n=====\nText.", ["Title\n=====", "Text."], id="equals_signs"),
        pytest.param("Title\n==\nText.", ["Title\n==", "Text."], id="short_equals_signs"),
        pytest.param("Title\n-----\nText.", ["Title\n-----", "Text."], id="hyphens"),
        pytest.param("Long\nTitle\n=====\nText.", ["Long\nTitle\n=====", "Text."], id="two_lines"),
        pytest.param("It ends.\nTitle\n=====\nText.", ["It ends.", "Title\n=====", "Text."], id="below_text"),
        pytest.param("It ends.\n-----\nText.", ["It ends.", "-----", "Text."], id="rule_below_text"),
        pytest.param("Title\n\n-----\n\nText.", ["Title", "-----", "Text."], id="rule_apart"),
        pytest.param("Many many words\n---\nText.", ["Many many words", "---", "Text."], id="short"),
    ],
)
def test_underlined_heads(text: str, expected: list[str]) -> None:
    assert groups(text) == expected


def under_heads(*heads: str, width: int) -> str:
    return "\n\n".join(f"{head}\n{textwrap.fill(prose(n), width)}" for n, head in enumerate(heads))


@pytest.mark.parametrize("width", [60, 72, 100, 1000])
@pytest.mark.parametrize(
    "heads",
    [
        ("Moles dig", "Bees come home"),
        ("MOLES DIG", "BEES COME HOME"),
        ("**Moles dig**", "**Bees come home**"),
        ("Straße gesperrt", "Brücke offen"),
        ("Кроты вернулись", "Пчёлы дома"),
    ],
)
def test_heads_over_wrapped_text_stand_alone(heads: tuple[str, str], width: int) -> None:
    found = groups(under_heads(*heads, width=width))
    assert [text for text in found if "\n" not in text and len(text) < 30] == list(heads)


@pytest.mark.parametrize(
    "text",
    [
        under_heads("Moles dig", width=72),
        under_heads("Dear members,", "Dear friends,", width=72),
        under_heads("moles dig", "bees come home", width=72),
        under_heads("Moles dig under the lawn of the house nearby", "Bees come home to the hives", width=60),
        re.sub("\n(?=[TE])", "\nso ", under_heads("Moles dig", "Bees come home", width=72)),
        "Moles dig\nunder the lawn\nof the mill\n\nBees come\nto the roof\nof the inn",
    ],
    ids=["one alone", "salutations", "small letters", "one that is full", "a sentence that goes on",
        "verses"],
)  # fmt: skip
def test_first_lines_that_are_no_heads_stay_with_their_text(text: str) -> None:
    assert len(groups(text)) == text.count("\n\n") + 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Do:\n```sh\n# one\n\nls\n```\nDone.", ["Do:", "```sh\n# one\nls\n```", "Done."], id="ticks"
        ),
        pytest.param("~~~\n- a\n```\n~~~~\nDone.", ["~~~\n- a\n```\n~~~~", "Done."], id="tildes"),
        pytest.param("```\n# one\nText.", ["```", "# one", "Text."], id="never_closed"),
        pytest.param("````md\n```\n# one\n```\n````", ["````md\n```\n# one\n```\n````"], id="within"),
        pytest.param("Do so\n\n~~~\n# one\n~~~", ["Do so", "~~~\n# one\n~~~"], id="short_tildes"),
        pytest.param("Moles\n~~~~~\nText.", ["Moles\n~~~~~", "Text."], id="tildes_under_a_head"),
        pytest.param(
            "Moles\n~~~~~\nText.\n\nBees\n~~~~\nText.",
            ["Moles\n~~~~~", "Text.", "Bees\n~~~~", "Text."],
            id="tildes_under_two_heads",
        ),
    ],
)
def test_code_is_one_block(text: str, expected: list[str]) -> None:
    assert [block.replace("\n\n", "\n") for block in groups(text)] == [
        e.replace("\n\n", "\n") for e in expected
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "**==> picture [200 x 120] intentionally omitted <==**",
        "**----- Start of picture text -----**<br>",
        "--- end of page=3 ---",
        "{12}------------------------------------------------",
        "![](_page_0_Picture_1.jpeg)",
        "[MISSING_PAGE_EMPTY:4]",
    ],
)
def test_marks_of_converters_stand_alone(mark: str) -> None:
    assert groups(f"One line.\n{mark}\nAnother line.") == ["One line.", mark, "Another line."]


ONE = ["    The boats came in late and the nets", "were full of ice when they were drawn."]
TWO = ["    Nobody on the quay had seen so much", "of it since the winter of the flood."]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["Ice", *ONE, *TWO, "", "Bees", *ONE], ["Ice", ONE, TWO, "Bees", ONE], id="heads"),
        pytest.param(["Ice", *ONE, *TWO, "Bees", *ONE], ["Ice", ONE, TWO, "Bees", ONE], id="no_empty_line"),
        pytest.param(["Ice", "in", *ONE, *TWO], ["Ice\nin", ONE, TWO], id="head_of_two_lines"),
        pytest.param([*ONE, *TWO, *ONE], [ONE, TWO, ONE], id="no_head"),
        pytest.param([*ONE, "The end.", *TWO], [[*ONE, "The end."], TWO], id="last_line"),
        pytest.param(["\t" + ONE[0].strip(), ONE[1], "\t" + TWO[0].strip(), TWO[1]], [ONE, TWO], id="tabs"),
        pytest.param(
            ["Boats that go on", "   in this line", "Nets that go on", "   in that line"],
            ["Boats that go on\nin this line\nNets that go on\nin that line"],
            id="hanging",
        ),
        pytest.param(["    A verse", "    is indented", "    as a whole"], None, id="all_indented"),
    ],
)
def test_indented_paragraphs(lines: list[str], expected: list[str | list[str]] | None) -> None:
    whole = ["\n".join(line.strip() for line in lines)] if expected is None else expected
    blocks = [one if isinstance(one, str) else "\n".join(line.strip() for line in one) for one in whole]
    assert groups("\n".join(lines)) == blocks


TORN = ["The ferry leaves the old quay at nine", "and comes back at noon, but never on", "days of high wind."]


def test_where_every_line_is_followed_by_an_empty_one_only_more_of_them_part() -> None:
    paragraphs = [*([TORN] * 3), ["Boats for all"], TORN]
    text = "\n\n\n\n".join("\n\n".join(lines) for lines in paragraphs)
    assert groups(text) == ["\n".join(lines) for lines in paragraphs]


def test_paragraphs_of_one_line_are_not_taken_for_torn_ones() -> None:
    lines = ["The ferry leaves at nine.", "and comes back at noon.", "Boats for all", "Bees for some."] * 4
    assert groups("\n\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<h2>Bees</h2>\nText.", ["<h2>Bees</h2>", "Text."], id="head"),
        pytest.param(
            '<h2\n class="x">\nBees\n</h2>\n<p>Text\nmore</p>',
            ['<h2\nclass="x">\nBees\n</h2>', "<p>Text\nmore</p>"],
            id="tags_over_lines",
        ),
        pytest.param("<h2>Bees</h2><p>Text.</p>", ["<h2>Bees</h2>", "<p>Text.</p>"], id="one_line"),
        pytest.param("One.\n</div>\n<div>\nTwo.", ["One.", "</div>", "<div>", "Two."], id="frames"),
        pytest.param('One\n<page number="2">\ntwo.', ["One", '<page number="2">', "two."], id="page"),
        pytest.param("One\n<!-- page 2 -->\ntwo.", ["One", "<!-- page 2 -->", "two."], id="comment"),
        pytest.param("One <b>two</b>\n<i>three</i>.", ["One <b>two</b>\n<i>three</i>."], id="inline"),
    ],
)
def test_elements_of_html_are_blocks(text: str, expected: list[str]) -> None:
    assert groups(text) == expected
