"""Each question to the word lists: what it must recognise, and the near miss it must not."""

from __future__ import annotations

import pytest

from schemas.lexicon import ContactKind, JumpLine, lexicon, words
from schemas.lexicon.tokens import tokenize
from schemas.lexicon.words import Stems

LANGUAGES = (
    "en de fr es pt it nl sv da nb fi pl cs sk hu ro bg ru uk kk tr el ar he fa zh ja ko hi th vi id km lo "
    "et lv lt sl hr sr ca sw ms bn ta ur"
)

YES_NO: dict[str, tuple[list[str], list[str]]] = {
    "is_page_number": (
        ["12", "- 12 -", "Page 3 of 9", "| 4", "(7)", "[5]", "iv", "— iv —", "Page iv", "3 / 12", "**12**"]
        + ["Seite 3 von 4", "стр. 3", "第3页", "第 3 页 共 30 页", "١٢", "Trang 5", "Ukurasa wa 2", "পৃষ্ঠা ২"]
        + ["Page Three", "PÁGINA TRES", "Seite zwei", "page deux"],
        [
            "Page and Plant in concert",
            "Page three girls",
            "12.",
            "12)",
            "-12",
            "12 %",
            "2023",
            "IV",
            "12/3",
            "Page 9 of 3",
            "mix",
            "",
        ],
    ),
    "is_contents_heading": (
        [
            "Contents",
            "IN THIS ISSUE:",
            "**Inside**",
            "C O N T E N T S",
            "Inhalt / Contents",
            "Sommaire",
            "目录",
        ]
        + ["İÇİNDEKİLER", "ΠΕΡΙΕΧΟΜΕΝΑ", "# Содержание"],
        ["Contents of the lake are low", "Inside the palace", "In this issue we ask why", ""],
    ),
    "is_month_heading": (
        [
            "July",
            "July 2023",
            "JULY – AUGUST",
            "Jan - Feb",
            "juillet 2020",
            "Июль 2023 года",
            "2023年7月",
            "May",
        ],
        ["March for peace", "12 July", "Mar", "May I come in", "Set", "2023", ""],
    ),
    "is_section_word": (
        ["In the Spotlight", "NEWS IN BRIEF", "Announcements", "Kurz notiert", "Новости", "简讯"],
        ["News from the front line", "Brief encounter", "In the spotlight: our treasurer", ""],
    ),
    "is_link": (
        ["Read more", "Continue reading →", "Weiterlesen >>", "Lire la suite Lire la suite", "続きを読む"],
        ["Read more about it", "News", "Reading", "Weiterlesen macht Spaß", ""],
    ),
    "is_more_posts_heading": (
        ["Recent posts", "RELATED ARTICLES", "Neueste Beiträge", "Читайте также"],
        ["Recent posts at the harbour", "Articles", ""],
    ),
    "is_mission_heading": (
        ["Our mission", "MISSION & VISION", "Leitbild", "Nuestra misión", "наша миссия", "使命宣言"],
        ["Mission to the moon", "Visions of elks", "A mission", ""],
    ),
    "is_press_release_label": (
        [
            "PRESS RELEASE",
            "Press Release No. 12/2021",
            "For immediate release: July 3, 2023",
            "Communiqué de presse",
        ]
        + [
            "PRESS RELEASE – FOR IMMEDIATE RELEASE",
            "Пресс-релиз № 5",
            "新闻稿",
            "Under embargo until 3 June",
        ],
        ["Press releases are boring", "Press release wins award", "May 2021", ""],
    ),
    "is_end_mark": (
        ["###", "# # #", "– END –", "-Ende-", "*** Fin ***", "~ конец ~"],
        ["##", "END", "- 30 -", "– The end of the ferry –", "---", "-END", ""],
    ),
    "names_situation_report": (
        [
            "Ebola daily sitrep no. 204 for 5th December",
            "Weekly Situation Report on lake fever",
            "POINT D’INFORMATION SUR LA FIÈVRE DES LACS",
            "Rapport de la situation épidémiologique",
            "Informe de situación n.º 4",
            "Relatório de situação 7",
            "Täglicher Lagebericht",
            "Эпидемиологический бюллетень № 3",
            "Laporan Situasi Banjir",
            "تقرير الوضع رقم ٥",
            "湖区疫情通报",
        ],
        ["The situation of the lakes", "A report from the shore", "Situations vacant", "Le rapport", ""],
    ),
    "names_chapter": (
        ["Introduction", "2. Purpose and scope", "BACKGROUND:", "Fazit", "Цели и задачи", "Johdanto", "背景"]
        + ["OLD BUSINESS", "Assuntos gerais", "Kokouksen avaus"],
        ["Introduction to knots", "Background music", "and", "5 A", "The conclusion of the ferry talks", ""],
    ),
    "names_report": (["Report on the lakes", "Rapport annuel", "Годовой отчёт"], ["Reporters wanted", ""]),
    "names_act": (
        ["EXTRATO DE CONTRATO", "Arrêté municipal", "Öffentliche Bekanntmachung", "Постановление"],
        ["PORTARIA|OFFICE|DAYS", "The notice of the mill", "Order!", "Orders of the day", ""],
    ),
    "numbers_act": (
        ["PORTARIA LAGO Nº 12, DE 7 DE MAIO", "Government Notice 101/2024", "Ley 27 de 2019"]
        + ["Uchwała nr XII/3", "Arrêté n° 7", "УКАЗ № 3", "ORDINANCE NO. 14"]
        + ["Décret no 2019-384 sur les ponts" + " et les lacs et les quais du port" * 5],
        [
            "EDITAL Nº 12" + " DATA E LUGAR DA ABERTURA DAS PROPOSTAS" * 5,
            "Notice of 14 May",
            "Resolution",
            "Bridge Nº 12",
            "Act 3",
            "",
        ],
    ),
    "is_issue_line": (
        [
            "Volume 3, Number 2, Issue 7, April 8, 2011",
            "March 2011 Issue 19",
            "2019.03.05 No.27",
            "Fall 2013",
        ]
        + ["N°5 du 8 mars 2012", "Jahrgang 12, Nr. 3", "Vol. XII No. 3", "12/2023", "Newsletter No. 12"]
        + [
            "№ 12 (345) 3 июля 2023 года",
            "2019年3月5日 第27期",
            "Bülten No: 2019/4",
            "Monday March 9th",
        ],
        [
            "9 May 2022 at 14:15",
            "Issue 5: The war",
            "Issue of the day",
            "2009-2010",
            "They met on 6-7 March 2019.",
            "tel 07700 900123",
            "(Part 1)",
            "for the day of 16 11 2012 only",
            "Newsletter",
            "May",
            "",
        ],
    ),
    "is_imprint_label": (
        ["Editor", "Layout:", "Photos", "Redaktion", "Mise en page", "Fotografía"],
        ["Editor of the Times", "Ann Tide", "Photos of the quay", ""],
    ),
    "numbers_an_issue": (
        ["Volume 3, Number 2, April 2011", "Issue 12", "Newsletter No. 12", "2019年3月5日 第27期"],
        ["April 2011", "Monday March 9th", "12/2023", "Fall 2013", "Issue 5: The war", ""],
    ),
    "dates_a_publication": (
        [
            "Newsletter December 2012",
            "Hill Club Newsletter Winter 2021",
            "May 2013 Newsletter",
            "Rundbrief 3/2014",
        ],
        ["Newsletter", "May 2013", "The bulletin of 2012 wins a prize", "Newsletter in its third year", ""],
    ),
    "is_call": (
        [
            "Follow us on Instagram!",
            "Find us on Facebook and YouTube",
            "Scan to visit our website",
            "Facebook, Instagram",
        ]
        + ["Suivez-nous sur LinkedIn", "Siga-nos no Facebook", "Besök vår sida på Facebook!"],
        [
            "Facebook",
            "Stay in touch",
            "Our website is new",
            "Follow us to the hill",
            "Facebook bought Instagram in 2012",
        ]
        + ["Follow us on Instagram for pictures of the quay, the boats and the new school", ""],
    ),
    "has_imprint_word": (
        [
            "Published by Friends of the Hill",
            "Editor: Jane",
            "All rights reserved",
            "V.i.S.d.P. Max",
            "主编:王五",
        ],
        [
            "The editor of the Times spoke",
            "由商务部主办的会议",
            "The publisher of the book",
            "Executive Director: Ann",
            "",
        ],
    ),
    "is_photo_credit": (
        [
            "Photo: Jane Doe",
            "(Photo: AP)",
            "Photos courtesy of the club",
            "© Jane Doe",
            "Foto: dpa",
            "图/张三",
        ],
        [
            "Photo competition winners",
            "Photo by photo the album grew",
            "© 2015 Club. All rights reserved",
            "",
        ],
    ),
    "is_advertisement_label": (
        ["Advertisement", "ANZEIGE", "На правах рекламы", "广告"],
        ["Advertising pays", "Ad hoc committee", ""],
    ),
    "has_sponsor_word": (
        [
            "Sponsored by Tide & Reed",
            "mit freundlicher Unterstützung von",
            "Ce bal est donné avec le soutien de la ville",
        ]
        + [
            "При поддержке мастерской",
            "本期由马氏装订社赞助印刷",
            "この号は丸山製本所の協力で",
            "بدعم من ورشة التجليد",
        ]
        + ["마루 제본소의 도움으로", "Με την υποστήριξη του δήμου", "בתמיכת העירייה"],
        ["The pier supports nine lamps", "Wir unterstützen den Chor", "Le soutien est venu tard", ""],
    ),
    "names_this_issue": (
        [
            "This issue was printed in May",
            "Diese Ausgabe wurde gedruckt",
            "Ce numéro est imprimé",
            "本期由马氏印刷",
        ]
        + ["Este número se imprime", "Бұл сан басылды", "هذا العدد", "הגיליון הודפס", "이번 호는"],
        ["The issue is settled", "Diese Brücke", "Ce pont", "Of all numbers this", ""],
    ),
    "is_form_text": (
        ["please return this form to the office", "Name ________", "Name Address Postcode Telephone"]
        + ["I enclose a cheque for £5", "Hiermit beantrage ich die Mitgliedschaft"],
        [
            "Please write your name and address clearly on the entry",
            "The name of the rose",
            "请领取报名表。",
            "",
        ],
    ),
    "has_publication_word": (
        ["Hill Newsletter", "Rundbrief 5", "Информационный бюллетень", "社区通讯"],
        ["A brief walk", "lovely day", ""],
    ),
    "has_organisation_word": (
        ["MINISTRY OF FISHERIES", "Министерства рыболовства", "Bundesministerium der Finanzen", "驻外大使馆"]
        + ["WIZARA YA AFYA", "厚生労働省健康局", "보건복지부", "BỘ Y TẾ", "স্বাস্থ্য মন্ত্রণালয়", "وزارت صحت"],
        ["a rat ran", "insgesamt schön", "so it goes", "Vladimir came", ""],
    ),
    "is_letter_closing": (
        ["Yours faithfully,", "Mit freundlichen Grüßen", "С уважением,"],
        ["Regards the city as home", "Love letters found", ""],
    ),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear lamp keepers,\nthe harbour is dark again.", "Dear lamp keepers,"),
        ("Dear fellow\nkeepers, in June the harbour was dark.", "Dear fellow\nkeepers,"),
        ("Dear All\nWe hope the lamps are lit", "Dear All"),
        ("Liebe Gäste, liebe Freunde! Es ist Sommer.", "Liebe Gäste, liebe Freunde!"),
        ("Уважаемые соседи! Снова зима.", "Уважаемые соседи!"),
        ("亲爱的读者：又是春天", "亲爱的读者："),
        ("Dear old Bertram lit the lamps. All of them.", None),
        ("Lampen, liebe Gäste, brennen wieder", None),
        ("", None),
    ],
)
def test_a_salutation_ends_where_the_letter_begins(text: str, expected: str | None) -> None:
    assert lexicon().salutation(text) == expected


