"""A Russian bulletin of two pages by an invented nature reserve."""

from __future__ import annotations

from tests.samples import pictures
from tests.samples.story import Bulletin, Story
from tests.samples.typeset import A4, Book, Box, Face, Flow, balance

BLUE = "#1f4e6b"
RUST = "#b5532a"
GREY = "#626b70"
LEFT, RIGHT, GUTTER = 50.0, 545.0, 20.0
COLUMN = (RIGHT - LEFT - GUTTER) / 2

CRANES = Story(
    title="Рекордная осень: у озера насчитали две тысячи журавлей",
    byline="Текст: Вера Соколова",
    body=(
        "Такого пролёта старожилы заповедника не помнят. Вечером 18 сентября сотрудники научного отдела "
        "насчитали на мелководье у северного берега 2 146 серых журавлей. Это почти вдвое больше, чем год "
        "назад, и на триста птиц больше, чем в самую удачную осень за все годы наблюдений.",
        "Учёт вели с трёх вышек одновременно. Наблюдатели поднимались наверх за час до заката и записывали "
        "каждую стаю: время, направление и число птиц. Утром записи сравнили, чтобы ни одна стая не попала "
        "в таблицу дважды.",
        "Орнитологи объясняют рекорд двумя причинами. Весной вода долго стояла на лугах, и птенцов в "
        "окрестных болотах выросло больше обычного. Кроме того, соседние хозяйства впервые оставили для "
        "журавлей полосы неубранного ячменя, поэтому птицам не приходится искать корм далеко от ночлега.",
        "Журавли пробудут у озера примерно до середины октября. Подходить к берегу в это время нельзя, но "
        "стаи хорошо видны со смотровой площадки, открытой ежедневно с пяти до семи часов вечера.",
    ),
)

TRAIL = Story(
    title="Открылась тропа через старый бор",
    body=(
        "С 5 сентября гости заповедника могут пройти по новому маршруту длиной три с половиной километра. "
        "Тропа начинается у деревянного моста, пересекает старый сосновый бор и заканчивается у родника. "
        "На болотистых участках уложен настил, по которому можно проехать и на инвалидной коляске.",
        "Вдоль дороги установлено двенадцать щитов с рисунками школьников. Они рассказывают не о том, что "
        "запрещено, а о том, что можно услышать, если две минуты постоять молча.",
        "Деньги на настил собрали жители четырёх деревень, а доски бесплатно привёз лесхоз. Зимой тропа "
        "станет лыжной.",
    ),
)

HERBARIUM = Story(
    title="Сто растений и одна ошибка в справочнике",
    body=(
        "Кружок юных ботаников завершил летний гербарий: на сто листах собраны растения, которые "
        "встречаются не дальше километра от школы. Самым трудным оказался последний лист. Осока, найденная "
        "у мельничного пруда, никак не подходила к описанию в справочнике.",
        "Ребята отправили снимки в университет и получили ответ: ошибся не кружок, а справочник. В новом "
        "издании описание исправят, а имена четырёх школьников напечатают в списке благодарностей.",
        "Гербарий можно увидеть в музее заповедника до конца ноября.",
    ),
)

RULES = Story(
    title="Посещение зимой",
    body=(
        "С 1 ноября по 31 марта музей и кассы работают с десяти до шестнадцати часов, понедельник — "
        "выходной день. Группы больше десяти человек просим записываться за неделю.",
        "Выходить на лёд озера разрешается только вместе с инспектором. Собак можно брать на лыжную тропу, "
        "но обязательно на поводке.",
    ),
)

BULLETIN = Bulletin(
    path="belokamysh-reserve/2026-03.pdf",
    kind="newsletter",
    language="ru",
    stories=(CRANES, TRAIL, HERBARIUM, RULES),
    noise=(
        "ВЕСТНИК БЕЛОКАМЫШСКОГО ЗАПОВЕДНИКА",
        "№ 3 (47)",
        "Осень 2026 года",
        "Вестник заповедника · № 3 · 2026",
        "Редактор: П. Н. Лугин",
        "тел. 2-14-36",
        "vestnik@belokamysh.example",
        "ул. Береговая, 8",
    ),
)

