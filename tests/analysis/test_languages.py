"""Languages of an issue and its articles: from their own text, from their issue, two at once, or none."""

from __future__ import annotations

from schemas.kinds import LanguageOrigin
from tasks.analysis.languages import TWO_LANGUAGES, ArticleLanguage, tell_languages

GERMAN = (
    "Der Stadtrat hat gestern beschlossen, die alte Brücke noch vor dem Winter zu reparieren. Die neue "
    "Bücherei steht ab Montag allen Einwohnern offen, und der Eintritt ist frei."
)
FRENCH = (
    "Le conseil municipal a décidé hier de réparer le vieux pont avant l'hiver. La nouvelle bibliothèque "
    "sera ouverte à tous les habitants dès lundi, et l'entrée sera gratuite."
)
GREEK = "Η νέα βιβλιοθήκη θα είναι ανοιχτή για όλους από τη Δευτέρα, και η είσοδος είναι ελεύθερη."
NAMES = "TH - Batticaloa BH - Rikillagaskada BH - Beruwala BH - Warakapola BH - Thambuththegama"


def told(*bodies: str, fallback: str | None = None) -> tuple[str, list[tuple[str, str | None]]]:
    found = tell_languages(bodies, fallback)
    return found.main, [(one.code, one.origin) for one in found.articles]


def test_each_article_is_told_from_its_own_letters_or_words() -> None:
    assert told(GERMAN, GREEK) == ("de", [("de", LanguageOrigin.TEXT), ("el", LanguageOrigin.SCRIPT)])


def test_an_issue_has_the_language_of_most_of_its_text() -> None:
    assert told(FRENCH, GERMAN * 2)[0] == "de"


def test_an_article_that_says_too_little_has_the_language_of_its_issue_and_no_confidence() -> None:
    found = tell_languages([GERMAN, "Tel. 12 34"], None)
    assert found.articles[1] == ArticleLanguage("de", None, LanguageOrigin.ISSUE)


def test_an_unclear_article_leans_on_its_issue_and_says_so() -> None:
    croatian = "Sljedeći tjedan gradsko vijeće odlučuje o novoj knjižnici koja bi se otvorila u kolovozu."
    assert told(croatian, "Nova ambulanta u gradu")[1][1] == ("hr", LanguageOrigin.ISSUE)


def test_a_long_unclear_text_is_undetermined() -> None:
    assert told(GERMAN, NAMES)[1][1] == ("und", None)


def test_many_short_articles_are_told_together() -> None:
    titles = ("Neue Praxis", "Mehr Wasser", "Der Chor", "Die Brücke")
    main, articles = told(*titles)
    assert main == "de"
    assert {code for code, _ in articles} == {"de"}


def test_the_profile_fills_a_gap_only() -> None:
    assert told("Gone.", fallback="fi") == ("fi", [("fi", LanguageOrigin.ISSUE)])
    assert told(GERMAN, fallback="fi")[0] == "de"


def test_nothing_to_tell_a_language_by_is_undetermined() -> None:
    assert told("12 345") == ("und", [("und", None)])


def test_an_article_in_two_languages_is_flagged_and_has_that_of_the_larger_part() -> None:
    found = tell_languages([f"{FRENCH}\n\n{GERMAN}\n\n{GERMAN}"], None)
    (article,) = found.articles
    assert found.main == article.code == "de"
    assert article.flags == (TWO_LANGUAGES,)
    assert article.confidence is not None
    assert 0.5 < article.confidence < 0.9


def test_a_quotation_in_another_language_is_no_second_one() -> None:
    (article,) = tell_languages(["\n\n".join([GERMAN] * 6 + [FRENCH])], None).articles
    assert (article.code, article.flags) == ("de", ())
