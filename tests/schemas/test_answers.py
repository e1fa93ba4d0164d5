"""Pins that a child that was taken over cannot make its parent build more than it may."""

from __future__ import annotations

import json
import tracemalloc

import pytest

from schemas.answers import MAX_VALUES, AnswerError, load_answer


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'{"rows":[' + b"{}," * MAX_VALUES + b"{}]}", id="empty objects"),
        pytest.param(b'{"rows":[' + b"[]," * MAX_VALUES + b"[]]}", id="empty lists"),
        pytest.param(b'{"rows":[' + b"1.5," * MAX_VALUES + b"1]}", id="numbers"),
        pytest.param(b'{"a":' * 200_000 + b"1" + b"}" * 200_000, id="deep"),
        pytest.param(b"[" * 1_000_000, id="deep and torn"),
        pytest.param(b'{"rows": "' + b"\\" * 999_999, id="a text without an end"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"[1]", id="no object"),
        pytest.param(b'{"a": "\xff"}', id="no UTF-8"),
    ],
)
def test_what_no_reader_answers_is_refused_before_it_is_built(data: bytes) -> None:
    tracemalloc.start()
    with pytest.raises(AnswerError):
        load_answer(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * len(data) + (64 << 20)


def test_signs_in_texts_are_no_values() -> None:
    said = {"text": '{[,"\\' * MAX_VALUES}
    assert load_answer(json.dumps(said).encode()) == said
