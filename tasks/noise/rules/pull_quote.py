"""B504: pull quotes: words of the body printed a second time, larger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from schemas.layout import Block, BlockLabel, Finding
from schemas.reasons import NoiseCode
from schemas.wording import word_count
from tasks.noise.context import NoiseContext

MIN_LETTERS = 40
MIN_SIZE_RATIO = 1.08
MIN_HEADS = 2
"""So many other blocks of one look that repeat nothing make it the look of the issue's heads."""

MAX_BYLINE_WORDS = 14
"""Under a headline, before the lead, stand only lines as short as a byline or a subtitle."""


def find(context: NoiseContext) -> Iterator[Finding]:
    """A block in display type whose words all stand, in this order, inside one longer block."""
    homes = _homes(context)
    looks = Counter(_look(b) for b in context.blocks if b.index not in homes and b.style is not None)
    for index, home in homes.items():
        block = context.blocks[index]
        if looks[_look(block)] < MIN_HEADS and _is_display(context, block, context.blocks[home]):
            yield Finding(
                index,
                NoiseCode.PULL_QUOTE,
                BlockLabel.PULL_QUOTE,
                "pull_quote",
                f"its words stand in block {home} too",
                0.85,
            )


def _homes(context: NoiseContext) -> dict[int, int]:
    """Blocks whose words stand inside a longer block, with the first such block."""
    known: dict[str, int | None] = {}
    wanted = [
        (block.index, key)
        for block, key in zip(context.blocks, context.keys, strict=True)
        if len(key) >= MIN_LETTERS and block.style is not None
    ]
    places = _places_of({key[:MIN_LETTERS] for _, key in wanted}, context.keys)
    homes: dict[int, int] = {}
    for index, key in wanted:
        if key not in known:
            near = ((i, context.keys[i]) for i in places.get(key[:MIN_LETTERS], ()))
            known[key] = next((i for i, other in near if len(other) > len(key) and key in other), None)
        home = known[key]
        if home is not None:
            homes[index] = home
    return homes


def _places_of(beginnings: Collection[str], keys: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Long keys, by their index, that each beginning of `MIN_LETTERS` letters stands in, in order."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if len(key) < 2 * MIN_LETTERS:
            continue
        inside = {key[at : at + MIN_LETTERS] for at in range(len(key) - MIN_LETTERS + 1)}
        for beginning in inside.intersection(beginnings):
            places[beginning].append(index)
    return places


def _look(block: Block) -> tuple[object, ...]:
    """Size, weight and colour: what the heads of an issue have in common, and its quotes."""
    style = block.style
    return () if style is None else (style.size_pt, style.is_bold, style.is_italic, style.color)


def _is_display(context: NoiseContext, block: Block, home: Block) -> bool:
    """Larger or more slanted than the text it repeats; not a headline whose lead says it again."""
    if block.style is None or home.style is None or abs(block.index - home.index) <= 1:
        return False
    between = islice(context.blocks, block.index + 1, max(home.index, block.index + 1))
    if home.index > block.index and all(word_count(b.text) <= MAX_BYLINE_WORDS for b in between):
        return False
    larger = block.style.size_pt >= MIN_SIZE_RATIO * home.style.size_pt
    slanted = block.style.is_italic and not home.style.is_italic
    bolder = block.style.is_bold and not home.style.is_bold and context.size_ratio(block) >= 1.0
    return larger or slanted or bolder
