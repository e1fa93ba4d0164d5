"""Draws `docs/images/ledger.png`: a page of a bundled sample as it was read, and what became of it.

    bulletins ingest && python -m tests.samples.ledger_picture

Everything drawn comes from the published datasets: boxes, owners and reasons from `blocks`, titles and
texts from `articles`. It shows one page for the README; it is no review page and knows no other sample.
"""

from __future__ import annotations

import argparse
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from schemas.reasons import MEANINGS
from schemas.rows import ArticleRow, BlockRow
from tasks.published.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
FONT_FOLDER = Path(__file__).parent / "fonts"
PICTURE = ROOT / "docs" / "images" / "ledger.png"
ISSUE_ID = "lakeland-digest/2026-3"
PAGE = 6

SCALE = 1.2  # pixels per PDF point
PANEL_PX = 700
MARGIN_PX = 26
SWATCH_PX = 30
HATCH_PX = 7
BEGINNING_CHARS = 150
BOX_PADDING_PX = 3
COLOURS_KEPT = 64  # of the palette: keeps the file small, the page still reads well

Colour = tuple[int, int, int]
INK: Colour = (34, 40, 49)
QUIET: Colour = (110, 118, 129)
PAPER: Colour = (255, 255, 255)
NOISE: Colour = (130, 130, 130)
ARTICLES: tuple[Colour, ...] = ((31, 119, 180), (44, 140, 60), (148, 103, 189), (200, 110, 20), (190, 60, 90))
TINT = 0.16


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph of the panel: a swatch, a bold line, and quieter lines under it."""

    colour: Colour
    is_noise: bool
    head: str
    lines: tuple[str, ...]


def draw(raw: Path, processed: Path) -> Image.Image:
    """The page with its blocks on the left, what became of them on the right."""
    catalogue = Catalogue(processed)
    issue = catalogue.state_of(ISSUE_ID).issue
    if issue is None:
        raise SystemExit(f"{ISSUE_ID} is not published in {processed}; run bulletins ingest first")
    blocks = [block for block in catalogue.blocks(ISSUE_ID) if block["page"] == PAGE]
    owners = dict.fromkeys(block["article_id"] for block in blocks if block["article_id"] is not None)
    articles = [article for article in catalogue.articles(ISSUE_ID) if article["article_id"] in owners]
    colours = {
        article["article_id"]: ARTICLES[place % len(ARTICLES)] for place, article in enumerate(articles)
    }
    page = _page_picture(raw / issue["source_path"])
    _draw_blocks(page, blocks, colours)
    panel = _panel(_entries(articles, blocks, colours), page.height)
    whole = Image.new("RGB", (page.width + panel.width, page.height), PAPER)
    whole.paste(page, (0, 0))
    whole.paste(panel, (page.width, 0))
    return whole


def _page_picture(path: Path) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        picture: Image.Image = document[PAGE - 1].render(scale=SCALE).to_pil().convert("RGB")
    return picture


def _draw_blocks(page: Image.Image, blocks: Iterable[BlockRow], colours: dict[str, Colour]) -> None:
    for block in blocks:
        edges = block["x0"], block["top"], block["x1"], block["bottom"]
        if any(edge is None for edge in edges):
            continue
        x0, top, x1, bottom = (round((edge or 0.0) * SCALE) for edge in edges)
        box = (x0 - BOX_PADDING_PX, top - BOX_PADDING_PX, x1 + BOX_PADDING_PX, bottom + BOX_PADDING_PX)
        owner = block["article_id"]
        _draw_box(page, box, NOISE if owner is None else colours[owner], is_noise=owner is None)


def _draw_box(
    picture: Image.Image, box: tuple[int, int, int, int], colour: Colour, *, is_noise: bool
) -> None:
    """Tinted for an article, hatched for noise."""
    x0, top, x1, bottom = box
    inside = picture.crop(box)
    tinted = Image.blend(inside, Image.new("RGB", inside.size, colour), TINT)
    if is_noise:
        pen = ImageDraw.Draw(tinted)
        for start in range(-inside.height, inside.width, HATCH_PX):
            pen.line([(start, inside.height), (start + inside.height, 0)], fill=colour)
    picture.paste(tinted, (x0, top))
    ImageDraw.Draw(picture).rectangle((x0, top, x1 - 1, bottom - 1), outline=colour, width=2)


def _entries(
    articles: Sequence[ArticleRow], blocks: Iterable[BlockRow], colours: dict[str, Colour]
) -> list[Entry]:
    entries = [_article_entry(article, colours[article["article_id"]]) for article in articles]
    by_code: dict[str, list[str]] = defaultdict(list)
    for block in blocks:
        if block["noise_code"] is not None:
            by_code[block["noise_code"]].append(" ".join(block["text"].split()))
    for code, texts in by_code.items():
        meaning = MEANINGS[code].split(":")[0].split(";")[0]
        entries.append(Entry(NOISE, True, f"{code}  {meaning}", (f"“{' … '.join(texts)}”",)))
    return entries


def _article_entry(article: ArticleRow, colour: Colour) -> Entry:
    first, last = article["page_first"], article["page_last"]
    pages = f"page {first}" if first == last else f"pages {first} to {last}"
    facts = (
        f"article {article['position']}",
        f"section {article['section']}" if article["section"] else None,
        pages,
        f"{article['word_count']} words",
        f"by {article['byline']}" if article["byline"] else None,
    )
    beginning = textwrap.shorten(article["body"], BEGINNING_CHARS, placeholder=" …")
    return Entry(
        colour, False, article["title"], (" · ".join(fact for fact in facts if fact), f"“{beginning}”")
    )


def _panel(entries: Sequence[Entry], height: int) -> Image.Image:
    panel = Image.new("RGB", (PANEL_PX, height), PAPER)
    pen = ImageDraw.Draw(panel)
    top = _headline(pen, "Kept: articles", MARGIN_PX)
    for place, entry in enumerate(entries):
        if entry.is_noise and not entries[place - 1].is_noise:
            top = _headline(pen, "Left out, each with its reason: noise", top + MARGIN_PX)
        top = _draw_entry(panel, entry, top)
    return panel


def _headline(pen: ImageDraw.ImageDraw, text: str, top: int) -> int:
    pen.text((MARGIN_PX, top), text, font=_font("LanternSans-Black", 26), fill=INK)
    return top + 50


def _draw_entry(panel: Image.Image, entry: Entry, top: int) -> int:
    """Where the next entry may begin."""
    swatch = (MARGIN_PX, top + 2, MARGIN_PX + SWATCH_PX, top + 2 + SWATCH_PX)
    _draw_box(panel, swatch, entry.colour, is_noise=entry.is_noise)
    pen = ImageDraw.Draw(panel)
    left = MARGIN_PX + SWATCH_PX + 16
    width = PANEL_PX - left - MARGIN_PX
    bold, plain = _font("LanternSans-Bold", 21), _font("LanternSans-Regular", 18)
    for line in _wrapped(entry.head, bold, width):
        pen.text((left, top), line, font=bold, fill=INK)
        top += 29
    for text in entry.lines:
        for line in _wrapped(text, plain, width):
            pen.text((left, top), line, font=plain, fill=QUIET)
            top += 25
    return top + 18


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _font(cut: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_FOLDER / f"{cut}.ttf", size)


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw docs/images/ledger.png from the published samples.")
    parser.add_argument("--raw", type=Path, default=ROOT / "raw")
    parser.add_argument("--processed", type=Path, default=ROOT / "processed")
    options = parser.parse_args()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    picture = draw(options.raw, options.processed)
    picture.quantize(COLOURS_KEPT, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
