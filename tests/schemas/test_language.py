"""Language of a text: by script and special letters first, then by the detector, always the same."""

from __future__ import annotations

import pytest

from schemas.lexicon.language import detect_language

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