def cases(yes: bool) -> list[tuple[str, str]]:
    return [(question, text) for question, texts in YES_NO.items() for text in texts[0 if yes else 1]]


@pytest.mark.parametrize(("question", "text"), cases(yes=True))
def test_recognises(question: str, text: str) -> None:
    assert getattr(lexicon(), question)(text) is True


@pytest.mark.parametrize(("question", "text"), cases(yes=False))
def test_leaves_near_misses_alone(question: str, text: str) -> None:
    assert getattr(lexicon(), question)(text) is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("continued on page 7", JumpLine((7,))),
        ("Cont. on p. 3", JumpLine((3,))),
        ("(continued on pages 7 & 8)", JumpLine((7, 8))),
        ("Continued on pages 4, 5 and 6", JumpLine((4, 5, 6))),
        ("Continued overleaf", JumpLine(())),
        ("[ CONTINUED ON THE REVERSE SIDE ]", JumpLine(())),
        ("Continued on page 2, column 1", JumpLine((2,))),
        ("Fortsetzung auf Seite 3, Spalte 2", JumpLine((3,))),
        ("Village hall: continued on page 4", JumpLine((4,), "Village hall")),
        ("see Hedgehogs on page 9", JumpLine((9,), "Hedgehogs")),
        ("Fortsetzung auf Seite 3", JumpLine((3,))),
        ("suite page 4", JumpLine((4,))),
        ("Продолжение на 3 стр.", JumpLine((3,))),
        ("下转第3版", JumpLine((3,))),
        ("2ページへ続く", JumpLine((2,))),
        ("стр. 8 >>>", JumpLine((8,))),
        ("→ p. 4", JumpLine((4,))),
        ("Seite 5 ►", JumpLine((5,))),
        ("<<< page 4", None),
        ("« page 4 »", None),
        ("<page 4>", None),
        ("> 5", None),
        ("page 4", None),
        ("HARBOUR on Page 5A", JumpLine((5,), "HARBOUR")),
        ("continued on page B2", JumpLine(())),
        ("Moles\nMore on page 5.", JumpLine((5,), "Moles")),
        ("Go to page 7", JumpLine((7,))),
        ("Hafen auf Seite 5", JumpLine((5,), "Hafen")),
        ("as seen on page 2", None),
        ("He carried on to page 3 of the book", None),
        ("The story continued on its way", None),
        ("It rained. The walk was continued on page 4", None),
    ],
)
def test_jump_to(text: str, expected: JumpLine | None) -> None:
    assert lexicon().jump_to(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("continued from page 1", JumpLine((1,))),
        ("Village hall, continued from page 2", JumpLine((2,), "Village hall")),
        ("(Fortsetzung von Seite 2)", JumpLine((2,))),
        ("Village hall (cont. from front page)", JumpLine((), "Village hall")),
        ("上接第1版", JumpLine((1,))),
        ("стр. 1 <<<", JumpLine((1,))),
        ("dokončení z předchozí strany", JumpLine(())),
        ("◄ page 2", JumpLine((2,))),
        ("Continued from 1A", JumpLine((1,))),
        ("page 2 >>>", None),
        ("Water from page 3 of the report", None),
    ],
)
def test_jump_from(text: str, expected: JumpLine | None) -> None:
    assert lexicon().jump_from(text) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Village hall (cont.)", "Village hall"),
        ("**Minutes – continued**", "Minutes"),
        ("Minutes, cont'd", "Minutes"),
        ("La fête (suite)", "La fête"),
        ("Garten (Fortsetzung)", "Garten"),
        ("The work continued", None),
        ("Hotel, Suite", None),
        ("(continued)", None),
    ],
)
def test_strip_continued(text: str, title: str | None) -> None:
    assert lexicon().strip_continued(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Village hall continued", "Village hall"),
        ("**Minutes** Cont.", "Minutes"),
        ("Aus dem Garten Fortsetzung", "Aus dem Garten"),
        ("Z życia gminy – ciąg dalszy", "Z życia gminy –"),
        ("The work continued.", None),
        ("The work is continued here", None),
        ("Continued", None),
    ],
)
def test_strip_bare_continued(text: str, title: str | None) -> None:
    assert lexicon().strip_bare_continued(text) == title