BODY = Face(size=9.9, leading=13.2)
HEADLINE = Face(cut="Bold", size=18, leading=21.5, color=BLUE, align="left", hyphenate=False)
SMALL = Face("Sans", "Regular", 8.4, 11.5, GREY, "left", hyphenate=False)
CONTACT = (
    "Учредитель: дирекция Белокамышского заповедника. Редактор: П. Н. Лугин",
    "Адрес: ул. Береговая, 8, пос. Белокамыш · тел. 2-14-36, факс 2-14-37",
    "vestnik@belokamysh.example · www.belokamysh.example",
)


def build() -> bytes:
    """The bulletin as a PDF."""
    book = Book(2, "Вестник Белокамышского заповедника, № 3, 2026")
    _nameplate(book)
    picture = pictures.lake(77, pictures.DUSK, 500, 210, motif="birds")
    book.picture(1, (LEFT, 128, RIGHT, 336), picture)
    caption = Flow(book, [Box(1, LEFT, 341, RIGHT - LEFT, 842)])
    caption.paragraph("Журавли над северным берегом. Фото автора", SMALL)
    bottom = _set_story(book, CRANES, 1, 362)
    book.rule(1, LEFT, bottom + 14, RIGHT, RUST, 0.8)
    flow_top = bottom + 24
    _set_story(book, TRAIL, 1, flow_top)
    _page_two(book)
    return book.to_bytes()


def _nameplate(book: Book) -> None:
    book.text(1, LEFT, 40, "ВЕСТНИК", Face("Sans", "Bold", 40, 44, BLUE, "left"))
    book.text(1, LEFT, 84, "БЕЛОКАМЫШСКОГО ЗАПОВЕДНИКА", Face("Sans", "Bold", 15, 18, RUST, "left"))
    book.text(1, RIGHT, 72, "№ 3 (47)", SMALL.but(align="right", size=9.5))
    book.text(1, RIGHT, 86, "Осень 2026 года", SMALL.but(align="right", size=9.5))
    book.rule(1, LEFT, 112, RIGHT, BLUE, 2)


def _set_story(book: Book, story: Story, page: int, top: float) -> float:
    """Headline over the full measure, text in two even columns; gives the bottom."""
    head = Flow(book, [Box(page, LEFT, top, RIGHT - LEFT, A4[1])])
    head.paragraph(story.title, HEADLINE)
    if story.byline:
        head.paragraph(story.byline, SMALL.but(color=RUST, cut="Bold"))
    start = head.y + 5

    def trial(target: Book, bottom: float) -> None:
        lanes = (LEFT, LEFT + COLUMN + GUTTER)
        flow = Flow(target, [Box(page, x, start, COLUMN, bottom) for x in lanes])
        for number, text in enumerate(story.body):
            flow.paragraph(text, BODY.but(indent=12.0 if number else 0.0))

    bottom = balance(trial, 2, start + BODY.leading, 800)
    trial(book, bottom)
    return bottom


def _page_two(book: Book) -> None:
    book.text(2, LEFT, 38, "2", SMALL.but(cut="Bold"))
    book.text(2, RIGHT, 38, "Вестник заповедника · № 3 · 2026", SMALL.but(align="right"))
    book.rule(2, LEFT, 54, RIGHT, BLUE, 0.6)
    bottom = _set_story(book, HERBARIUM, 2, 72)
    picture = pictures.lake(70, pictures.MIST, 500, 303, motif="reeds")
    top = bottom + 18
    book.picture(2, (LEFT, top, RIGHT, top + 300), picture)
    caption = Flow(book, [Box(2, LEFT, top + 305, RIGHT - LEFT, 842)])
    caption.paragraph("Мельничный пруд, где нашли осоку", SMALL)
    _notice(book, caption.y + 18)
    for number, line in enumerate(CONTACT):
        book.text(2, LEFT, 784 + 12 * number, line, SMALL.but(size=8))
    book.rule(2, LEFT, 776, RIGHT, BLUE, 0.6)


def _notice(book: Book, top: float) -> None:
    book.rect(2, (LEFT, top, RIGHT, top + 100), fill="#eaf1f4", stroke=BLUE, line_width=0.8)
    flow = Flow(book, [Box(2, LEFT + 16, top + 12, RIGHT - LEFT - 32, top + 100)])
    flow.paragraph(RULES.title, HEADLINE.but(size=14, leading=18))
    flow.space(4)
    for text in RULES.body:
        flow.paragraph(text, Face("Sans", "Regular", 9.8, 13.4, "#1d1d1b", "left", hyphenate=False))
        flow.space(4)
