"""The data dictionary: every dataset and column, what it means, its unit and what it may hold.

It is plain data, so that a command which only explains it needs neither Pandera nor Arrow.
`schemas.tables` turns it into Pandera and Arrow schemas. Rules over several tables do not belong
here: they stand in `schemas.cross_rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schemas.kinds import (
    ArticleRelation,
    DateField,
    DateOrigin,
    DatePrecision,
    DateRole,
    HeaderOf,
    Isolation,
    IssueKind,
    IssueStatus,
    LanguageOrigin,
    LinkKind,
    MediaType,
    MentionKind,
    MentionMethod,
    RunEngine,
    RunKind,
    RunStatus,
    Stage,
    TextField,
)
from schemas.layout import BlockLabel
from schemas.reasons import EditCode, LossCode, NoiseCode


class ColumnType(StrEnum):
    """Type of a column's values, in the words of the dictionary."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    TEXT_LIST = "list of text"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a dataset.

    Attributes:
        unit: what numbers count or measure; None where there is nothing to count.
        is_nullable: whether a value may be missing.
        minimum: smallest value allowed, inclusive.
        maximum: largest value allowed, inclusive.
        pattern: regular expression that must be found in every value.
        values: every value allowed; None leaves them open.
    """

    name: str
    type: ColumnType
    description: str
    unit: str | None = None
    is_nullable: bool = False
    minimum: float | date | None = None
    maximum: float | date | None = None
    pattern: str | None = None
    values: tuple[str, ...] | None = None

    @property
    def is_prose(self) -> bool:
        """Whether it holds texts as people write them, which hardly repeat and are in no order."""
        if self.type is ColumnType.TEXT_LIST:
            return True
        is_open = self.values is None and self.pattern in {None, NOT_BLANK_PATTERN}
        return self.type is ColumnType.TEXT and is_open and not self.name.endswith("_id")


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset under `processed/`.

    Attributes:
        primary_key: columns that together name a row, within one file and within the dataset.
        order: column that ascends from row to row within one issue; None where nothing does.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    order: str | None = None
    is_per_source: bool = True

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


SHA256_PATTERN = r"^[0-9a-f]{64}$"
ISSUE_ID_PATTERN = r"^[a-z][a-z0-9-]*/[^/\s]+$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
NOT_BLANK_PATTERN = r"\S"
SOURCE_PATTERN = r"^[a-z][a-z0-9-]*$"
COUNTRY_PATTERN = r"^[A-Z]{2}$"
WEB_PATTERN = r"^https?://\S+$"
RELATIVE_PATH_PATTERN = r"^[^/]"
# Periodicals older than 1600 do not exist, and an issue announces its date at most a little ahead.
FIRST_PLAUSIBLE_DATE = date(1600, 1, 1)
LAST_PLAUSIBLE_DATE = date(2100, 12, 31)


def _text(name: str, description: str, *, pattern: str | None = None, nullable: bool = False) -> Column:
    return Column(name, ColumnType.TEXT, description, pattern=pattern, is_nullable=nullable)


def _choice(name: str, description: str, values: tuple[str, ...], *, nullable: bool = False) -> Column:
    return Column(name, ColumnType.TEXT, description, values=values, is_nullable=nullable)


def _count(name: str, description: str, unit: str, *, minimum: int = 0) -> Column:
    return Column(name, ColumnType.INTEGER, description, unit, minimum=minimum)


def _share(name: str, description: str, *, nullable: bool = False) -> Column:
    return Column(name, ColumnType.NUMBER, description, "0 to 1", nullable, minimum=0, maximum=1)


def _flag(name: str, description: str, *, nullable: bool = False) -> Column:
    return Column(name, ColumnType.BOOLEAN, description, is_nullable=nullable)


def _texts(name: str, description: str) -> Column:
    return Column(name, ColumnType.TEXT_LIST, description)


def _timestamp(name: str, description: str) -> Column:
    return Column(name, ColumnType.TIMESTAMP, description, "UTC")


def _later_count(name: str, description: str, unit: str) -> Column:
    """A count that rows of older versions lack."""
    return Column(name, ColumnType.INTEGER, description, unit, is_nullable=True, minimum=0)


def _later_texts(name: str, description: str) -> Column:
    """A list that rows of older versions lack."""
    return Column(name, ColumnType.TEXT_LIST, description, is_nullable=True)


def _date(name: str, description: str, *, nullable: bool = True) -> Column:
    return Column(
        name,
        ColumnType.DATE,
        description,
        is_nullable=nullable,
        minimum=FIRST_PLAUSIBLE_DATE,
        maximum=LAST_PLAUSIBLE_DATE,
    )


def _body_offset(name: str, description: str) -> Column:
    told = f"{description}; missing for what is not in a body."
    return Column(name, ColumnType.INTEGER, told, "characters of the body", is_nullable=True, minimum=0)


def _position(name: str, description: str) -> Column:
    return Column(name, ColumnType.NUMBER, description, "PDF points", is_nullable=True)


_ISSUE_ID = _text(
    "issue_id",
    "Issue: source, a slash, and the slug of the file's path below the source; stable for ever.",
    pattern=ISSUE_ID_PATTERN,
)
_ARTICLE_ID = _text(
    "article_id",
    "Article; the same after reprocessing while the article is recognisably the same.",
    pattern=NOT_BLANK_PATTERN,
)
_BLOCK_ID = _text("block_id", "Block; unique over all issues.", pattern=NOT_BLANK_PATTERN)
_SOURCE_PATH = _text(
    "source_path",
    "File of the issue below raw, with / between folders.",
    pattern=RELATIVE_PATH_PATTERN,
)
_PIPELINE_VERSION = _text(
    "pipeline_version", "Version of the pipeline that made the row.", pattern=NOT_BLANK_PATTERN
)

_ISSUE_DATE_ORIGINS = tuple(origin for origin in DateOrigin if origin is not DateOrigin.ISSUE)
_ARTICLE_DATE_ORIGINS = (
    DateOrigin.DATELINE,
    DateOrigin.DATE_LINE,
    DateOrigin.CLOSING_LINE,
    DateOrigin.ISSUE,
)

ISSUES = Dataset(
    name="issues",
    description="One row for each published issue: its origin, what it holds, where its letters went.",
    primary_key=("issue_id",),
    columns=(
        _ISSUE_ID,
        _SOURCE_PATH,
        _text("source_sha256", "SHA-256 of the file's bytes, hexadecimal.", pattern=SHA256_PATTERN),
        _count("source_bytes", "Size of the file.", "bytes", minimum=1),
        _choice("media_type", "Type of the file.", tuple(MediaType)),
        _choice("kind", "Sort of publication.", tuple(IssueKind)),
        _share("kind_confidence", "How sure the kind is: printed words tell it surely, its shape hardly."),
        _text(
            "title",
            "Name of the publication, or the headline of a press release or report.",
            pattern=NOT_BLANK_PATTERN,
            nullable=True,
        ),
        _text(
            "issue_label",
            "Volume, number and date as the issue prints them.",
            pattern=NOT_BLANK_PATTERN,
            nullable=True,
        ),
        _date("published_on", "Date of the issue as printed; its first day where a longer time is printed."),
        _date("period_start", "First day of the time the issue is dated with; missing without a date."),
        _date(
            "period_end",
            "Last day of that time: the same day, or the end of the month, season, quarter or year.",
        ),
        _choice(
            "date_precision",
            "How much of the issue's date is printed; missing without a date.",
            tuple(DatePrecision),
            nullable=True,
        ),
        _choice(
            "date_from",
            "Where the issue's date is printed; missing without a date.",
            _ISSUE_DATE_ORIGINS,
            nullable=True,
        ),
        _text(
            "volume", "Volume or year of publication, as printed.", pattern=NOT_BLANK_PATTERN, nullable=True
        ),
        _text(
            "number",
            "Number within the volume or series, as printed.",
            pattern=NOT_BLANK_PATTERN,
            nullable=True,
        ),
        _text(
            "language",
            "Main language of the issue, ISO 639; `und` when it cannot be told.",
            pattern=LANGUAGE_PATTERN,
            nullable=True,
        ),
        _count("page_count", "Pages of the issue; 1 for a text without form feeds.", "pages", minimum=1),
        _count("article_count", "Articles found.", "articles", minimum=1),
        _count("contents_entry_count", "Entries of the printed contents list.", "entries"),
        _count("contents_matched_count", "Entries of the contents list that an article answers.", "entries"),
        _count("char_count", "All characters of the document.", "non-blank characters"),
        _count(
            "char_count_articles",
            "Characters of the source that stand in articles as they are.",
            "non-blank characters",
        ),
        _count("char_count_noise", "Characters that belong to no article.", "non-blank characters"),
        _count(
            "char_count_edits",
            "Characters of articles' blocks that edits took out or replaced.",
            "non-blank characters",
        ),
        _count("char_count_lost", "Glyphs of the source that are not in its text.", "non-blank characters"),
        _choice("status", "How the issue was published.", tuple(IssueStatus)),
        _texts("warnings", "Doubts about the issue, a sentence each."),
        _text("extractor", "Reader of the file and its version.", pattern=NOT_BLANK_PATTERN),
        _PIPELINE_VERSION,
        _text("profile_sha256", "SHA-256 of the source's profile in force.", pattern=SHA256_PATTERN),
    ),
)

ARTICLES = Dataset(
    name="articles",
    description="One row for each article, in reading order: its title, its text, and where it stands.",
    primary_key=("article_id",),
    order="position",
    columns=(
        _ARTICLE_ID,
        _ISSUE_ID,
        _count("position", "Place of the article in its issue, from 0.", "articles before it"),
        _text("section", "Section heading it stands under.", pattern=NOT_BLANK_PATTERN, nullable=True),
        _text("kicker", "Short line over the title.", pattern=NOT_BLANK_PATTERN, nullable=True),
        _text("title", "Headline, repaired, on one line.", pattern=NOT_BLANK_PATTERN),
        _text(
            "subtitle",
            "Line under the title that completes it or sums the article up; in a body, it stays there.",
            pattern=NOT_BLANK_PATTERN,
            nullable=True,
        ),
        _share("title_confidence", "How sure it is that this is the title."),
        _share("boundary_confidence", "How sure it is that the article is whole and holds nothing else."),
        _share("order_confidence", "How sure it is that its text stands in the order to read it in."),
        _text("byline", "Author as printed.", pattern=NOT_BLANK_PATTERN, nullable=True),
        _texts("byline_names", "Names of the people in the byline, without office or label."),
        _text(
            "dateline",
            "Place or date as printed, before the text or in a line under the title or at the end.",
            pattern=NOT_BLANK_PATTERN,
            nullable=True,
        ),
        _text("body", "Paragraphs parted by a blank line, repaired, without markup and captions."),
        _text(
            "language",
            "Language of the article, ISO 639; `und` when it cannot be told.",
            pattern=LANGUAGE_PATTERN,
            nullable=True,
        ),
        _share(
            "language_confidence",
            "How likely the language is right; missing where the text says nothing of it.",
            nullable=True,
        ),
        _choice(
            "language_from",
            "What the language was told from: the article's script or text, or its issue; missing for `und`.",
            tuple(LanguageOrigin),
            nullable=True,
        ),
        _date("published_on", "Date the article gives itself, or else that of its issue."),
        _choice(
            "published_from",
            "Where that date was read: in the article, or at its issue; missing without a date.",
            _ARTICLE_DATE_ORIGINS,
            nullable=True,
        ),
        _count("page_first", "First page it stands on, from 1.", "page number", minimum=1),
        _count("page_last", "Last page it stands on.", "page number", minimum=1),
        _count("word_count", "Words of the body.", "words"),
        _count("char_count", "Characters of the article's text.", "non-blank characters"),
        _flag("in_contents", "Whether the contents list names it; missing without one.", nullable=True),
        _texts("captions", "Captions of its pictures, in reading order."),
        _texts("tables", "Texts of its tables, in reading order."),
        _texts("flags", "Doubts and repairs worth a person's look, as short codes."),
        _text(
            "text_sha256",
            "SHA-256 of title, a line feed, and body in UTF-8, hexadecimal.",
            pattern=SHA256_PATTERN,
        ),
    ),
)

BLOCKS = Dataset(
    name="blocks",
    description="The ledger: every piece of every issue with its one owner, an article or a reason code.",
    primary_key=("block_id",),
    order="ordinal",
    columns=(
        _BLOCK_ID,
        _ISSUE_ID,
        _text(
            "article_id",
            "Article that owns the block; missing for noise and losses.",
            pattern=NOT_BLANK_PATTERN,
            nullable=True,
        ),
        _count("ordinal", "Place in the issue's reading order, from 0.", "blocks before it"),
        _count("page", "Page it stands on, from 1.", "page number", minimum=1),
        _position("x0", "Left edge, from the left of the visible page; missing for text inputs."),
        _position("top", "Upper edge, from the top of the visible page; missing for text inputs."),
        _position("x1", "Right edge, from the left of the visible page; missing for text inputs."),
        _position("bottom", "Lower edge, from the top of the visible page; missing for text inputs."),
        _choice("label", "What the block is on its page.", tuple(BlockLabel)),
        _choice(
            "noise_code",
            "Why it is in no article; missing when an article owns it.",
            (*LossCode, *NoiseCode),
            nullable=True,
        ),
        _text("rule", "Rule that decided on it.", pattern=NOT_BLANK_PATTERN),
        _text("evidence", "What the rule saw, for a person."),
        _share("confidence", "How sure the verdict is, from the rule's strength and all that agrees or not."),
        _text(
            "text",
            "Text as in the source, lines parted by line feeds. Accents stand on their letters, and letters "
            "that a font tells wrongly are put right; for kept blocks `edits.original` has what it says.",
        ),
        _count("char_count", "Characters of the text, or glyphs lost.", "non-blank characters"),
        _body_offset("body_start", "Where its text begins in the article's body, from 0"),
        _body_offset("body_end", "Where its text ends in the article's body, the first character after it"),
    ),
)

EDITS = Dataset(
    name="edits",
    description="Each place where an article's text differs from its source, as blocks are ordered.",
    primary_key=("block_id", "offset", "length"),
    columns=(
        _ISSUE_ID,
        _ARTICLE_ID,
        _BLOCK_ID,
        _count("offset", "First character replaced, in the block's text, from 0.", "characters"),
        _count("length", "Characters replaced; 0 for an insertion.", "characters"),
        _text("replacement", "What stands there instead; may be empty."),
        _choice("reason", "Reason code of the edit.", tuple(EditCode)),
        _text(
            "original",
            "What the file says there, where the block's text has it put right already; `�` for a letter "
            "that the file does not tell. Missing for all other edits.",
            nullable=True,
        ),
    ),
)

_TABLE_ID = _text("table_id", "Table; unique over all issues.", pattern=NOT_BLANK_PATTERN)
_TABLE_BOX = tuple(
    Column(name, ColumnType.NUMBER, f"{edge} edge of its words, from the {side} of the page.", "PDF points")
    for name, edge, side in (
        ("x0", "Left", "left"), ("top", "Upper", "top"), ("x1", "Right", "left"), ("bottom", "Lower", "top")
    )
)  # fmt: skip

TABLES = Dataset(
    name="tables",
    description="One row for each printed table whose rows and columns could be told, in reading order.",
    primary_key=("table_id",),
    order="position",
    columns=(
        _TABLE_ID,
        _ISSUE_ID,
        _text("article_id", "Article that has most of its words.", pattern=NOT_BLANK_PATTERN),
        _count("position", "Place of the table in its issue, from 0.", "tables before it"),
        _count("page", "Page it stands on, from 1.", "page number", minimum=1),
        *_TABLE_BOX,
        _count("row_count", "Rows, those of heads included; none is empty.", "rows", minimum=2),
        _count("column_count", "Columns; none is empty.", "columns", minimum=2),
        _flag("is_ruled", "Whether drawn edges part it both ways; else white space does."),
        _text("caption", "Line that names it, over or under it.", pattern=NOT_BLANK_PATTERN, nullable=True),
    ),
)

TABLE_CELLS = Dataset(
    name="table_cells",
    description="The cells of `tables`, row by row; places that no cell has or spans are empty.",
    primary_key=("table_id", "row", "column"),
    columns=(
        _TABLE_ID,
        _ISSUE_ID,
        _count("row", "Its first row, from 0 at the top.", "rows above it"),
        _count("column", "Its first column, from 0 at the left.", "columns left of it"),
        _count("row_span", "Rows it reaches over.", "rows", minimum=1),
        _count("column_span", "Columns it reaches over.", "columns", minimum=1),
        _text("text", "Its words, on one line.", pattern=NOT_BLANK_PATTERN),
        Column(
            "number",
            ColumnType.NUMBER,
            "Its value where it is a number, 12 for `12%`; missing where thousands may be decimals.",
            "as printed",
            is_nullable=True,
        ),
        _choice("header", "What it heads; missing for a cell of data.", tuple(HeaderOf), nullable=True),
        *_TABLE_BOX,
    ),
)

DATES = Dataset(
    name="dates",
    description="Each date that an article says, with the days it means, how exactly, and what for.",
    primary_key=("article_id", "field", "offset"),
    columns=(
        _ISSUE_ID,
        _ARTICLE_ID,
        _choice("field", "Column of `articles` in which it stands.", tuple(DateField)),
        _count("offset", "First character of the date in that column, from 0.", "characters"),
        _text("text", "The date as it stands there.", pattern=NOT_BLANK_PATTERN),
        _date("starts_on", "First day it means.", nullable=False),
        _date("ends_on", "Last day it means; the first again where it is one day.", nullable=False),
        _choice("precision", "How much of it is said.", tuple(DatePrecision)),
        _choice("role", "What it says of its article.", tuple(DateRole)),
        _flag("is_relative", "Whether its year or more was taken from the date of the article or issue."),
        _text(
            "block_id",
            "Block in which it begins; missing for a title, whose words may be of several.",
            pattern=NOT_BLANK_PATTERN,
            nullable=True,
        ),
    ),
)

_FIELD = _choice("field", "Column of the article that the text stands in.", tuple(TextField))
_OFFSET = _count("offset", "First character in the field, from 0.", "characters")
_LENGTH = _count("length", "Characters of the text.", "characters", minimum=1)

MENTIONS = Dataset(
    name="mentions",
    description="Countries, international organisations and people that articles name, each where it stands.",
    primary_key=("article_id", "field", "offset"),
    columns=(
        _ISSUE_ID,
        _ARTICLE_ID,
        _FIELD,
        _OFFSET,
        _LENGTH,
        _choice("kind", "What is named.", tuple(MentionKind)),
        _text("surface", "The words as they stand in the field.", pattern=NOT_BLANK_PATTERN),
        _text(
            "code",
            "ISO 3166 code of a country (XK: Kosovo), short name of an organisation; missing for people.",
            pattern=NOT_BLANK_PATTERN,
            nullable=True,
        ),
        _text(
            "office",
            "What the person is, as the text says it beside the name.",
            pattern=NOT_BLANK_PATTERN,
            nullable=True,
        ),
        _choice("method", "How it was found.", tuple(MentionMethod)),
        _share("confidence", "How likely it names that."),
    ),
)

LINKS = Dataset(
    name="links",
    description="Addresses of the web and of e-mail and telephone numbers in articles, each where it stands.",
    primary_key=("article_id", "field", "offset"),
    columns=(
        _ISSUE_ID,
        _ARTICLE_ID,
        _FIELD,
        _OFFSET,
        _LENGTH,
        _choice("kind", "What it leads to.", tuple(LinkKind)),
        _text("surface", "The characters as they stand in the field.", pattern=NOT_BLANK_PATTERN),
        _text("target", "What to open, write to or call, with its scheme.", pattern=NOT_BLANK_PATTERN),
    ),
)

ARTICLE_LINKS = Dataset(
    name="article_links",
    description="Articles that come back to one of an earlier issue, of any source: the same text again, a "
    "revised one, a recurring column or form, or news of the same matter. Each points at the latest of each "
    "relation. Issues without any have no file.",
    primary_key=("article_id", "relation"),
    columns=(
        _ISSUE_ID,
        _ARTICLE_ID,
        _choice("relation", "What the article is to the earlier one.", tuple(ArticleRelation)),
        _text("earlier_article_id", "The earlier article.", pattern=NOT_BLANK_PATTERN),
        _text("earlier_issue_id", "Issue of the earlier article.", pattern=ISSUE_ID_PATTERN),
        _share(
            "similarity",
            "Runs of three words that both have among all of both, to a few hundredths in long texts.",
        ),
    ),
)

RUNS = Dataset(
    name="runs",
    description="One row for each run: who started it, when, how long it took, and what it did.",
    primary_key=("run_id",),
    is_per_source=False,
    columns=(
        _text("run_id", "Run: its start in UTC and eight random digits.", pattern=NOT_BLANK_PATTERN),
        _choice("kind", "Which flow it was.", tuple(RunKind)),
        _choice("engine", "What carried it.", tuple(RunEngine)),
        _text("started_by", "Login name of who started it.", pattern=NOT_BLANK_PATTERN),
        _timestamp("started_at", "When it started."),
        _timestamp("finished_at", "When it ended."),
        Column("seconds", ColumnType.NUMBER, "How long it took.", "seconds", minimum=0),
        _choice("status", "How it ended.", tuple(RunStatus)),
        _count("found_count", "Issues found under raw.", "issues"),
        _count("published_count", "Issues published by this run.", "issues"),
        _count("unchanged_count", "Issues already published from the same bytes.", "issues"),
        _count("failed_count", "Issues that failed in this run.", "issues"),
        _count("still_failing_count", "Issues that failed earlier and have not changed since.", "issues"),
        _count("article_count", "Articles published by this run.", "articles"),
        _count("workers", "Issues worked on at a time.", "workers", minimum=1),
        _PIPELINE_VERSION,
        _text("python_version", "Version of Python.", pattern=NOT_BLANK_PATTERN),
        _text("pyarrow_version", "Version of PyArrow, the writer of the files.", pattern=NOT_BLANK_PATTERN),
        _later_count("stale_count", "Unchanged issues that an older version published.", "issues"),
        _later_texts("new_issues", "Issues that this run published for the first time."),
        _later_texts("notices", "What a person should know of the run, a sentence each."),
        _later_count("notice_count", "Notices of the run.", "notices"),
        _choice(
            "isolation",
            "Whether the processes that read files were kept from other files, the network and "
            "other processes (`full`), or bounded in time, memory and output alone; missing where no file "
            "was read.",
            tuple(Isolation),
            nullable=True,
        ),
    ),
)

FAILURES = Dataset(
    name="failures",
    description="One row for each issue that could not be published; it goes when the issue is.",
    primary_key=("issue_id",),
    columns=(
        _ISSUE_ID,
        _SOURCE_PATH,
        _text(
            "source_sha256",
            "SHA-256 of the file's bytes; missing where they could not be read.",
            pattern=SHA256_PATTERN,
            nullable=True,
        ),
        _text(
            "profile_sha256",
            "SHA-256 of the source's profile; missing where it could not be read.",
            pattern=SHA256_PATTERN,
            nullable=True,
        ),
        _PIPELINE_VERSION,
        _choice("stage", "Stage that failed.", tuple(Stage)),
        _text("code", "Short stable name of the failure.", pattern=r"^[a-z][a-z0-9_]*$"),
        _text("sentence", "What is wrong and what to do.", pattern=NOT_BLANK_PATTERN),
        _flag("is_transient", "Whether the same bytes may succeed at another time."),
        _count("attempts", "Tries of the same bytes, profile and version.", "tries", minimum=1),
        _timestamp("first_seen", "When it failed first."),
        _timestamp("last_seen", "When it failed last."),
        _text("run_id", "Run that saw it last.", pattern=NOT_BLANK_PATTERN),
        _flag("last_good_published", "Whether an earlier result of the issue stays published."),
        Column(
            "next_try",
            ColumnType.TIMESTAMP,
            "From when on a run tries it again as it is; missing when only a change brings a try.",
            "UTC",
            is_nullable=True,
        ),
    ),
)

SOURCES = Dataset(
    name="sources",
    description="One row for each source that has issues: what its profile says of its publisher.",
    primary_key=("source",),
    is_per_source=False,
    columns=(
        _text("source", "Source: slug of its folder under raw.", pattern=SOURCE_PATTERN),
        _text("title", "Name of the publication.", pattern=NOT_BLANK_PATTERN, nullable=True),
        _text("publisher", "Who publishes it.", pattern=NOT_BLANK_PATTERN, nullable=True),
        _text("country", "Country of the publisher, ISO 3166-1.", pattern=COUNTRY_PATTERN, nullable=True),
        _text("homepage", "Address of the publication or its publisher.", pattern=WEB_PATTERN, nullable=True),
        _text(
            "licence",
            "Licence of the texts, by its SPDX identifier where it has one; missing where none is known.",
            pattern=NOT_BLANK_PATTERN,
            nullable=True,
        ),
        _text(
            "terms",
            "Address of the licence or terms of use as published.",
            pattern=WEB_PATTERN,
            nullable=True,
        ),
        _text("language", "Main language, ISO 639.", pattern=LANGUAGE_PATTERN, nullable=True),
    ),
)

ISSUE_DATASETS: tuple[Dataset, ...] = (
    ISSUES,
    ARTICLES,
    BLOCKS,
    EDITS,
    TABLES,
    TABLE_CELLS,
    DATES,
    MENTIONS,
    LINKS,
)
DATASETS: dict[str, Dataset] = {
    dataset.name: dataset for dataset in (*ISSUE_DATASETS, ARTICLE_LINKS, SOURCES, RUNS, FAILURES)
}