@pytest.mark.parametrize("word", words.words("continued"))
def test_no_suffix_is_passed_over(word: str) -> None:
    """What has a suffix may have one, in whichever letters; other texts are mostly passed over."""
    marked = [form.format(word) for form in ("A title ({})", "A TITLE [{}]", "A title – {}", "Title… {}")]
    marked += [text.upper() for text in marked]
    told = [text for text in marked if lexicon().strip_continued(text)]
    assert told
    assert all(map(lexicon().may_be_continued, told))
    assert not lexicon().may_be_continued("A title (with another word)")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("by Oona Merrow", "Oona Merrow"),
        ("By Jane Doe, Staff Writer", "Jane Doe, Staff Writer"),
        ("**BY JANE DOE**", "JANE DOE"),
        ("by J. R. Miller and Ann van Dyk", "J. R. Miller and Ann van Dyk"),
        ("Von Anna Müller", "Anna Müller"),
        ("Par Jean Dupont et Marie Curie", "Jean Dupont et Marie Curie"),
        ("Автор: Иван Петров", "Иван Петров"),
        ("Text: Maria", "Maria"),
        ("文/张三", "张三"),
        ("by far the best", None),
        ("BY FAR THE BEST", None),
        ("BY HARBOUR AND THE HILL", None),
        ("BY GEORGE THE KING", None),
        ("By Monday", None),
        ("By the Secretariat", None),
        ("By train and bus", None),
        ("By Air and Sea", None),
        ("Von Hamburg nach Berlin", None),
        ("By 2030 Every House", None),
        ("by", None),
    ],
)
def test_byline(text: str, names: str | None) -> None:
    assert lexicon().byline(text) == names


