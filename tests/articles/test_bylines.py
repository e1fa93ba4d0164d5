"""Bylines: who is taken for an author, where, and who is not."""

from __future__ import annotations

import pytest

from schemas.layout import BlockLabel
from schemas.reasons import EditCode
from tasks.articles.bylines import Byline, BylineFinder, names_in
from tests.articles.blocks import text_block

TEXT = "The harbour wall was mended in four days and the boats are back at their old places again."
END = "The boats are back."


def find(*texts: str, issue: str = "", labels: dict[int, BlockLabel] | None = None) -> Byline | None:
    blocks = [text_block(text, index) for index, text in enumerate(texts)]
    told = {block.index: (labels or {}).get(block.index, BlockLabel.TEXT) for block in blocks}
    return BylineFinder(issue or "\n".join(texts)).find(blocks, told)


@pytest.mark.parametrize(
    ("texts", "byline", "names"),
    [
        pytest.param(["By Oona Merrow", TEXT], "Oona Merrow", ("Oona Merrow",), id="labelled"),
        pytest.param([TEXT, END, "Von Ulrike Sommer"], "Ulrike Sommer", ("Ulrike Sommer",), id="at_the_end"),
        pytest.param(["Martin Holm", TEXT], "Martin Holm", ("Martin Holm",), id="under_the_title"),
        pytest.param(
            ["Harbour Radio · 13 July 2026", TEXT], "Harbour Radio · 13 July 2026", (), id="source_and_day"
        ),
        pytest.param([TEXT, END, "Martin Holm"], "Martin Holm", ("Martin Holm",), id="signed"),
        pytest.param(
            [TEXT, END, "Olena Brisko,\nначальник отдела"],
            "Olena Brisko, начальник отдела",
            ("Olena Brisko",),
            id="office_under_a_name",
        ),
        pytest.param([TEXT, "Kind regards,", "Lou"], "Lou", ("Lou",), id="one_word_behind_a_farewell"),
        pytest.param(
            [TEXT, "Best wishes, Martin Holm, warden"],
            "Best wishes, Martin Holm, warden",
            ("Martin Holm",),
            id="farewell_in_its_line",
        ),
        pytest.param([TEXT, "Port Lumen, 9 August 2019", "The Board"], "The Board", (), id="place_and_day"),
        pytest.param(
            [TEXT, END, "Martin Holm 01453 555 019\nEmail: holm@harbour.example"],
            "Martin Holm 01453 555 019 Email: holm@harbour.example",
            ("Martin Holm",),
            id="numbers",
        ),
        pytest.param(
            [TEXT, "Kind regards,", "Martin Holm", TEXT], "Martin Holm", ("Martin Holm",), id="more_below"
        ),
        pytest.param(
            [
                TEXT,
                END,
                "For the Harbour Board.",
                "Kind regards",
                "Martin Holm Anna Lind",
                "warden treasurer",
            ],
            "Martin Holm Anna Lind warden treasurer",
            ("Martin Holm Anna Lind",),
            id="behind_the_farewell",
        ),
        pytest.param(
            [TEXT, f"{END}\nvon Ulrike Sommer"],
            "Ulrike Sommer",
            ("Ulrike Sommer",),
            id="small_behind_a_sentence",
        ),
    ],
)
def test_authors(texts: list[str], byline: str, names: tuple[str, ...]) -> None:
    found = find(*texts)
    assert found is not None
    assert (found.text, found.names) == (byline, names)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["By far the best", TEXT], id="no_name"),
        pytest.param(
            ["Plenary: how harbours silt up,", "by Oona Merrow, Port Lumen. Monday, 9 am.", TEXT],
            id="of_an_entry_that_goes_on",
        ),
        pytest.param(["Dear Readers,", TEXT], id="salutation"),
        pytest.param(["HARBOUR BRANCH", TEXT], id="loud_words"),
        pytest.param([TEXT, END, "Opening Hours"], id="capitalised_words"),
        pytest.param([TEXT, "Danach gibt es Kaffee und Kuchen\nvon Familie Sommer."], id="end_of_a_sentence"),
        pytest.param([TEXT, END, "Ministry of Boats"], id="organisation"),
        pytest.param([TEXT, END, "Martin Holm", "For more on boats, write to:"], id="label_behind"),
        pytest.param([TEXT, "The wall was mended by", "Martin Holm"], id="sentence_goes_on"),
        pytest.param([TEXT, END, "Martin Holm - rope\nAnna Lind - sails\nIda Berg - oars"], id="people"),
        pytest.param([TEXT, END, "Martin Holm", "1 Quay Street 67011", "Port Lumen 40501"], id="address"),
    ],
)
def test_no_authors(texts: list[str]) -> None:
    assert find(*texts) is None


def test_a_name_whose_words_the_issue_writes_small_is_none() -> None:
    assert find(TEXT, END, "Otterby Grenn") is None
    assert find(TEXT, END, "Martin Marsh") is not None
    assert find(TEXT, END, "Marsh Walks", issue="over the marsh and other walks") is None


def test_a_name_that_its_line_goes_on_behind_signs_nothing() -> None:
    names = text_block("Martin Holm & Anna Lind", 0, is_run_in=True)
    finder = BylineFinder(TEXT)
    for below, names_authors in (("of Port Lumen, who joined us in May. " + TEXT, False), (TEXT, True)):
        found = finder.find([names, text_block(below, 1)], dict.fromkeys(range(2), BlockLabel.TEXT))
        assert (found is not None) == names_authors


def test_lists_and_captions_sign_nothing() -> None:
    labels = {2: BlockLabel.LIST_ITEM}
    assert find(TEXT, END, "Martin Holm", labels=labels) is None
    assert find(TEXT, END, "Martin Holm", labels={2: BlockLabel.CAPTION}) is None


def test_a_byline_in_a_block_of_text_is_cut_out_of_it_and_one_in_its_own_is_told() -> None:
    cut = find("By Oona Merrow\nThe tide was late.", TEXT)
    assert cut is not None
    assert [(edit.block, edit.offset, edit.length, edit.reason) for edit in cut.cuts] == [
        (0, 0, 14, EditCode.BYLINE)
    ]
    own = find("By Oona Merrow", TEXT)
    assert own is not None
    assert (own.whole, own.cuts) == (frozenset({0}), ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jenny Holm, Mikael Lind & Sabina Berg", ("Jenny Holm", "Mikael Lind", "Sabina Berg")),
        ("Caroline & Greg Holm", ("Caroline Holm", "Greg Holm")),
        ("Matt Holm, Camp Director", ("Matt Holm",)),
        ("(D. REDDY)", ("D. REDDY",)),
        ("Joseph Holm ‘05", ("Joseph Holm",)),
        ("the boats", ()),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [("Mrs. Grace Holm", "Grace Holm"), ("Ranger Frank Holm", "Frank Holm"), ("Mr Holm", "Mr Holm")],
)
def test_a_title_is_no_part_of_a_name(text: str, name: str) -> None:
    assert names_in(text) == (name,)
