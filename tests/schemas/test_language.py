"""Language of a text: by script and special letters first, then by the detector, always the same."""

from __future__ import annotations

import pytest

from schemas.kinds import LanguageOrigin
from schemas.lexicon import language
from schemas.lexicon.language import detect_language, is_short, lean_on, tell_pieces

TEXTS = {
    "en": "The harbour opened its new pier on Friday, and ferries will use it from the first of June.",
    "de": "Der Hafen hat am Freitag seinen neuen Steg eröffnet, und die Fähren nutzen ihn ab dem Juni.",
    "fr": "Le port a inauguré vendredi sa nouvelle jetée, et les bateaux y accosteront dès le mois de juin.",
    "ru": "В пятницу порт открыл новый причал, и с первого июня им будут пользоваться все паромы.",
    "kk": "Айлақ жұма күні жаңа кемежайды ашты, маусымның бірінен бастап оны барлық паромдар қолданады.",
    "uk": "У п’ятницю порт відкрив новий причал, і з першого червня ним користуватимуться всі її пороми.",
    "tg": "Бандар рӯзи ҷумъа соҳили навро кушод ва киштиҳо аз моҳи июн дар он ҷо меистанд.",
    "az": "Liman cümə günü yeni körpüsünü açdı və bərələr iyun ayından ondan istifadə edəcəklər.",
    "km": "កំពង់ផែបានបើកផែថ្មីនៅថ្ងៃសុក្រ ហើយសាឡាងនឹងប្រើវាចាប់ពីខែមិថុនា",
    "zh": "港口于星期五启用了新码头，渡轮将从六月一日起在此停靠，居民表示欢迎。",
    "ja": "港は金曜日に新しい桟橋を開き、六月からフェリーがそこに着きます。",
    "el": "Το λιμάνι άνοιξε τη νέα προβλήτα την Παρασκευή και τα πλοία θα τη χρησιμοποιούν.",
}

UNCLEAR = "Nova ambulanta u gradu"


@pytest.mark.parametrize("code", TEXTS)
def test_language(code: str) -> None:
    found = detect_language(TEXTS[code])
    assert found is not None
    assert found.code == code
    assert 0.5 <= found.confidence <= 1.0


@pytest.mark.parametrize("text", ["", "Moles", "12 345 678 901 234 567 890", "港口"])
def test_too_short_to_have_a_language(text: str) -> None:
    assert detect_language(text) is None


def test_same_text_same_answer() -> None:
    text = "Pier, pont, Steg, muelle: le port and the harbour und der Hafen."
    answers = {(found.code, found.confidence) for _ in range(5) if (found := detect_language(text))}
    assert len(answers) == 1


def test_a_foreign_name_does_not_change_the_language() -> None:
    found = detect_language("Бандар и Ҳисор встретили гостей: " + TEXTS["ru"] * 3)
    assert found is not None
    assert found.code == "ru"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Νέα", None),
        ("Νέα γέφυρα", "el"),
        ("ရေပြတ်လပ်မှု", "my"),
        ("សាលារៀន", "km"),
        ("学校の誕生日", "ja"),
        ("学校的生日", "zh"),
        ("אַ נײַע קליניק", "yi"),
        ("מרפאה חדשה בעיר", "he"),
    ],
)
def test_a_script_decides_on_few_letters_and_marks_are_letters(text: str, code: str | None) -> None:
    found = detect_language(text)
    assert (None if found is None else found.code) == code
    assert found is None or found.origin is LanguageOrigin.SCRIPT


def test_a_script_that_is_half_of_a_text_is_half_as_sure() -> None:
    found = detect_language("Η νέα γέφυρα άνοιξε, the new bridge")
    assert found is not None
    assert found.code == "el"
    assert found.confidence < 0.6


def test_letters_of_no_known_script_have_no_language() -> None:
    assert detect_language("ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎤᎾᏕᎶᏆᏍᏗ ᏗᎧᎿᏩᏗᏙᎯ") is None


def test_names_alone_are_not_told() -> None:
    assert detect_language("TH - Batticaloa BH - Rikillagaskada BH - Beruwala BH - Warakapola") is None


def test_the_second_voice_is_asked_only_where_the_quick_one_is_unsure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def listen(sample: str) -> dict[str, float]:
        asked.append(sample)
        return {}

    monkeypatch.setattr(language, "tell", listen)
    detect_language(TEXTS["en"])
    detect_language(TEXTS["kk"])
    assert asked == []
    detect_language(UNCLEAR)
    assert asked == [UNCLEAR]


def test_the_second_voice_moves_what_is_unclear_towards_what_it_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language, "tell", lambda _: {})
    alone = language.weigh_languages(UNCLEAR)
    monkeypatch.setattr(language, "tell", lambda _: {"hr": 1.0})
    heard = language.weigh_languages(UNCLEAR)
    assert alone is not None
    assert heard is not None
    assert heard.shares["hr"] > alone.shares["hr"]
    assert heard.shares["sl"] < alone.shares["sl"]
    # It does not know Bosnian, so says nothing of it.
    assert heard.shares["bs"] == pytest.approx(alone.shares["bs"])
    assert sum(heard.shares.values()) == pytest.approx(1)


def test_an_unclear_text_leans_on_what_stands_around_it() -> None:
    alone = detect_language(UNCLEAR)
    assert alone is not None
    assert alone.code == "bs"
    assert alone.confidence < 0.9
    for around, origin in (("bs", LanguageOrigin.TEXT), ("hr", LanguageOrigin.ISSUE)):
        leant = lean_on(UNCLEAR, around)
        assert leant is not None
        assert (leant.code, leant.origin) == (around, origin)
        assert leant.confidence > 0.5


def test_a_clear_text_does_not_lean() -> None:
    assert lean_on(TEXTS["de"], "en") == detect_language(TEXTS["de"])


def test_pieces_of_a_text_in_two_languages() -> None:
    told = tell_pieces(f"{TEXTS['de'] * 2}\n\n{TEXTS['fr'] * 2}")
    assert [piece.code for piece in told if piece is not None] == ["de", "fr"]


def test_pieces_end_where_sentences_do_in_any_writing() -> None:
    chinese, english = TEXTS["zh"].rstrip("。") + "。", TEXTS["en"]
    told = tell_pieces(chinese * 2 + english * 2)
    assert [piece.code for piece in told if piece is not None][0] == "zh"
    assert [piece.code for piece in told if piece is not None][-1] == "en"


def test_a_long_text_is_looked_at_from_end_to_end() -> None:
    english, french = TEXTS["en"] * 12, TEXTS["fr"] * 60
    found = detect_language(english + french)
    assert found is not None
    assert found.code == "fr"
    told = [piece.code for piece in tell_pieces("\n".join([english, *[TEXTS["fr"]] * 60])) if piece]
    assert set(told) == {"en", "fr"}


@pytest.mark.parametrize(("text", "expected"), [("Jo Marsh, Ann Lee", True), (TEXTS["en"], False)])
def test_short(text: str, expected: bool) -> None:
    assert is_short(text) is expected