@pytest.mark.parametrize(
    ("text", "kind", "end"),
    [
        ("Tel", ContactKind.PHONE, 3),
        ("Tel: +477 23", ContactKind.PHONE, 5),
        ("T: 555", ContactKind.PHONE, 3),
        ("Fax & Tel", ContactKind.FAX, 6),
        ("Cell: 1-541", ContactKind.MOBILE, 6),
        ("Email: name@host", ContactKind.EMAIL, 7),
        ("Тел. 8-800", ContactKind.PHONE, 5),
        ("电话:123", ContactKind.PHONE, 3),
        ("Follow us on Facebook", ContactKind.FOLLOW, 13),
        ("For more information", ContactKind.CONTACT, 20),
    ],
)
def test_contact_label(text: str, kind: ContactKind, end: int) -> None:
    label = lexicon().contact_label(text)
    assert label is not None
    assert (label.kind, label.end) == (kind, end)


@pytest.mark.parametrize(
    "text",
    [
        "Telephone lines were cut",
        "Address by the President",
        "Call 2 Action",
        "Web 2.0 is here",
        "T the letter",
    ]
    + ["Contact John Smith", "Facebook users rose", "website.", ""],
)
def test_contact_label_near_misses(text: str) -> None:
    assert lexicon().contact_label(text) is None


