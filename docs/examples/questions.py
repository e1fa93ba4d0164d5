"""Five questions that analysts ask of a release, answered and drawn.

    bulletins ingest --direct --processed examples
    bulletins ingest --direct --processed examples --raw docs/examples/raw
    bulletins release 1.0 --processed examples --out examples/releases
    python docs/examples/questions.py examples/releases/1.0

writes `answers.md` and its pictures beside this file, or into the folder after `--out`. It knows a release
only: its Parquet files, read by Polars, and its SQLite file, searched by SQLite. Nothing of Bulletins is
imported.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, MonthLocator
from matplotlib.figure import Figure
from matplotlib.patches import Arc

BLUE, ORANGE, GREEN, GREY = "#0072b2", "#d55e00", "#009e73", "#8a94a0"
STYLE: Any = {
    "svg.hashsalt": "bulletins",
    "svg.fonttype": "none",
    "font.family": ["DejaVu Sans"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "xtick.color": "#4a525c",
    "ytick.color": "#222222",
}
SOURCE = "strait-office"
ISSUES = ("strait-office/2026-05", "strait-office/2026-06")
WORDS = ("herring", "ferry", "buoys")
MEETING = re.compile(r"\b(?:met|meets|received|receives|visited|visits|talked with|spoke with)\b")
SENTENCE = re.compile(r"[^.!?]+[.!?]?")
SAME_NOTICE = 0.3
"""Share of words in common from which two articles of one series are two versions of a notice."""


@dataclass(frozen=True)
class Release:
    """A release that was unpacked into `folder`."""

    folder: Path

    def read(self, dataset: str) -> pl.DataFrame:
        return pl.read_parquet(self.folder / "parquet" / f"{dataset}.parquet")

    def search(self, sql: str, *values: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self.folder / "bulletins.sqlite")) as connection:
            return connection.execute(sql, values).fetchall()


def countries_by_month(release: Release) -> pl.DataFrame:
    """How many articles name each country, month by month?

    A country is counted once for an article, however often it is named, and by its code, so that `Swedish`,
    `Sverige` and `Sweden` are one; it is called as it is called most often.
    """
    months = release.read("articles").select("article_id", month=pl.col("published_on").dt.strftime("%Y-%m"))
    named = release.read("mentions").filter(pl.col("kind") == "country")
    names = named.group_by("code").agg(country=pl.col("surface").mode().sort().first())
    counted = named.unique(["article_id", "code"]).join(names, on="code").join(months, on="article_id")
    table = counted.pivot("month", index="country", values="article_id", aggregate_function="len")
    in_order = table.select("country", *sorted(set(table.columns) - {"country"})).fill_null(0)
    return in_order.with_columns(all=pl.sum_horizontal(pl.exclude("country"))).sort(
        "all", "country", descending=[True, False]
    )


def draw_countries(answer: pl.DataFrame, axes: Axes) -> None:
    months = answer.columns[1:-1]
    counts = answer.select(months).to_numpy()
    axes.imshow(counts, cmap="Blues", vmin=0, vmax=2 * counts.max(), aspect="auto")
    for (row, column), count in np.ndenumerate(counts):
        axes.text(column, row, str(count or ""), ha="center", va="center")
    axes.set_xticks(range(len(months)), months)
    axes.set_yticks(range(answer.height), answer["country"].to_list())
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def meetings(release: Release) -> pl.DataFrame:
    """Who met whom?

    Two people met when one sentence names both and says so; `MEETING` has the words for it. Where people are
    named is told by the offsets in `mentions`.
    """
    people = release.read("mentions").filter((pl.col("kind") == "person") & (pl.col("field") == "body"))
    articles = release.read("articles").drop_nulls("body").sort("published_on", "article_id")
    pairs = [
        {"one": one, "other": other, "issue": article["issue_id"]}
        for article in articles.to_dicts()
        for one, other in _met_in(article["body"], people.filter(article_id=article["article_id"]))
    ]
    table = pl.DataFrame(pairs, {"one": pl.String, "other": pl.String, "issue": pl.String})
    issues = pl.col("issue").unique().sort().str.join(", ")
    told = table.group_by("one", "other").agg(times=pl.len(), issues=issues)
    return told.sort("times", "one", "other", descending=[True, False, False])


def _met_in(body: str, people: pl.DataFrame) -> Iterator[tuple[str, str]]:
    for sentence in SENTENCE.finditer(body):
        if MEETING.search(sentence[0]):
            is_inside = pl.col("offset").is_between(*sentence.span(), closed="left")
            yield from combinations(sorted(set(people.filter(is_inside)["surface"])), 2)


def draw_meetings(answer: pl.DataFrame, axes: Axes) -> None:
    met = pl.concat([answer["one"], answer["other"]]).value_counts(name="meetings")
    names = met.sort("meetings", met.columns[0], descending=[True, False])[met.columns[0]].to_list()
    places = {name: -number for number, name in enumerate(names)}
    for row in answer.to_dicts():
        ends = places[row["one"]], places[row["other"]]
        height = abs(ends[0] - ends[1])
        half = {"theta1": 90, "theta2": 270, "color": BLUE, "lw": 1.5 * row["times"]}
        axes.add_patch(Arc((0, sum(ends) / 2), 0.9 * height, height, **half))
    for name, place in places.items():
        axes.plot(0, place, "o", color=BLUE, markersize=7)
        axes.text(0.15, place, name, va="center")
    axes.set_xlim(-len(names) / 2, 3)
    axes.set_ylim(-len(names) + 0.4, 0.6)
    axes.axis("off")


def agenda(release: Release) -> pl.DataFrame:
    """What happens when?

    Events and deadlines that a source announces, each where it was announced first, from the day of the issue
    on; `starts_on` and `ends_on` have the days, however the text put them.
    """
    articles = release.read("articles").select("article_id", "issue_id", "title", "published_on")
    told = (
        release.read("dates")
        .filter(pl.col("role").is_in(["event", "deadline"]) & (pl.col("source") == SOURCE))
        .join(articles, on=["article_id", "issue_id"])
        .filter(pl.col("ends_on") >= pl.col("published_on"))
        .sort("starts_on", "ends_on", "published_on", "article_id")
    )
    return told.unique(["starts_on", "ends_on", "title"], keep="first", maintain_order=True).select(
        "starts_on", "ends_on", "role", "title"
    )


def draw_agenda(answer: pl.DataFrame, axes: Axes) -> None:
    colors = {"event": BLUE, "deadline": ORANGE}
    for place, row in enumerate(answer.to_dicts()):
        days = [row["starts_on"], row["ends_on"]]
        axes.plot(days, [place, place], "o-", color=colors[row["role"]], lw=3, markersize=6)
        axes.annotate(row["title"], (row["ends_on"], place), (8, 0), textcoords="offset points", va="center")
    axes.set_ylim(answer.height - 0.4, -0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color="#e3e7ec")
    axes.set_axisbelow(True)
    axes.xaxis.set_major_locator(MonthLocator())  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(DateFormatter("%b %Y"))  # type: ignore[no-untyped-call]
    axes.margins(x=0.02)
    axes.tick_params(axis="x", rotation=35)
    for role, color in colors.items():
        axes.plot([], [], "o", color=color, label=role)
    axes.legend(frameon=False, loc="lower left")


def changes(release: Release) -> pl.DataFrame:
    """What changed between two issues?

    Articles that share many words are two versions of one; of those that changed, the words that went and
    came are told. `old` and `new` are their places in the issues.
    """
    articles = release.read("articles").sort("position")
    old, new = (articles.filter(issue_id=issue).to_dicts() for issue in ISSUES)
    rows = []
    for article in old:
        later = max(new, key=lambda other: _likeness(article["body"], other["body"]), default=None)
        if later is None or _likeness(article["body"], later["body"]) < SAME_NOTICE:
            rows.append(_change(article, None))
        else:
            new.remove(later)
            rows.append(_change(article, later))
    return pl.DataFrame(rows + [_change(None, article) for article in new])


def _change(before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
    what, words = "came" if before is None else "went", ""
    if before and after:
        words = _changed_words(before["body"], after["body"])
        what = "changed" if words else "stayed"
    return {
        "old": before and before["position"],
        "before": before and before["title"],
        "new": after and after["position"],
        "after": after and after["title"],
        "what": what,
        "words": words,
    }


def _likeness(one: str, other: str) -> float:
    """Words in runs of three that two texts share, 0 to 1."""
    runs = [set(zip(text.split(), text.split()[1:], text.split()[2:], strict=False)) for text in (one, other)]
    return len(runs[0] & runs[1]) / (len(runs[0] | runs[1]) or 1)


def _changed_words(one: str, other: str) -> str:
    old, new = one.split(), other.split()
    told = [
        f"“{' '.join(old[a:b])}” → “{' '.join(new[c:d])}”"
        for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if what != "equal"
    ]
    return "; ".join(told)


def draw_changes(answer: pl.DataFrame, axes: Axes) -> None:
    colors = {"went": GREY, "came": GREEN, "changed": ORANGE, "stayed": BLUE}
    for row in answer.to_dicts():
        color = colors[row["what"]]
        if row["before"] is not None:
            axes.plot(0, row["old"], "o", color=color)
            axes.text(-0.06, row["old"], row["before"], ha="right", va="center")
        if row["after"] is not None:
            axes.plot(1, row["new"], "o", color=color)
            axes.text(1.06, row["new"], row["after"], va="center")
        if row["before"] and row["after"]:
            axes.plot([0, 1], [row["old"], row["new"]], color=color, lw=2)
    for what in answer["what"].unique(maintain_order=True):
        axes.plot([], [], "o", color=colors[what], label=what)
    axes.legend(frameon=False, loc="lower center", ncols=len(colors), bbox_to_anchor=(0.45, -0.12))
    axes.text(0, -0.8, ISSUES[0], ha="right", weight="bold")
    axes.text(1, -0.8, ISSUES[1], weight="bold")
    axes.set_xlim(-2.4, 3)
    last = max(row["old"] or row["new"] or 0 for row in answer.to_dicts())
    axes.set_ylim(last + 0.6, -1)
    axes.axis("off")


def words_by_month(release: Release) -> pl.DataFrame:
    """Where are these words?

    SQLite's full-text search finds them in any language, parts of words included; `snippet` shows where.
    """
    sql = """
        SELECT substr(a.published_on, 1, 7), a.title, snippet(articles_fts, 1, '[', ']', '…', 40)
        FROM articles_fts f JOIN articles a ON a.rowid = f.rowid
        WHERE articles_fts MATCH ? ORDER BY a.published_on, a.article_id
    """
    found = [(word, *row) for word in WORDS for row in release.search(sql, f'"{word}"')]
    table = pl.DataFrame(found, ["word", "month", "title", "where"], orient="row")
    return table.with_columns(pl.col("where").str.replace_all(r"\s+", " "))


def draw_words(answer: pl.DataFrame, axes: Axes) -> None:
    months = sorted(set(answer["month"]))
    for number, (word, color) in enumerate(zip(WORDS, (BLUE, ORANGE, GREEN), strict=True)):
        counts = [answer.filter(word=word, month=month).height for month in months]
        places = np.arange(len(months)) + (number - 1) * 0.27
        bars = axes.bar(places, counts, 0.25, color=color, label=word)
        axes.bar_label(bars, [str(count or "") for count in counts], padding=2)
    axes.set_xticks(range(len(months)), months)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.legend(frameon=False, ncols=len(WORDS), loc="upper right")
    axes.margins(y=0.25)


@dataclass(frozen=True)
class Question:
    """One of the five; `inches` is the size of its picture."""

    name: str
    ask: Callable[[Release], pl.DataFrame]
    draw: Callable[[pl.DataFrame, Axes], None]
    inches: tuple[float, float]


QUESTIONS = (
    Question("countries", countries_by_month, draw_countries, (7, 3.6)),
    Question("meetings", meetings, draw_meetings, (6, 3)),
    Question("agenda", agenda, draw_agenda, (10, 6)),
    Question("changes", changes, draw_changes, (10, 3)),
    Question("words", words_by_month, draw_words, (7, 3)),
)


def picture(question: Question, answer: pl.DataFrame, path: Path) -> None:
    """Draws it as SVG; the same answer gives the same bytes."""
    with mpl.rc_context(STYLE):
        figure = Figure(question.inches, layout="constrained")
        question.draw(answer, figure.add_subplot())
        figure.savefig(path, format="svg", metadata={"Date": None})


def page(answers: dict[Question, pl.DataFrame]) -> str:
    """`answers.md`: each question, how it is answered, the picture and the table."""
    parts = ["# Five questions\n", "Written by `questions.py`; a test holds it to the samples.\n"]
    for question, answer in answers.items():
        title, _, how = (question.ask.__doc__ or "").partition("\n\n")
        parts += [f"## {title}\n", re.sub(r"\s+", " ", how).strip() + "\n"]
        parts += [f"![{title}]({question.name}.svg)\n", _markdown(answer)]
    return "\n".join(parts)


def _markdown(answer: pl.DataFrame) -> str:
    lines = [answer.columns, ["---"] * answer.width, *answer.iter_rows()]
    cells = (["" if cell is None else str(cell).replace("|", "\\|") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("release", type=Path, help="folder of a release")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder of the answers")
    options = parser.parse_args()
    release = Release(options.release)
    answers = {question: question.ask(release) for question in QUESTIONS}
    for question, answer in answers.items():
        picture(question, answer, options.out / f"{question.name}.svg")
    (options.out / "answers.md").write_text(page(answers), encoding="utf-8")


if __name__ == "__main__":
    main()
