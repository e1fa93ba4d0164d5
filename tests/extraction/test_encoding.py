"""Which bytes are read as which letters, and which are refused."""

from __future__ import annotations

import random

import pytest

from schemas.errors import IssueError
from tasks.extraction.encoding import BROKEN, decode

RUSSIAN = "Совет посёлка сообщает о проведении встречи двенадцатого июля. Обсудили вопросы развития гавани."
GERMAN = "Die Gemeindeversammlung über den Haushalt fand am Dienstag statt – »Schöne Grüße« von Frau Müller."
FRENCH = "Le conseil municipal s’est réuni à la mairie pour débattre du budget de l’année. Les élus ont voté."
CZECH = (
    "Zastupitelstvo obce se sešlo v úterý večer. Starostka přivítala hosty a děkuje všem občanům za účast."
)
POLISH = "Łódź i Kraków: zgromadzenie członków stowarzyszenia odbyło się w środę. Dziękujemy wszystkim."
DANISH = (
    "Rådet besluttede i går at udvide skolen på Lindevej. Både små og store børn glæder sig til efteråret."
)
CHINESE = "理事会讨论了港口的安全与合作问题。各地代表出席了会议，并通过了联合声明。"
JAPANESE = "港の会議についてのお知らせです。皆様のご参加をお待ちしております。"
KOREAN = "위원회는 오늘 회의에서 항구의 안전과 협력 문제를 논의했다고 밝혔다. 각 대표가 참석했다."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (CZECH, "cp1250"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (CHINESE, "gb18030"),
        (JAPANESE, "shift_jis"),
        (KOREAN, "euc_kr"),
        (RUSSIAN, "mac_cyrillic"),
        (FRENCH.replace("’", "'"), "cp850"),
        (FRENCH.replace("’", "'"), "mac_roman"),
        (GERMAN.replace("–", "-"), "cp850"),
        (GERMAN, "mac_roman"),
        (DANISH, "cp850"),
        (DANISH, "cp865"),
        (DANISH, "mac_roman"),
        (DANISH, "cp1252"),
        (CZECH, "cp852"),
        (CZECH, "mac_latin2"),
        (POLISH, "cp852"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
    ],
)
def test_other_encodings_are_told_and_said(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.is_guessed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_utf8_and_byte_order_marks_are_certain(encoding: str) -> None:
    decoded = decode(RUSSIAN.encode(encoding))
    assert decoded.text == RUSSIAN
    assert decoded.encoding == encoding.removesuffix("-sig")
    assert not decoded.is_guessed


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "mark"])
@pytest.mark.parametrize(
    ("text", "broken"),
    [(FRENCH, b"\xff"), (RUSSIAN, b"\xd0"), (GERMAN, b"\x93"), (CHINESE, b"\xe6\xb8"), (POLISH, b"\xf5\xff")],
)
def test_one_bad_byte_costs_that_byte(text: str, broken: bytes, mark: bytes) -> None:
    decoded = decode(mark + text.encode() + broken + b" and on.\n" + text.encode())
    assert decoded.text.replace(BROKEN, "") == f"{text} and on.\n{text}"
    assert (decoded.encoding, decoded.is_guessed, decoded.broken) == ("utf-8", False, len(broken))


def test_a_file_cut_within_its_last_letter_is_utf8() -> None:
    decoded = decode(RUSSIAN.replace(".", "ё").encode()[:-1])
    assert (decoded.encoding, decoded.broken) == ("utf-8", 1)


def test_utf8_with_stray_zero_bytes_is_utf8() -> None:
    assert decode(b"padded\0\0\0 text of a page").text == "padded\0\0\0 text of a page"


@pytest.mark.parametrize(
    "data",
    [
        random.Random(7).randbytes(4000),
        b"%PDF-1.7\n" + random.Random(8).randbytes(4000),
        b"\x89PNG\r\n\x1a\n" * 40,
    ],
    ids=["noise", "pdf", "png"],
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(IssueError) as caught:
        decode(data)
    assert (caught.value.stage, caught.value.code) == ("extract", "unreadable_encoding")


def test_a_broken_file_with_a_mark_is_not_half_read() -> None:
    with pytest.raises(IssueError, match="no text encoding"):
        decode(b"\xff\xfe" + random.Random(9).randbytes(3999))
