"""A weekly situation report with numbered headings, a table and bullets, by an invented health service."""

from __future__ import annotations

from tests.samples.story import Bulletin, Story
from tests.samples.typeset import Book, Box, Face, Flow

RED = "#9d2235"
INK = "#22262b"
GREY = "#666e77"
PALE = "#f4e9ea"
LEFT, RIGHT = 64.0, 531.0
BULLET = "• "

REPORT = Story(
    title="Autumn fever in the Tamsin valley: situation report for week 41",
    other_titles=("Autumn fever in the Tamsin valley", "Situation report for week 41"),
    body=(
        "## 1. Summary",
        "Between 5 and 11 October the health posts of the Tamsin valley reported 64 new cases of autumn "
        "fever, sixteen fewer than in the week before. It is the second week in a row with a decline. No "
        "deaths were reported. The total since the first case on 24 August has reached 412.",
        "The decline is visible in all districts but Upper Tamsin, where harvest workers continue to "
        "arrive from areas without vaccination. The risk for the valley is still assessed as moderate and "
        "the risk for the neighbouring provinces as low.",
        "## 2. Epidemiological situation",
        "Of the 64 new cases, 41 were confirmed in the laboratory of Port Amsel and 23 were classified by "
        "their symptoms. The median age of the patients is 34 years; six patients were treated in "
        "hospital, and five of them have gone home. The figures for each district are given in Table 1.",
        "Interviews were completed with 58 patients. More than half of them had worked in the orchards "
        "along the river during the ten days before they fell ill, and a third had drunk untreated water "
        "there. The investigation of the three wells at Low Ferry is expected to be concluded next week.",
        "## 3. Response",
        "The following measures were taken during the week:",
        "• Two mobile teams vaccinated 1,860 people in the camps of the harvest workers, which brings the "
        "share of those vaccinated there to 71 per cent.",
        "• Chlorine tablets for thirty days were handed out to 940 households between Low Ferry and the "
        "mouth of the Tamsin.",
        "• Forty-two community volunteers were trained to recognise the first signs of the disease and to "
        "report them by telephone on the same day.",
        "• The market of Upper Tamsin was supplied with two hand-washing stations with running water.",
        "The radio programme in both languages of the valley is continued, since one household in five still "
        "names cold wind as the cause of the fever.",
        "## 4. Outlook and needs",
        "If the decline lasts, the number of weekly cases will fall below thirty by the end of the month. "
        "The vaccine in stock is enough for seventeen days. A further delivery of 6,000 doses has been "
        "requested and is expected on 20 October; until then the teams will give priority to the camps.",
        "The laboratory needs an additional refrigerator before the second round of well samples arrives. "
        "The next report will be published on 19 October.",
    ),
)

TABLE_CAPTION = "Table 1. Cases of autumn fever by district, week 41 of 2026"
TABLE = (
    ("District", "New cases", "Confirmed", "In hospital", "Since 24 August"),
    ("Upper Tamsin", "27", "19", "3", "121"),
    ("Middle Tamsin", "16", "10", "1", "138"),
    ("Low Ferry", "14", "8", "2", "106"),
    ("Port Amsel", "7", "4", "0", "47"),
    ("Total", "64", "41", "6", "412"),
)
CHART_CAPTION = "Figure 1. New cases of autumn fever by week"
WEEKLY_CASES = ((35, 22), (36, 38), (37, 54), (38, 71), (39, 83), (40, 80), (41, 64))
RUNNING_HEAD = "SITUATION REPORT No. 7  |  12 October 2026"
FOOTER = (
    "Provincial Health Service of Amsel · Epidemiology Unit · Tel. 202-555-0136 · epi@health-amsel.example"
)

BULLETIN = Bulletin(
    path="health-situation-reports/2026-week-41.pdf",
    kind="report",
    language="en",
    stories=(REPORT,),
    noise=(
        "SITUATION REPORT No. 7",
        "PROVINCIAL HEALTH SERVICE",
        "Epidemiology Unit",
        "202-555-0136",
        "epi@health-amsel.example",
        "Page 1",
        "Page 2",
    ),
)

BODY = Face("Sans", "Regular", 10.6, 15.4, INK, "left", hyphenate=False)
HEADING = Face("Sans", "Bold", 12.5, 16, RED, "left", hyphenate=False)
SMALL = Face("Sans", "Regular", 8, 11, GREY, "left")


