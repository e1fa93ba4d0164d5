"""Headlines over columns: which columns one heads, and which wide text one below columns belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.document import Line, box_of
from schemas.tolerances import HALF, LARGER, NEAR_BLOCKS, PLURAL, PROSE_LINE_WORDS
from schemas.word_columns import style_at
from tasks.layout.items import Item, WordCounts, are_as_large, line_height, size_of, usual_words


def heads_some_columns(head: Item, texts: Sequence[Item], first: int) -> bool:
    """Whether columns begin at one height below `head`, at least two under it and one beside it.

    `texts` stand in the order of their upper edges; those from number `first` on are below the head.
    """
    for start in range(first, min(first + NEAR_BLOCKS + 1, len(texts))):
        reach = HALF * line_height(texts[start])
        end = start
        while end < len(texts) and texts[end].bbox.top - texts[start].bbox.top <= reach:
            end += 1
        row = texts[start:end]
        if len(row) > 1:
            under = [i for i in row if i.bbox.overlap_x(head.bbox) > 0]
            return 2 <= len(under) < len(row)
    return False


def is_short_head_of_columns(head: Item, below: Sequence[Item], counts: WordCounts) -> bool:
    """Whether `head`, no wider than its column, heads the column beside that one, too.

    That begins level with the text under the head, as wide as it, and both are running text in one look.
    """
    texts = [i for i in below if len(i.lines) >= PLURAL]
    under = next((i for i in texts if i.bbox.overlap_x(head.bbox) > 0), None)
    beside = next((i for i in below if i.bbox.overlap_x(head.bbox) <= 0), None)
    if under is None or beside is None or len(beside.lines) < PLURAL:
        return False
    if not _look_alike(under.lines[-1], beside.lines[0]):
        return False
    reach = HALF * line_height(beside)
    begun = [box_of(line).top for line in under.lines[: NEAR_BLOCKS + 1]]
    is_level = any(abs(top - beside.bbox.top) <= reach for top in begun)
    is_even = abs(under.bbox.width - beside.bbox.width) <= line_height(beside)
    return (
        is_level
        and is_even
        and min(usual_words([under], counts), usual_words([beside], counts)) >= PROSE_LINE_WORDS
    )


def _look_alike(one: Line, other: Line) -> bool:
    """Whether lines are of about one size and both upright or both slanted; a caption is not as its text."""
    styles = style_at(one.words, 0), style_at(other.words, 0)
    if styles[0] is None or styles[1] is None:
        return styles[0] is styles[1]
    return are_as_large(styles[0].size_pt, styles[1].size_pt) and styles[0].is_italic == styles[1].is_italic


def count_kickers(texts: Sequence[Item], at: int) -> int:
    """How many single lines right over the headline at `at` stand nearer to it than to what is above them."""
    count = 0
    while at - count >= 2:
        kicker = texts[at - count - 1]
        room = kicker.bbox.top - max(item.bbox.bottom for item in texts[: at - count - 1])
        gap = texts[at - count].bbox.top - kicker.bbox.bottom
        if len(kicker.lines) != 1 or kicker.bbox.overlap_x(texts[at].bbox) <= 0 or not 0 <= gap < room:
            break
        count += 1
    return count


def heads_to_their_text(bands: Sequence[list[Item]], spanning: Sequence[Item]) -> list[list[Item]]:
    """Bands with each headline or kicker that stands alone below columns given to the wide text under it."""
    wide = {id(i) for i in spanning}
    result = [list(band) for band in bands]
    for above, below in zip(result, result[1:], strict=False):
        if id(below[0]) in wide and not all(i.is_rule for i in below):
            heads = _lone_heads(above, next(i for i in below if not i.is_rule))
            moved = {id(i) for i in heads}
            above[:] = [i for i in above if id(i) not in moved]
            below[:0] = heads
    return [band for band in result if band]


def _lone_heads(band: Sequence[Item], text: Item) -> list[Item]:
    """The last items of `band` from a headline or kicker on: alone in their rows, and nearer to `text`."""
    if not text.lines:
        return []
    ordered = sorted((i for i in band if not i.is_rule), key=lambda i: i.bbox.bottom)
    first, following = len(ordered), text
    for index in range(len(ordered) - 1, 0, -1):
        item = ordered[index]
        room = item.bbox.top - ordered[index - 1].bbox.bottom
        if item.box is not None or room < 0:
            break
        gap = following.bbox.top - item.bbox.bottom
        is_kicker = len(item.lines) == 1 and size_of(text.lines[0]) >= LARGER * size_of(item.lines[0])
        is_head = size_of(item.lines[0]) >= LARGER * size_of(text.lines[0])
        if (is_head or is_kicker) and gap < room:
            first = index
        following = item
    return ordered[first:]
