"""Long issues have the pages they are asked for, and the worker that reads one says what it took."""

from __future__ import annotations

import pypdfium2

from benchmarks.speed.memory import long_issue, peaks


def test_an_issue_has_so_many_full_pages() -> None:
    document = pypdfium2.PdfDocument(long_issue(3))
    lengths = [len(page.get_textpage().get_text_bounded()) for page in document]
    assert len(lengths) == 3
    assert min(lengths) > 3000


def test_the_same_issue_each_time() -> None:
    assert long_issue(2) == long_issue(2)


def test_a_worker_tells_its_peak() -> None:
    (peak,) = peaks([1]).values()
    assert 20 < peak < 1000
