"""Links of mails and web pages that were printed: what leads on, rows of places, lists of other pages."""

from __future__ import annotations

import pytest

from schemas.document import Document
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from tasks.noise.rules import links
from tests.build import page
from tests.noise.pairs import Example, Pair, check_pair, codes_given
from tests.road import context_of, page_document, prose_lines


def printed(*lines: str) -> Document:
    """A text, and lines under it, well apart from it and from each other."""
    sheet = page().lines(prose_lines(0, 6), at=(72, 60))
    for place, line in enumerate(lines):
        sheet.line(line, at=(72, 260 + 40 * place))
    return page_document(sheet.lines(prose_lines(1, 6), at=(72, 300 + 40 * len(lines))))


PAIRS = (
    Pair(
        "leads_on",
        NoiseCode.LINK,
        Example(lambda: printed("Read more"), "Read more"),
        Example(lambda: printed("Read more about the otters"), "Read more"),
    ),
    Pair(
        "arrow_behind_it",
        NoiseCode.LINK,
        Example(lambda: printed("Weiterlesen →"), "Weiterlesen"),
        Example(lambda: printed("Weiterlesen ist schön"), "Weiterlesen"),
    ),
    Pair(
        "two_side_by_side",
        NoiseCode.LINK,
        Example(lambda: printed("Lire la suite Lire la suite"), "Lire la suite"),
        Example(lambda: printed("Lire la suite du roman"), "Lire la suite"),
    ),
    Pair(
        "row_of_places",
        NoiseCode.LINK,
        Example(lambda: printed("Home News About us Contact"), "Home"),
        Example(lambda: printed("News"), "News"),
    ),
    Pair(
        "stack_of_places",
        NoiseCode.LINK,
        Example(lambda: printed("Share", "Tweet", "Forward"), "Tweet"),
        Example(lambda: printed("Share", "The ferry at evening", "Forward"), "Forward"),
    ),
    Pair(
        "tags",
        NoiseCode.LINK,
        Example(lambda: printed("#oldquay #lamps_2024"), "oldquay"),
        Example(lambda: printed("#oldquay is the word"), "oldquay"),
    ),
    Pair(
        "other_pages",
        NoiseCode.LINK,
        Example(lambda: printed("Recent posts", "Otters are back", "A new roof"), "Otters"),
        Example(lambda: printed("Recent news", "Otters are back", "A new roof"), "Otters"),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair: Pair) -> None:
    check_pair(links.find, pair)


def test_the_bold_beginning_of_a_paragraph_is_no_link() -> None:
    sheet = page().line("Read more", at=(72, 60), bold=True).line(prose_lines(0, 1)[0], at=(128, 60))
    context = context_of(page_document(sheet.lines(prose_lines(1, 4), at=(72, 72))))
    assert context.blocks[0].is_run_in
    assert list(links.find(context)) == []


def test_a_list_of_other_pages_ends_where_a_text_begins() -> None:
    document = printed("Related articles", "Otters are back")
    second_text = prose_lines(1, 6)[0][:24]
    assert codes_given(links.find, Example(lambda: document, "Otters")) == {NoiseCode.LINK}
    assert codes_given(links.find, Example(lambda: document, second_text)) == set()


@pytest.mark.parametrize(
    "words",
    ["Leer más", "Leggi tutto", "Ler mais", "Lees verder", "Czytaj więcej", "Läs mer", "Číst dále"]
    + ["Διαβάστε περισσότερα", "Читать далее", "Devamını oku", "Citește mai mult", "Lue lisää", "阅读更多"]
    + ["더 보기", "اقرأ المزيد", "קרא עוד", "Leave a comment", "Schreibe einen Kommentar"]
    + ["Click here to see the full article", "Den ganzen Artikel lesen", "Cliquez ici pour lire la suite"],
)
def test_links_of_many_languages(words: str) -> None:
    assert lexicon().is_link(words)
