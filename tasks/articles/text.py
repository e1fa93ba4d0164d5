"""An article's text from its blocks: paragraphs, joins over columns and pages, captions, byline.

The body can be derived again from the published blocks and edits: blocks in reading order, each with
its edits done, parted by a blank line unless an inserting edit at the end of a block says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.article import TextEdit
from schemas.geometry import Span
from schemas.layout import Block, BlockLabel
from schemas.lexicon import lexicon
from schemas.reasons import EditCode
from schemas.tolerances import CELL_WORDS, KEY_LETTERS, LABEL_WORDS, MOST, PHRASE_WORDS, TELLING_LETTERS
from schemas.wording import is_capitals, word_count
from tasks.articles.edits import Vocabulary, apply_edits, line_end, originals, repair

BODY_LABELS = frozenset({BlockLabel.TEXT, BlockLabel.LIST_ITEM, BlockLabel.HEADING, BlockLabel.DATELINE})
PARAGRAPH = "\n\n"
_SENTENCE_END = re.compile(r"[.!?:;…。！？：；”\"»’)\]।։؟]\s*$")
_OPEN_END = re.compile(r"[^\W\d_][-\u2010\u00ad]$")

_SET_OFF = re.compile(r"(?P<lead>[^\n:：.!?–—]{1,80}?)(?:\s*[:：\n]|\s+[-–—]\s)")
"""Words up to a colon, a dash or the end of their line."""

_STOP = re.compile(r"[^\W\d_]{3}[.!?…。！？](?:\s|$)")

OF_LETTERS = frozenset({EditCode.SOFT_HYPHEN, EditCode.LIGATURE, EditCode.WIDTH_FORM})
"""Edits that change letters alone: blanks and line ends part the cells of a table."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What an article says, by role, and the edits that made it.

    `places` has where in the body each of its blocks stands, by index.
    """

    body: str
    captions: tuple[str, ...]
    tables: tuple[str, ...]
    edits: tuple[TextEdit, ...]
    places: Mapping[int, Span]


@dataclass(frozen=True, slots=True)
class Body:
    """A body and, for each of the parts it was derived from, its place in it; None where nothing is left."""

    text: str
    places: tuple[Span | None, ...]


def assemble(
    blocks: Sequence[Block],
    labels: Mapping[int, BlockLabel],
    vocabulary: Vocabulary,
    cuts: Sequence[TextEdit] = (),
) -> ArticleText:
    """Text of the article that owns `blocks` (its title not among them), in reading order.

    `cuts` take lines out of it that are no text of the body.
    """
    edits = {block.index: _repair(block, vocabulary, cuts) for block in blocks}
    notes = [b for b in blocks if labels[b.index] is BlockLabel.FOOTNOTE]
    flow = [b for b in blocks if labels[b.index] in BODY_LABELS]
    if not flow:
        flow = [b for b in blocks if labels[b.index] in {BlockLabel.TABLE, BlockLabel.CAPTION}]
    for left, right in zip(flow, flow[1:], strict=False):
        join = _join(left, right, labels, edits)
        if join is not None:
            edits[left.index] += join
    for block in blocks:
        edits[block.index] += originals(block, edits[block.index])
    in_body = [*flow, *notes]
    shown = {b.index for b in in_body}
    body = derive_body([(b.text, edits[b.index]) for b in in_body], [labels[b.index] for b in in_body])
    return ArticleText(
        body=body.text,
        captions=_texts(blocks, labels, edits, BlockLabel.CAPTION, shown),
        tables=_texts(blocks, labels, edits, BlockLabel.TABLE, shown),
        edits=tuple(
            edit
            for block in blocks
            for edit in sorted(edits[block.index], key=lambda e: (e.offset, e.length))
        ),
        places={b.index: place for b, place in zip(in_body, body.places, strict=True) if place is not None},
    )


def _repair(block: Block, vocabulary: Vocabulary, cuts: Sequence[TextEdit]) -> list[TextEdit]:
    """The edits on a block; what is cut out needs no repair."""
    own = [cut for cut in cuts if cut.block == block.index]
    kept = [
        edit
        for edit in repair(block, vocabulary)
        if not any(edit.offset < c.offset + c.length and c.offset < edit.offset + edit.length for c in own)
    ]
    return sorted([*kept, *own], key=lambda edit: (edit.offset, edit.length))


def derive_body(parts: Sequence[tuple[str, Sequence[TextEdit]]], labels: Sequence[BlockLabel]) -> Body:
    """Body text from block texts and their edits alone."""
    pieces: list[str] = []
    places: list[Span | None] = []
    glue, end = "", 0
    for (text, edits), label in zip(parts, labels, strict=True):
        joins = [e for e in edits if e.reason is EditCode.JOIN]
        rows = (
            table_rows(text, edits)
            if label is BlockLabel.TABLE
            else apply_edits(text, [e for e in edits if e not in joins])
        )
        if rows:
            start = end + len(glue)
            end = start + len(rows)
            pieces += [glue, rows]
        places.append(Span(start, end) if rows else None)
        glue = (joins[-1].replacement if joins else PARAGRAPH) if pieces else ""
    return Body("".join(pieces), tuple(places))


def table_rows(text: str, edits: Sequence[TextEdit]) -> str:
    """A table's cells as its block has them, one line each, with its letters put right by `edits`."""
    kept, at = [], 0
    for edit in sorted(edits, key=lambda e: (e.offset, e.length)):
        end = edit.offset + edit.length
        if edit.reason in OF_LETTERS:
            kept += [text[at : edit.offset], edit.replacement]
            at = end
    lines = "".join([*kept, text[at:]]).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _texts(
    blocks: Sequence[Block],
    labels: Mapping[int, BlockLabel],
    edits: Mapping[int, Sequence[TextEdit]],
    label: BlockLabel,
    shown: set[int],
) -> tuple[str, ...]:
    chosen = [b for b in blocks if labels[b.index] is label and b.index not in shown]
    if label is BlockLabel.TABLE:
        return tuple(table_rows(b.text, edits[b.index]) for b in chosen)
    return tuple(text for b in chosen if (text := apply_edits(b.text, edits[b.index])))