def build() -> bytes:
    """The report as a PDF."""
    book = Book(2, "Situation report week 41")
    _nameplate(book)
    for page in (1, 2):
        book.text(page, LEFT, 40, RUNNING_HEAD, SMALL.but(cut="Bold"))
        book.rule(page, LEFT, 54, RIGHT, RED, 0.8)
        book.rule(page, LEFT, 790, RIGHT, GREY, 0.4)
        book.text(page, LEFT, 797, FOOTER, SMALL)
        book.text(page, RIGHT, 797, f"Page {page}", SMALL.but(cut="Bold", align="right"))
    flow = Flow(book, [Box(1, LEFT, 150, RIGHT - LEFT, 776), Box(2, LEFT, 76, RIGHT - LEFT, 776)])
    flow.paragraph(REPORT.title, Face("Sans", "Black", 20, 25, INK, "left", hyphenate=False))
    _key_figures(book, flow)
    for text in REPORT.body:
        _set_part(flow, text)
        if text.endswith("given in Table 1."):
            _table(book, flow)
    _chart(book, flow)
    return book.to_bytes()


def _nameplate(book: Book) -> None:
    book.rect(1, (LEFT, 70, RIGHT, 128), fill=RED)
    book.text(1, LEFT + 16, 82, "PROVINCIAL HEALTH SERVICE", Face("Sans", "Black", 17, 20, "#ffffff", "left"))
    book.text(
        1, LEFT + 16, 106, "Weekly bulletin of the province of Amsel", SMALL.but(size=10, color="#f3d9dc")
    )


def _key_figures(book: Book, flow: Flow) -> None:
    """Four large numbers in a row of tinted boxes."""
    figures = (("64", "new cases"), ("41", "confirmed"), ("0", "deaths"), ("412", "cases in all"))
    top = flow.y + 8
    for number, (value, label) in enumerate(figures):
        x = LEFT + number * 118.5
        book.rect(1, (x, top, x + 111.5, top + 56), fill=PALE)
        book.text(1, x + 10, top + 8, value, Face("Sans", "Black", 22, 26, RED, "left"))
        book.text(1, x + 10, top + 38, label, SMALL.but(size=9))
    flow.y = top + 66


def _set_part(flow: Flow, text: str) -> None:
    if text.startswith("## "):
        if flow.box.bottom - flow.y < 60:
            flow.next_box()
        flow.space(8)
        flow.paragraph(text.removeprefix("## "), HEADING)
        flow.space(3)
    elif text.startswith(BULLET):
        flow.paragraph(text, BODY.but(indent=10.0, hang=18.0))
        flow.space(3)
    else:
        flow.paragraph(text, BODY)
        flow.space(6)


def _chart(book: Book, flow: Flow) -> None:
    """Bars of the weekly cases, each with its number and week."""
    flow.space(14)
    flow.paragraph(CHART_CAPTION, SMALL.but(cut="Bold", size=9, leading=14, color=INK))
    base = flow.y + 150
    step = (RIGHT - LEFT) / len(WEEKLY_CASES)
    for number, (week, cases) in enumerate(WEEKLY_CASES):
        x = LEFT + number * step
        top = base - cases * 1.4
        book.rect(flow.box.page, (x + 10, top, x + step - 10, base), fill=RED if week == 41 else "#d8a7ae")
        book.text(flow.box.page, x + step / 2, top - 13, str(cases), SMALL.but(cut="Bold", align="center"))
        book.text(flow.box.page, x + step / 2, base + 5, f"W{week}", SMALL.but(align="center"))
    book.rule(flow.box.page, LEFT, base, RIGHT, GREY, 0.6)
    flow.y = base + 24


def _table(book: Book, flow: Flow) -> None:
    if flow.box.bottom - flow.y < 180:
        flow.next_box()
    flow.space(6)
    flow.paragraph(TABLE_CAPTION, SMALL.but(cut="Bold", size=9, leading=14, color=INK))
    page, top, row_height = flow.box.page, flow.y + 2, 19.0
    edges = (LEFT, LEFT + 150, LEFT + 228, LEFT + 306, LEFT + 384, RIGHT)
    for row, cells in enumerate(TABLE):
        y = top + row * row_height
        is_head, is_total = row == 0, row == len(TABLE) - 1
        fill = RED if is_head else PALE if is_total else None
        color = "#ffffff" if is_head else INK
        face = BODY.but(size=9.2, cut="Bold" if is_head or is_total else "Regular", color=color)
        for column, cell in enumerate(cells):
            box = (edges[column], y, edges[column + 1], y + row_height)
            book.rect(page, box, fill=fill, stroke="#c9ced3", line_width=0.5)
            if column == 0:
                book.text(page, box[0] + 7, y + 4.5, cell, face.but(align="left"))
            else:
                book.text(page, box[2] - 9, y + 4.5, cell, face.but(align="right"))
    flow.y = top + row_height * len(TABLE) + 14
