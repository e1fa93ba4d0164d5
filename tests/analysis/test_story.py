"""Segmentation becomes articles: titles, bylines, datelines, languages, flags, captions."""

from __future__ import annotations

import pytest

from schemas.rows import ArticleRow
from tests.articles.test_titles import Sheet
from tests.build import page
from tests.extraction.test_garbled import codes, moved, page_of
from tests.reading import read
from tests.road import articles_of, issue_of, page_document, prose, prose_lines, text_document, told_by_rules

KAZAKH = (
    "Айлақ жұма күні жаңа кемежайды ашты, маусымның бірінен бастап оны барлық паромдар қолданады. "
    "Ауыл тұрғындары бұл жаңалықты қуана қарсы алып, құрылысшыларға алғыс айтты және той жасады."
)
ENGLISH = (
    "The harbour opened its new pier on Friday, and all ferries will use it from the first of June. "
    "The mayor thanked everybody who had worked on it through the whole of a long and cold winter."
)


def only(text: str) -> ArticleRow:
    (article,) = articles_of(text_document(text + "\n"))
    return article


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param("**Moles in the orchard**", "Moles in the orchard", id="bold"),
        pytest.param("## Moles in the orchard ##", "Moles in the orchard", id="heading"),
        pytest.param("Moles in\nthe orchard", "Moles in the orchard", id="two_lines"),
        pytest.param("Moles and the harbour-\nmaster", "Moles and the harbourmaster", id="broken_word"),
        pytest.param("M O L E S today", "MOLES today", id="letter_spaced"),
    ],
)
def test_title_is_repaired_like_text(head: str, title: str) -> None:
    assert only(f"{head}\n\n{ENGLISH}")["title"] == title


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Dear neighbours,", "Dear neighbours"),
        ("14 May", None),
        ("In", None),
        (prose_lines(3)[0], None),
    ],
    ids=["a greeting", "a figure", "a single word", "a line of the text"],
)
def test_a_first_line_alone_stands_in_for_a_headline(first: str, title: str | None) -> None:
    sheet = page().lines([first, *prose_lines(0, 9)], at=(72, 96))
    story = told_by_rules(page_document(sheet))
    (article,) = story.articles
    words = " ".join(f"{first} {prose_lines(0)[0]}".split()[:12])
    assert "title_from_text" in article.flags
    assert article.title == title or (title is None and article.title.startswith(words[:40]))


def test_whom_a_letter_speaks_to_stands_in_for_a_headline() -> None:
    saluted = [
        "Dear keepers of all the lamps along the harbour and of its two long piers,",
        "Dear neighbours,",
    ]
    sheet = page().lines([*saluted, *prose_lines(0, 9)], at=(72, 96))
    (article,) = told_by_rules(page_document(sheet)).articles
    assert article.title == " ".join(saluted).removesuffix(",")
    assert article.body.startswith(saluted[0])


def test_marks_of_a_run_in_head_are_not_in_the_title() -> None:
    sheet = Sheet().head("Notices", 14).run_in("Moles:", 42).run_in("Bees:", 38).run_in("Elks:", 36)
    found = articles_of(page_document(sheet.page))
    assert [article["title"] for article in found][-2:] == ["Bees", "Elks"]
    assert found[-1]["body"].startswith(prose(2)[:30])


def test_byline_is_taken_out_of_the_body() -> None:
    article = only(f"Moles in the orchard\n\nBy Oona Merrow\n\n{ENGLISH}")
    assert (article["byline"], article["body"]) == ("Oona Merrow", ENGLISH)


def test_dateline_is_found_and_stays() -> None:
    article = only(f"Moles in the orchard\n\nPORT LUMEN, 3 May 2024 - {ENGLISH}")
    assert article["dateline"] == "PORT LUMEN, 3 May 2024"
    assert article["body"].startswith("PORT LUMEN, 3 May 2024 - The harbour")


def test_a_day_under_a_title_is_a_dateline_and_is_told_with_its_role() -> None:
    sheet = Sheet().head("Lantern walk", 16, gap=0).head("Friday, 8 November 2024, 7:30 pm", 16).text()
    rows = issue_of(page_document(sheet.head("Moles in the orchard").text().page))
    walk = rows.articles[0]
    assert (walk["title"], walk["dateline"]) == ("Lantern walk", "Friday, 8 November 2024, 7:30 pm")
    (day,) = (row for row in rows.dates if row["article_id"] == walk["article_id"])
    assert (day["field"], str(day["starts_on"]), day["block_id"]) == ("dateline", "2024-11-08", None)


def test_a_day_beside_its_event_is_no_dateline() -> None:
    sheet = Sheet().head("Moles in the orchard").text().head("Dates of the club")
    for day, event in (("Sat 24 Oct", "Swap of seeds in the hall"), ("Mon 2 Nov", "Tea in the glasshouse")):
        sheet.page.line(day, at=(72, sheet.top), bold=True).line(event, at=(200, sheet.top))
        sheet.top += 40
    club = articles_of(page_document(sheet.text(2).page))[-1]
    assert club["body"].startswith("Sat 24 Oct")
    assert club["dateline"] is None


