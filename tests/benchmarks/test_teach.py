"""Which generated bulletins the forests are learnt from."""

from __future__ import annotations

from benchmarks.generate import KINDS
from benchmarks.kinds import matter
from benchmarks.teach import TAUGHT


def test_all_kinds_teach_but_those_about_what_stands_around_articles() -> None:
    around = {kind for kind, draw in KINDS.items() if draw.__module__ == matter.__name__}
    assert around
    assert [kind for kind in KINDS if kind not in around] == list(TAUGHT)