def _join(
    left: Block, right: Block, labels: Mapping[int, BlockLabel], edits: Mapping[int, Sequence[TextEdit]]
) -> list[TextEdit] | None:
    """The edits that join two blocks into one paragraph, or None when a paragraph ends between them."""
    if {labels[left.index], labels[right.index]} & {BlockLabel.TABLE, BlockLabel.FOOTNOTE}:
        return None
    end = len(left.text)
    if left.is_run_in and right.index == left.index + 1:
        return [TextEdit(left.index, end, 0, " ", EditCode.JOIN)]
    if (
        BlockLabel.HEADING in {labels[left.index], labels[right.index]}
        or labels[right.index] is BlockLabel.LIST_ITEM
    ):
        return None
    head, tail = apply_edits(left.text, edits[left.index]), apply_edits(right.text, edits[right.index])
    if not head or not tail:
        return None
    if (
        _OPEN_END.search(head)
        and tail[0].islower()
        and not any(e.offset + e.length == end for e in edits[left.index])
    ):
        return [
            TextEdit(left.index, end - 1, 1, "", EditCode.HYPHEN),
            TextEdit(left.index, end, 0, "", EditCode.JOIN),
        ]
    is_apart = left.region != right.region or left.page != right.page
    if not is_cut(head, tail, apart=is_apart) and not _is_wrapped(left, right):
        return None
    return [TextEdit(left.index, end, 0, line_end(head[-1], tail[0]), EditCode.JOIN)]


def _is_wrapped(left: Block, right: Block) -> bool:
    """Whether the next line of a text export, under no empty one, follows since the line above was full."""
    if right.bbox is not None or right.index != left.index + 1 or right.blank_before:
        return False
    lines = left.text.split("\n")
    if left.page != right.page or len(lines) < 2:
        return False
    return len(lines[-1]) + 1 + len(right.text.split(maxsplit=1)[0]) > max(map(len, lines))


def is_cut(head: str, tail: str, *, apart: bool) -> bool:
    """Whether `tail` goes on with the sentence that `head` broke off; `apart` in another column or page."""
    if _SENTENCE_END.search(head):
        return False
    if tail[0].islower() or head.endswith((",", "–", "-")):
        return len(head.split()) > CELL_WORDS or len(head) > KEY_LETTERS
    has_case = tail[0].isupper()
    return apart and word_count(head) >= LABEL_WORDS and (has_case or not head[-1].isascii())


def lead_of(text: str) -> str | None:
    """What a text begins with that stands for a headline: whom it speaks to, or capitals before sentences."""
    saluted = lexicon().salutation(text)
    if saluted is not None:
        return saluted
    match = _SET_OFF.match(text)
    if match is None or word_count(match["lead"]) > PHRASE_WORDS or not _STOP.search(text, match.end()):
        return None
    lead = [letter for letter in match["lead"] if letter.isalpha()]
    is_loud = sum(map(str.isupper, lead)) >= MOST * len(lead) and len(lead) >= TELLING_LETTERS
    return match["lead"] if is_loud and not is_capitals(text) else None
