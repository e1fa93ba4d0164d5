"""Columns side by side in text exports: read one after the other, unless they are a table or a list."""

from __future__ import annotations

from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extraction.columns import Piece, part_columns

BOATS = (
    "Boats at night",
    "",
    "The boats came in late on Monday, and",
    "the nets were full of ice when they",
    "were drawn. Nobody on the quay had seen",
    "so much of it since the winter of the",
    "flood, when the harbour froze for weeks.",
    "",
    "The fishers mend the nets in the hall.",
)
BEES = (
    "Bees in spring",
    "",
    "The bees of the orchard have come",
    "through the winter, and the keepers",
    "open the hives on the first warm day",
    "of March. Visitors may come and see",
    "them at work on any Saturday.",
)
ELKS = (
    "Elks in the wood",
    "",
    "An elk was seen by the mill, and the",
    "children of the village followed its",
    "tracks to the stream, where they end",
    "in the snow. The forester asks for",
    "word of any other that is seen.",
)
DIARY = (
    "What is on in May",
    "3 9:00 Boat race (East Quay)",
    "5 Labour day",
    "6 7:00 Choir (hall)",
    "9 7:30 Council meets",
    "  8:00 Harbour board",
    "12 5:00 Dance of the fishers",
    "20 6:30 Supper (mill)",
)
NAMES = ("The board", "Ann Tide, chair", "Bo Reed, clerk", "Cai Stone", "Dee Marsh", "Eve Mill, keys")
CATCHES = (
    "Catches of the week",
    "Herring     120      98",
    "Cod          40      52",
    "Eel           3       1",
    "Perch        12      14",
    "Pike          7       9",
    "Whiting      31      30",
)
ACROSS = "The harbour council met on Tuesday and spoke of the boats for the whole of the long evening"


def side_by_side(*columns: tuple[str, ...], width: int = 44) -> list[str]:
    return [
        "".join(cell.ljust(width) for cell in row).rstrip() for row in zip_longest(*columns, fillvalue="")
    ]


def pieces_of(lines: list[str]) -> list[Piece]:
    offset, pieces = 0, []
    for line in lines:
        pieces.append(Piece(offset, line))
        offset += len(line) + 1
    return pieces


def read(lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    found = [piece for piece in part_columns(pieces_of(lines)) if piece.text.strip()]
    assert all(text.startswith(piece.text, piece.offset) for piece in found)
    return [piece.text.strip() for piece in found]


def words(*columns: tuple[str, ...]) -> list[str]:
    return [line.strip() for column in columns for line in column if line]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param((BOATS, BEES), id="the_left_is_longer"),
        pytest.param((BEES, BOATS), id="the_right_is_longer"),
        pytest.param((BOATS, BEES, ELKS), id="three"),
        pytest.param((BOATS, BEES, ELKS, BEES, BOATS), id="five"),
        pytest.param((BEES[2:], BEES + ELKS + BOATS + BEES), id="the_right_goes_on_far_below"),
        pytest.param((BEES[2:5], ELKS[2:5]), id="boxes_of_three_lines"),
        pytest.param((BOATS, DIARY), id="a_diary_beside_text"),
        pytest.param((DIARY, BOATS), id="text_beside_a_diary"),
        pytest.param((BOATS, DIARY, ELKS), id="a_diary_between_texts"),
        pytest.param((NAMES, BOATS + ELKS), id="a_narrow_side_column"),
        pytest.param((BEES, CATCHES), id="a_table_beside_text_stays_in_its_rows"),
    ],
)
def test_columns_are_read_one_after_the_other(columns: tuple[tuple[str, ...], ...]) -> None:
    assert read(side_by_side(*columns)) == words(*columns)


def test_lines_over_and_under_columns_stay_there() -> None:
    head, foot = " " * 30 + "LAKE NEWS", " " * 40 + "2"
    lines = [head, "", *side_by_side(BOATS, BEES), "", foot]
    assert read(lines) == ["LAKE NEWS", *words(BOATS, BEES), "2"]


def test_a_head_over_the_right_column_is_read_before_both() -> None:
    lines = [" " * 70 + "May 2031", "", *side_by_side(BOATS, BEES)]
    assert read(lines) == ["May 2031", *words(BOATS, BEES)]


@pytest.mark.parametrize(
    "foot",
    [
        pytest.param("Harbour office, East Quay", id="no_sentence"),
        pytest.param(" " * 8 + "Printed in the old hall.", id="not_at_the_margin"),
    ],
)
def test_a_line_under_both_columns_is_read_after_them(foot: str) -> None:
    lines = [*side_by_side(BEES, BOATS), "", foot]
    assert read(lines) == [*words(BEES, BOATS), foot.strip()]


def test_text_over_the_right_column_alone_stays_there() -> None:
    left, right = ("",) * 6 + BEES[2:], BOATS[2:7] + ("",) + ELKS[2:]
    assert read(side_by_side(left, right)) == words(left, right)