def test_a_title_that_ends_in_a_day_keeps_it() -> None:
    sheet = Sheet().head("Moles in the orchard").text().head("The lantern walk of", gap=0)
    article = articles_of(page_document(sheet.head("8 November 2024").text().page))[-1]
    assert (article["title"], article["dateline"]) == ("The lantern walk of 8 November 2024", None)


def test_a_label_of_press_releases_is_the_kicker_of_its_title() -> None:
    sheet = Sheet().head("PRESS RELEASE", 16, gap=0).head("The harbour opens a new pier", 16).text(8)
    (article,) = articles_of(page_document(sheet.page))
    assert (article["kicker"], article["title"]) == ("PRESS RELEASE", "The harbour opens a new pier")


def test_a_subtitle_is_told_and_stays_in_the_body() -> None:
    sheet = Sheet().head("Moles in the orchard", 20)
    sheet.page.line("Nobody knows what they want there", at=(72, sheet.top), size=12, italic=True)
    sheet.top += 30
    (article,) = articles_of(page_document(sheet.text(8).page))
    assert article["title"] == "Moles in the orchard"
    assert article["subtitle"] == "Nobody knows what they want there"
    assert article["body"].startswith("Nobody knows what they want there\n\n")


def test_small_letters_under_a_title_are_a_subtitle_and_no_title() -> None:
    sheet = Sheet().head("Oona Merrow", 24, gap=0).head("Chair of the Jury", 12).text(8)
    (article,) = articles_of(page_document(sheet.page))
    assert (article["title"], article["subtitle"]) == ("Oona Merrow", "Chair of the Jury")


def test_languages_are_told_article_by_article() -> None:
    found = articles_of(text_document(f"Жаңа кемежай\n\n{KAZAKH}\n\nA new pier\n\n{ENGLISH}\n"))
    assert [(article["title"], article["language"]) for article in found] == [
        ("Жаңа кемежай", "kk"),
        ("A new pier", "en"),
    ]


def test_a_short_article_is_flagged() -> None:
    found = articles_of(text_document("## A new pier\n\nIt opens.\n\n## Moles\n\nGone.\n"))
    assert [(article["title"], "short" in article["flags"]) for article in found] == [
        ("A new pier", True),
        ("Moles", True),
    ]
    (article,) = articles_of(text_document(f"## A new pier\n\n{ENGLISH}\n"))
    assert "short" not in article["flags"]


def test_captions_are_apart_from_the_body() -> None:
    sheet = page().line("Moles", at=(72, 40), size=16, bold=True).lines(prose_lines(0, 8), at=(72, 70))
    sheet.image((72, 220, 200, 320)).line("A mole in May", at=(72, 324), size=8)
    sheet.lines(prose_lines(1, 8), at=(72, 350))
    (article,) = articles_of(page_document(sheet))
    assert article["captions"] == ["A mole in May"]
    assert "A mole in May" not in article["body"]


def test_noise_in_the_middle_of_a_sentence_leaves_no_gap() -> None:
    before = "The minister thanked the crews of all three boats and underlined"
    after = "that the new pier will be open to everyone before the summer holidays begin this year."
    rows = issue_of(text_document(f"Moles\n\n{ENGLISH}\n\n{before}\n\nTel: 01632 960123\n\n{after}\n"))
    (article,) = rows.articles
    assert article["body"] == f"{ENGLISH}\n\n{before} {after}"
    assert [edit["reason"] for edit in rows.edits] == ["E609"]


ACCENTED = f"Die S¨ uchte der B¨urger\n\nDer B¨ urger-\nmeister f¨uhrt durch die Stadt. {ENGLISH}\n"


def test_accents_put_on_their_letters_are_edits_with_what_the_file_says() -> None:
    rows = issue_of(text_document(ACCENTED))
    (article,) = rows.articles
    assert article["title"] == "Die Süchte der Bürger"
    assert article["body"].startswith("Der Bürgermeister führt durch die Stadt.")
    assert article["flags"] == []
    assert [(e["reason"], e["original"], e["replacement"]) for e in rows.edits] == [
        ("E613", "¨ u", "ü"),
        ("E613", "¨u", "ü"),
        ("E613", "¨ u", "ü"),
        ("E601", None, ""),
        ("E613", "¨u", "ü"),
    ]


def test_letters_of_a_font_put_right_are_edits_and_flag_their_article() -> None:
    lines = [f"{line} or so it was said in the town when we came by" for line in ENGLISH.split(", ")]
    lines += ["and nobody knows how long the old harbour-", "master stayed in his house on the hill"]
    rows = issue_of(read(page_of(codes(lines), moved(3))))
    (article,) = rows.articles
    assert "letters_put_right" in article["flags"]
    assert "harbourmaster" in article["body"].replace(" ", "")
    whole = {block["block_id"]: block["text"] for block in rows.blocks}
    put_right = [edit for edit in rows.edits if edit["reason"] == "E614"]
    assert put_right
    for edit in put_right:
        right = whole[edit["block_id"]][edit["offset"] : edit["offset"] + edit["length"]]
        assert edit["replacement"] == right
        assert edit["original"] == "".join(chr(ord(letter) + 3) for letter in right)
    seen = sum(block["char_count"] for block in rows.blocks if block["noise_code"] is None)
    assert sum(edit["length"] for edit in put_right) == seen - len("-")
