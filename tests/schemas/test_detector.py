"""The detector's own loops give the library's answers to the last digit."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from langdetect import detector_factory
from langdetect.lang_detect_exception import LangDetectException

from schemas.lexicon.detector import is_known, known_share, tell

SAMPLES = (
    "The harbour opened its new pier on Friday, and ferries will use it from the first of June.",
    "DER HAFEN hat am Freitag seinen neuen Steg eröffnet; www.hafen.example und post@hafen.example.",
    "Le port a inauguré vendredi sa nouvelle jetée,   et les bateaux y accosteront dès le mois de juin.",
    "В пятницу порт открыл новый причал, and all ferries will use it from the first of June, и паромы.",
    "Thủ tướng đã khai trương cầu cảng mới vào thứ Sáu và phà sẽ sử dụng.",
    "港口于星期五启用了新码头，渡轮将从六月一日起在此停靠。港は金曜日に新しい桟橋を開きます。",
    "항구는 금요일에 새 부두를 열었고 여객선은 6월부터 이용한다.",
    "افتتح الميناء رصيفه الجديد يوم الجمعة وستستخدمه العبارات من أول يونيو.",
    "Portul a deschis vineri noul său dig, iar feriboturile îl vor folosi de la întâi iunie, ș ț.",
    "   ",
    "12 345 678",
)


def told_by_the_library(sample: str) -> dict[str, float]:
    detector_factory.DetectorFactory.seed = 0
    detector_factory.init_factory()
    detector = detector_factory._factory.create()
    detector.append(sample)
    try:
        told = detector.get_probabilities()
    except LangDetectException:
        return {}
    languages = {each.lang.split("-")[0] for each in told}
    return {
        code: min(1.0, sum(each.prob for each in told if each.lang.split("-")[0] == code))
        for code in languages
    }


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_text(sample: str) -> None:
    assert tell(sample) == told_by_the_library(sample)


def test_letters_of_many_scripts_in_any_order() -> None:
    draw = random.Random(5)
    letters = "".join(SAMPLES) + " \n\t.,'’ǅßẞẠ\u0303"
    for _ in range(40):
        sample = "".join(draw.choices(letters, k=draw.randrange(1, 300)))
        assert tell(sample) == told_by_the_library(sample)


@pytest.mark.parametrize(
    "text",
    [
        SAMPLES[0],
        SAMPLES[0] + SAMPLES[2] * 9,
        SAMPLES[3],
        "qzx jwq vvk xqq zzj " * 5 + SAMPLES[1],
        "Ifhewv xqkzj wpbrt",
    ],
    ids=("english", "a little english, then french", "russian", "nonsense, then german", "nonsense"),
)
def test_groups_are_known_as_far_as_their_share_is(text: str) -> None:
    padded = [f" {word} " for word in text.split()]
    groups = Counter(word[at : at + 3] for word in padded for at in range(len(word) - 2))
    share = known_share(groups)
    assert is_known(groups, share)
    assert not is_known(groups, share + 0.001)
    assert is_known(groups, share / 2)
