"""Pins what an article is to an earlier one, by examples of each relation and their near misses."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.kinds import ArticleRelation
from tasks.linking.relations import KnownArticle, keys_of, relation, series_of, title_words
from tasks.linking.signatures import sign

MAY, JUNE = date(2024, 5, 1), date(2024, 6, 1)
NOTICE = (
    "The water of the old harbour will be drained on {day} so that divers can look at the wall below the "
    "lighthouse. Boats have to leave by {hour} o'clock and may come back in the evening. {end}"
)
ASK = "Whoever cannot move a boat alone calls the harbour office."
FORM = (
    "Members pay {sum} crowns for the year {year}. Name, street, town and telephone go on the lines below; "
    "the form goes to the treasurer with the money, or into the box at the gate of the club house."
)


def _article(
    title: str,
    body: str,
    day: date | None = MAY,
    *,
    issue: str = "lake/may",
    days: tuple[date, ...] = (),
) -> KnownArticle:
    return KnownArticle(
        issue,
        f"{issue}:a",
        day,
        sign(f"{title}\n{body}"),
        series_of(issue, title),
        title_words(title),
        frozenset(days),
    )


def _relation(later: KnownArticle, earlier: KnownArticle) -> ArticleRelation | None:
    found = relation(later, earlier)
    if found is not None:
        assert set(keys_of(later)) & set(keys_of(earlier)), "they would never meet"
    return None if found is None else found[0]


def _notice(day: str, hour: str, end: str = ASK) -> str:
    return NOTICE.format(day=day, hour=hour, end=end)


def test_the_same_text_is_the_same_in_any_source() -> None:
    earlier = _article("Harbour drained", _notice("3 July", "6"))
    for issue in ("lake/june", "sea/june"):
        again = _article("HARBOUR  DRAINED", _notice("3 July", "6"), JUNE, issue=issue)
        assert _relation(again, earlier) is ArticleRelation.SAME


def test_another_figure_makes_it_a_revised_one() -> None:
    earlier = _article("Harbour drained", _notice("3 July", "6"))
    later = _article("Harbour drained", _notice("3 July", "8"), JUNE, issue="sea/june")
    assert _relation(later, earlier) is ArticleRelation.REVISED


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (((date(2024, 7, 3),), (date(2024, 7, 5),)), ArticleRelation.REVISED),
        (((date(2024, 5, 3),), (date(2024, 5, 3), JUNE)), ArticleRelation.REVISED),
        (((date(2024, 5, 3),), (date(2024, 6, 3),)), ArticleRelation.RECURRING),
        (((date(2024, 5, 3), date(2024, 5, 10), JUNE), (JUNE, date(2024, 6, 8))), ArticleRelation.RECURRING),
        (((), ()), ArticleRelation.RECURRING),
    ],
    ids=["still ahead", "a day of both", "over", "most are over", "no days"],
)
def test_in_a_source_a_notice_is_revised_while_it_holds(
    days: tuple[tuple[date, ...], tuple[date, ...]], expected: ArticleRelation
) -> None:
    earlier = _article("Harbour drained", _notice("Wednesday", "6"), days=days[0])
    later = _article("Drained", _notice("Friday", "8"), JUNE, issue="lake/june", days=days[1])
    assert _relation(later, earlier) is expected


def test_a_form_filled_in_anew_recurs_in_its_source_only() -> None:
    earlier = _article("Join us", FORM.format(sum=200, year=2023))
    body = FORM.format(sum=250, year=2024).replace("the gate of the club house", "our new office in town")
    assert _relation(_article("Fees", body, JUNE, issue="lake/june"), earlier) is ArticleRelation.RECURRING
    part = body.replace("Name, street, town and telephone go on the lines below", "Write to us")
    assert _relation(_article("Fees", part, JUNE, issue="sea/june"), earlier) is None


def test_most_of_a_shorter_text_in_a_longer_one_is_a_version_of_it() -> None:
    rest = " ".join(f"word{number}" for number in range(60))
    earlier = _article("Harbour drained", f"{_notice('3 July', '6')} {rest}")
    later = _article("Harbour drained", _notice("3 July", "6"), JUNE, issue="sea/june")
    assert _relation(later, earlier) is ArticleRelation.REVISED


def test_a_column_is_known_by_its_title_in_its_source() -> None:
    earlier = _article("From the mayor, May 2024", "Spring has come and with it the roadworks at the bridge.")
    body = "School ends in two weeks, and our buses will then run every hour."
    later = _article("From the Mayor – June 2024", body, JUNE, issue="lake/june")
    assert _relation(later, earlier) is ArticleRelation.RECURRING
    assert _relation(_article("From the mayor", body, JUNE, issue="sea/june"), earlier) is None


@pytest.mark.parametrize(
    ("title", "other", "is_same"),
    [
        ("Meetings", "Meeting", True),
        ("First quarter anniversaries", "Second quarter anniversaries", True),
        ("Spring 2024 news", "NEWS, Autumn", True),
        ("News of the harbour", "News of the hills", False),
    ],
)
def test_titles_of_a_column_may_change_with_the_year(title: str, other: str, is_same: bool) -> None:
    assert (series_of("lake/may", title) == series_of("lake/june", other)) is is_same


def test_short_texts_that_are_alike_by_chance_are_nothing_to_each_other() -> None:
    earlier = _article("Opening hours", "Daily from nine")
    assert _relation(_article("Opening hours", "Daily from nine", issue="sea/june"), earlier) is None


@pytest.mark.parametrize(
    ("title", "days", "day", "expected"),
    [
        ("Lantern walk ends in the rain", (date(2024, 5, 11),), JUNE, ArticleRelation.FOLLOW_UP),
        ("Lantern walk ends in the rain", (date(2024, 5, 12),), JUNE, None),
        ("Walk along the shore in the rain", (date(2024, 5, 11),), JUNE, None),
        ("Lantern walk ends in the rain", (date(2024, 5, 11),), date(2025, 6, 1), None),
    ],
    ids=["news of it", "of another day", "one word", "years after"],
)
def test_a_follow_up_shares_a_day_and_words_of_the_title(
    title: str, days: tuple[date, ...], day: date, expected: ArticleRelation | None
) -> None:
    earlier = _article(
        "Lantern walk", "Children meet at the school with a lantern.", days=(date(2024, 5, 11),)
    )
    later = _article(title, "It did not help: forty came and sang.", day, issue="sea/june", days=days)
    assert _relation(later, earlier) is expected


def test_titles_without_words_are_no_column() -> None:
    assert series_of("lake/may", "12. 5.") is None
    assert series_of("lake/may", "May 2024") is None


def test_titles_of_languages_without_blanks_have_words() -> None:
    assert len(title_words("草地音乐节") & title_words("音乐节结束")) == 2
