"""Pins what of a text is a number, and that nothing of a text makes `int` raise."""

from __future__ import annotations

import pytest

from schemas.numbers import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("12", 12, id="digits"),
        pytest.param(" 007\t", 7, id="blanks around"),
        pytest.param("٣٤", 34, id="digits of another script"),
        pytest.param("①", None, id="circled"),
        pytest.param("²", None, id="raised"),
        pytest.param("1²", None, id="with a raised one"),
        pytest.param("1" * 5000, None, id="longer than int takes"),
        pytest.param("1_000", None, id="underscore of programs"),
        pytest.param("-1", None, id="sign"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_whole_number(text: str, number: int | None) -> None:
    assert whole_number(text) == number