def test_a_third_column_may_begin_below_the_others() -> None:
    columns = BEES[2:], BOATS[2:7] + ELKS[2:] + BEES[2:4], ("", "") + ELKS[2:] + BOATS[2:7]
    assert read(side_by_side(*columns)) == words(*columns)


def test_a_nameplate_over_the_right_column_is_read_before_text_on_the_left() -> None:
    plate = ["LAKE", "HARBOUR", "NEWS", "", "May 2031", ""]
    lines = [*(" " * 52 + line for line in plate), *side_by_side(BOATS, BEES)]
    assert read(lines) == [*words(tuple(plate)), *words(BOATS, BEES)]


def test_a_title_over_the_right_column_stays_there_beside_names() -> None:
    lines = [" " * 44 + "How the flood came", "", *side_by_side(NAMES, BOATS[2:7] + ELKS[2:])]
    assert read(lines) == [*words(NAMES), "How the flood came", *words(BOATS[2:7], ELKS[2:])]


def test_running_lines_stay_whole() -> None:
    head, foot = "Lake news".ljust(70) + "May 2031", "Harbour office".ljust(70) + "www.lake.example"
    lines = [head, "", *side_by_side(BOATS, BEES), "", foot]
    assert read(lines) == [head, *words(BOATS, BEES), foot]


def test_lines_right_under_the_left_column_are_its_own() -> None:
    left = (*BEES, "", "All who come to", "the mill are asked", "      to bring a lamp")
    right = BOATS[:7] + ELKS[2:5]
    assert read(side_by_side(left, right)) == words(left, right)


def test_a_line_across_parts_two_bands() -> None:
    lines = [*side_by_side(BOATS, BEES), "", ACROSS, "", *side_by_side(ELKS, BEES)]
    assert read(lines) == [*words(BOATS, BEES), ACROSS, *words(ELKS, BEES)]


def test_bands_have_gutters_of_their_own() -> None:
    lines = [*side_by_side(BOATS, BEES, width=60), "", ACROSS, "", *side_by_side(ELKS, BEES, BOATS)]
    assert read(lines) == [*words(BOATS, BEES), ACROSS, *words(ELKS, BEES, BOATS)]


def test_columns_need_not_be_level() -> None:
    """The lines of one stand between those of the other, as where their type is of another size."""
    left, right = BEES[2:] + ELKS[2:], ELKS[2:] + BEES[2:]
    lines = [line for pair in zip(left, right, strict=True) for line in (pair[0], " " * 40 + pair[1])]
    assert read(lines) == words(left, right)


def test_raised_letters_on_a_line_of_their_own_break_no_gutter() -> None:
    left, right = (*BOATS[:4], "            st", *BOATS[4:]), (*BEES[:4], "", *BEES[4:])
    assert read(side_by_side(left, right)) == words(left, right)


def test_a_gutter_wavers_by_a_character_or_two() -> None:
    lines = [
        left.ljust(44 + (0, 1, 0, -1, 2, 0, -2)[n]) + right
        for n, (left, right) in enumerate(zip(BOATS, BEES, strict=False))
    ]
    assert read(lines) == words(BOATS[:7], BEES)


def test_a_line_may_leave_a_mere_space_between_lines_that_leave_more() -> None:
    long = (*BEES[:4], "open the hives on the very first of its days", *BEES[5:])
    assert read(side_by_side(long, ELKS, width=45)) == words(long, ELKS)


def test_a_line_with_a_mere_space_above_the_columns_is_whole() -> None:
    head = "The harbour council met, and all of it spoke of nothing else"
    assert head[44] == " "
    lines = [head, "", *side_by_side(BOATS, BEES, width=45)]
    assert read(lines) == [head, *words(BOATS, BEES)]


def test_a_table_over_columns_with_the_same_gutter_stays_in_its_rows() -> None:
    times = [f"Sunday the {n}th".ljust(44) + f"{n}.30 Service on the quay." for n in (4, 11, 18, 25)]
    lines = [*times, "", *side_by_side(BOATS, BEES), "", *times]
    assert read(lines) == [*times, *words(BOATS, BEES), *times]


def test_cells_of_running_text_are_read_row_by_row() -> None:
    cells = [(BOATS[2:5], BEES[2:4]), (ELKS[2:4], BOATS[2:5]), (BEES[2:5], ELKS[2:4])]
    lines = [line for row in cells for line in [*side_by_side(*row), ""]]
    assert read(lines) == [text for row in cells for text in words(*row)]


@pytest.mark.parametrize(
    "right",
    [
        pytest.param((*BEES[2:4], "", "", *BOATS[2:4], "", *ELKS[2:5]), id="paragraphs_of_like_length"),
        pytest.param((*BEES[2:4], "", "", BEES[4], "", "", *BEES[5:7], ""), id="sentences_that_go_on"),
    ],
)
def test_paragraphs_that_happen_to_be_side_by_side_are_no_cells(right: tuple[str, ...]) -> None:
    left = (*BOATS[2:5], "", *ELKS[2:4], "", *BEES[2:5])
    assert read(side_by_side(left, right)) == words(left, right)


