"""Columns side by side in text exports: read one after the other, unless they are a table or a list."""

from __future__ import annotations

from itertools import zip_longest

import pytest

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


def side_by_side(*columns: tuple[str, ...], width: int = 44) -> list[str]:
    return [
        "".join(cell.ljust(width) for cell in row).rstrip() for row in zip_longest(*columns, fillvalue="")
    ]


def read(lines: list[str]) -> list[str]:
    offset, pieces = 0, []
    for line in lines:
        pieces.append(Piece(offset, line))
        offset += len(line) + 1
    text = "\n".join(lines)
    found = [piece for piece in part_columns(pieces) if piece.text.strip()]
    assert all(text.startswith(piece.text, piece.offset) for piece in found)
    return [piece.text.strip() for piece in found]


def words(*columns: tuple[str, ...]) -> list[str]:
    return [line for column in columns for line in column if line]


@pytest.mark.parametrize("columns", [(BOATS, BEES), (BEES, BOATS), (BOATS, BEES, ELKS)])
def test_columns_are_read_one_after_the_other(columns: tuple[tuple[str, ...], ...]) -> None:
    assert read(side_by_side(*columns)) == words(*columns)


def test_lines_over_and_under_columns_stay_there() -> None:
    head, foot = " " * 30 + "LAKE NEWS", " " * 40 + "2"
    lines = [head, "", *side_by_side(BOATS, BEES), "", foot]
    assert read(lines) == ["LAKE NEWS", *words(BOATS, BEES), "2"]


def test_a_line_across_parts_two_bands() -> None:
    across = "The harbour council met on Tuesday and spoke of the boats for the whole of the long evening"
    lines = [*side_by_side(BOATS, BEES), "", across, "", *side_by_side(ELKS, BEES)]
    assert read(lines) == [*words(BOATS, BEES), across, *words(ELKS, BEES)]


def test_a_column_begins_with_a_mark() -> None:
    lines = side_by_side(BOATS, BEES)
    first = [p.text.strip() for p in part_columns([Piece(0, line) for line in lines]) if p.is_first]
    assert first == ["Boats at night", "Bees in spring"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            [f"Berth {n} of the quay    {n * 12} boats in May    {n * 9} boats" for n in range(9)], id="table"
        ),
        pytest.param([f"Anna Miller{n}     Harbour Office, East Quay" for n in range(9)], id="names"),
        pytest.param([f"Boats come in.  The nets are full of ice {n}" for n in range(9)], id="two_blanks"),
        pytest.param(list(BOATS), id="one_column"),
        pytest.param(side_by_side(BOATS[:5], BEES[:5]), id="too_few_lines"),
    ],
)
def test_what_are_no_columns(lines: list[str]) -> None:
    assert read(lines) == [line.strip() for line in lines if line.strip()]