@pytest.mark.parametrize("language", LANGUAGES.split())
def test_every_language_has_the_least(language: str) -> None:
    """Months (or their numeric form), and words for page, contents, jumps and contact."""
    data = words.languages()[language]
    assert len(data.get("months", ())) == 12 or data["month_forms"]
    for category in ("page", "contents", "jump_to", "jump_from", "phone", "email", "press_release", "issue"):
        assert data[category], category


def test_data_files_hold_known_categories_of_clean_phrases() -> None:
    plain_values = {"months", "numeric_order", "year_offset", "era_from"}
    known = set(words.languages()["en"]) | set(words.languages()["th"]) | set(words.languages()["und"])
    known |= {"at_words", "deadline_after", "month_forms", "other_months", "po_box"}
    for language, data in words.languages().items():
        assert set(data) <= known, language
        for category in set(data) - plain_values:
            for entry in words.entries(data[category]):
                assert entry == entry.strip(), (language, category, entry)
                assert category.startswith(("name_", "place_j", "ord")) or words.template_key(entry), entry


def test_every_phrase_of_a_whole_line_category_is_recognised() -> None:
    for category, question in (("contents", "is_contents_heading"), ("sections", "is_section_word")):
        for phrase in words.words(category):
            assert getattr(lexicon(), question)(phrase.upper()), phrase