def test_a_column_begins_with_a_mark() -> None:
    lines = side_by_side(BOATS, BEES)
    first = [p.text.strip() for p in part_columns([Piece(0, line) for line in lines]) if p.is_first]
    assert first == ["Boats at night", "Bees in spring"]


def rows(*pairs: tuple[str, str], width: int) -> list[str]:
    return [(left.ljust(width) + right).rstrip() for left, right in pairs]


WRAPPED = (
    ("Boats", "The boats of the harbour that go out at"),
    ("", "night and come in with the tide, if there"),
    ("", "is one that they can come in with."),
    ("Nets", "What the fishers draw through the sea and"),
    ("", "mend in the hall in winter."),
    ("Ice", "Of it there was more than anybody had"),
    ("", "seen since the flood."),
    ("Eels", "Long fish that come up the stream in"),
    ("", "spring and are smoked in autumn."),
    ("Elk", "Seen by the mill."),
)
PRICES = (
    ("Round the lake on the old steamer, with a", ""),
    ("halt at the mill and tea on the way back", "12.50"),
    ("To the island and back at any hour that", ""),
    ("the weather lets the small boats go out", "8.00"),
    ("Fishing at night with the men of the east", ""),
    ("quay, for those who can keep still", "20.00"),
    ("The same with breakfast in the hall where", ""),
    ("the nets are mended in winter", "24.00"),
    ("Lessons in mending, for all who come", ""),
    ("with a net of their own and two hands", "4.00"),
)
FORM = (
    ("Name of the boat:", "Number:"),
    ("Name of the owner:", "Telephone:"),
    ("Street and house:", "Place:"),
    ("Length in feet:", "Draught in feet:"),
    ("Berth that you wish for:", "From when on:"),
    ("Signed at:", "Date:"),
)
JUSTIFIED = (
    "The  boats   came  in   late   on   Monday,   and   the",
    "nets   were   full   of   ice  when   they   were  drawn",
    "on   the   quay,   where   nobody   had   seen  so  much",
    "of  it   since   the   winter  of   the   flood,  when   the",
    "whole   harbour   froze   and   men   went  over  the  ice",
    "to  the   island   on   foot   and   came   back   with   the",
    "news   that   all   were   well   there   and   wanted   bread",
)
LETTER = (
    "Harbour office                                        East Quay, 3 May 2031",
    "",
    "Dear neighbours,",
    "",
    "  The boats come in at noon on Monday, and all who can are asked to be on",
    "the quay to help with the nets. There will be soup in the hall from eleven",
    "on, and those who bring a spoon will be served first, as every year.",
    "",
    "    - Bring boots, since the quay is wet and the ice has not gone from",
    "      the steps that lead down to the water.",
    "    - Bring a lamp for the way home.",
)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            [f"Berth {n} of the quay    {n * 12} boats in May    {n * 9} boats" for n in range(9)], id="table"
        ),
        pytest.param([f"Anna Miller{n}     Harbour Office, East Quay" for n in range(9)], id="names"),
        pytest.param([f"Boats come in.  The nets are full of ice {n}" for n in range(9)], id="two_blanks"),
        pytest.param(list(BOATS), id="one_column"),
        pytest.param(side_by_side(BOATS[:4], BEES[:4]), id="too_few_lines"),
        pytest.param(side_by_side(NAMES, NAMES), id="lists"),
        pytest.param(side_by_side(DIARY, width=44), id="diary"),
        pytest.param(rows(*WRAPPED, width=12), id="words_and_what_they_mean"),
        pytest.param(rows(*PRICES, width=48), id="prices_under_their_texts"),
        pytest.param(rows(*FORM, width=40), id="form"),
        pytest.param(
            [f"日時：        令和六年五月{n}日午後一時から三時" for n in range(8)], id="without_case"
        ),
        pytest.param(list(JUSTIFIED), id="lines_drawn_out"),
        pytest.param(list(LETTER), id="letter"),
    ],
)
def test_what_are_no_columns(lines: list[str]) -> None:
    assert read(lines) == [line.strip() for line in lines if line.strip()]


CELLS = st.sampled_from(
    ["", "", "the boats came in late", "Bees in spring", "of March and of May", "12   7", "a", "net\u00a0s"]
)
GAPS = st.sampled_from(["", " ", "  ", "   ", " " * 9, " " * 20, " " * 40])


@given(st.lists(st.lists(st.tuples(GAPS, CELLS), max_size=4), max_size=25), st.integers(20, 45))
def test_every_character_is_in_one_piece(table: list[list[tuple[str, str]]], width: int) -> None:
    lines = ["".join((gap + cell).ljust(width) for gap, cell in row) for row in table]
    found = sorted(part_columns(pieces_of(lines)), key=lambda piece: piece.offset)
    whole = "\n".join(lines)
    held = [at for piece in found for at in range(piece.offset, piece.offset + len(piece.text))]
    assert held == [at for at, character in enumerate(whole) if character != "\n"]
    assert all(whole.startswith(piece.text, piece.offset) for piece in found)
