"""N402, N404: jump lines (continued on, continued from) and titles printed again where an article goes on."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.layout import BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.reasons import NoiseCode
from schemas.titles import Titles
from schemas.wording import plain, word_count
from tasks.noise.context import NoiseContext

LOOK_AHEAD = 3
MAX_HEAD_WORDS = 12
MAX_TITLE_CHARS = 160


def find(context: NoiseContext) -> Iterator[Finding]:
    """A jump line stands alone; the title above `continued from` is its article's, said again."""
    words = lexicon()
    seen: dict[str, int] = {}
    titles = Titles()
    for block, text, key in zip(context.blocks, context.texts, context.keys, strict=True):
        if words.jump_to(text) is not None or words.jump_from(text) is not None:
            yield Finding(
                block.index,
                NoiseCode.JUMP_LINE,
                BlockLabel.JUMP_LINE,
                "jump_line",
                f"reads {text[:60]!r}",
                0.9,
            )
            continue
        stripped = _without_marks(block.text)
        if stripped is not None and titles.has(stripped):
            yield _repeated(block.index, "a title seen before, marked as continued", 0.9)
        elif _is_short_head(context, block.index) and _jump_is_next(context, block.index):
            yield _repeated(block.index, "a head right above a jump line", 0.8)
        elif key in seen and len(key) >= 8 and _jump_follows(context, block.index):
            yield _repeated(block.index, "a title seen before, above a jump line", 0.9)
        if len(text) <= MAX_TITLE_CHARS:
            seen.setdefault(key, block.index)
            titles.add(text)


def _repeated(index: int, evidence: str, strength: float) -> Finding:
    return Finding(
        index, NoiseCode.REPEATED_TITLE, BlockLabel.JUMP_LINE, "repeated_title", evidence, strength
    )


def _without_marks(text: str) -> str | None:
    """`text` without the `(continued)` of any of its lines; None when there is none."""
    lines = [plain(line) for line in text.split("\n")]
    stripped = [lexicon().strip_continued(line) for line in lines]
    if not any(stripped):
        return None
    return " ".join(bare or line for bare, line in zip(stripped, lines, strict=True))


def _is_short_head(context: NoiseContext, index: int) -> bool:
    block = context.blocks[index]
    if block.style is None or len(block.lines) > 2 or word_count(context.texts[index]) > MAX_HEAD_WORDS:
        return False
    return block.style.is_bold or context.size_ratio(block) > 1.1


def _jump_is_next(context: NoiseContext, index: int) -> bool:
    following = context.texts[index + 1 : index + 2]
    return bool(following) and lexicon().jump_from(following[0]) is not None


def _jump_follows(context: NoiseContext, index: int) -> bool:
    following = context.texts[index + 1 : index + 1 + LOOK_AHEAD]
    return any(lexicon().jump_from(text) is not None for text in following)