def test_every_jump_template_is_recognised_with_its_pages() -> None:
    for category in ("jump_to", "jump_from"):
        for template in words.templates(category):
            text = template.replace("{n}", "7").replace("{title}", "Some title ")
            found = getattr(lexicon(), category)(text)
            assert found is not None, text
            assert found.pages == ((7,) if "{n}" in template else ()), text


def test_months_that_languages_disagree_on_need_a_language() -> None:
    assert words.dates_of("pl").months["listopad"] == 11
    assert words.dates_of("hr").months["listopad"] == 10
    assert "listopad" not in words.dates_of(None).months
    assert words.dates_of(None).months["july"] == 7


def test_offers_are_told_apart_in_many_languages() -> None:
    assert lexicon().offers("10% off, free delivery, FREE DELIVERY") == {"# off", "free delivery"}
    assert lexicon().offers("Meisterbetrieb · Lieferung frei Haus") == {
        "meisterbetrieb",
        "lieferung frei haus",
    }
    assert lexicon().offers("Скидка 20%, бесплатная доставка") == {"скидка #", "бесплатная доставка"}
    assert lexicon().offers("The delivery was free of offers") == frozenset()


def test_a_month_is_found_anywhere() -> None:
    assert lexicon().has_month("The fair is on 4 March")
    assert not lexicon().has_month("The fair is on Monday")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ferry Office\nP.O. Box 12", True),
        ("The Ferry Office\nPostfach 3", True),
        ("The Ferry Office", False),
        ("Ask P. O’Neill at the office", False),
    ],
)
def test_a_text_is_asked_once_whether_a_line_may_have_a_post_box(text: str, expected: bool) -> None:
    assert lexicon().may_have_post_box(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ferry Office\nTel: 01632 960123", True),
        ("The Ferry Office\n電話 03-1234-5678", True),
        ("The ferry sails at noon", False),
    ],
)
def test_a_text_is_asked_once_whether_a_line_may_have_a_contact_label(text: str, expected: bool) -> None:
    assert lexicon().may_have_contact_label(text) is expected


def test_a_union_holds_what_any_of_its_sets_holds() -> None:
    sets = [words.index(["editor:", "ferry*"]), words.index(["editor in chief", "*ministerium", "編集"])]
    both = words.union(sets)
    for key in ("editor", "ferryman", "aussenministerium", "編集部", "no", "of", "编"):
        assert both.may_hold(key) == any(one.may_hold(key) for one in sets), key
    assert both.is_in(tokenize("Editor in chief: Anna"))
    assert both.is_in(tokenize("Editor: Anna"))
    assert not both.is_in(tokenize("Editor Anna"))


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Home News Contact", 3),
        ("Share | Tweet | Read more", 3),
        ("3 comments", 1),
        ("Home sweet home", 0),
        ("", 0),
    ],
)
def test_words_for_links_of_a_web_page_are_counted(line: str, count: int) -> None:
    assert lexicon().count_links(line) == count


@pytest.mark.parametrize(
    ("stems", "are_ends", "fitting", "others"),
    [
        (["minist", "min"], False, ["ministry", "minute", "min"], ["mi", "admin", ""]),
        (["verein", "amt"], True, ["turnverein", "amt", "schulamt"], ["mt", "amtlich", ""]),
        ([], False, [], ["word", ""]),
        ([], True, [], ["word", ""]),
    ],
    ids=["beginnings", "ends", "no beginnings", "no ends"],
)
def test_stems_fit_words(stems: list[str], are_ends: bool, fitting: list[str], others: list[str]) -> None:
    indexed = Stems.of(stems, are_ends=are_ends)
    assert [word for word in (*fitting, *others) if indexed.fit(word)] == fitting
    assert sorted(indexed) == sorted(stems)
