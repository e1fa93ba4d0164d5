"""N402, N404: jump lines (continued on, continued from) and titles printed again where an article goes on."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import lexicon
from schemas.likelihoods import EVIDENT, SURE
from schemas.limits import LOOK_BACK
from schemas.reasons import NoiseCode
from schemas.titles import Titles
from schemas.tolerances import LARGER, LINE_CHARS, LINE_WORDS, NEAR_BLOCKS, TELLING_LETTERS
from schemas.wording import letters, plain, shortens_title, word_count
from tasks.noise.context import NoiseContext


def find(context: NoiseContext) -> Iterator[Finding]:
    """A jump line stands alone; the title above `continued from` is its article's, said again."""
    words = lexicon()
    before = _Before(context)
    for block, text in zip(context.blocks, context.texts, strict=True):
        jump = words.jump_to(text)
        if jump is not None:
            before.targets.update(jump.leads_to(block.page))
        if jump is not None or words.jump_from(text) is not None:
            said = context.reads(block)
            yield Finding(block.index, NoiseCode.JUMP_LINE, BlockLabel.JUMP_LINE, "jump_line", said, EVIDENT)
            continue
        if (repeated := before.says_again(block)) is not None:
            yield _repeated(block.index, *repeated)
        before.note(block)


class _Before:
    """What stood before a block: titles that it may say again, and the pages that jump lines led to."""

    def __init__(self, context: NoiseContext) -> None:
        self._context = context
        self._seen: set[str] = set()
        self._titles = Titles()
        self._heads: list[str] = []
        self._pages: dict[str, int] = {}
        self.targets: set[int] = set()

    def says_again(self, block: Block) -> tuple[str, float] | None:
        """Why a block is a title said again, and how sure that is; None where it is not."""
        is_marked = lexicon().may_be_continued(self._context.texts[block.index])
        stripped = _without_marks(block.text) if is_marked else None
        if is_marked and stripped is None:
            return self._ends_as_continued(block)
        if stripped is not None:
            if self._titles.has(stripped):
                return "a title seen before, marked as continued", EVIDENT
            if any(shortens_title(stripped, head) for head in self._heads[-LOOK_BACK:]):
                return "words of a title before, marked as continued", EVIDENT
            if block.page in self.targets:
                return "marked as continued, on a page that a jump line leads to", EVIDENT
        if _is_short_head(self._context, block.index) and _jump_is_next(self._context, block.index):
            return "a head right above a jump line", SURE
        key = self._context.keys[block.index]
        if len(key) >= TELLING_LETTERS and key in self._seen and _jump_follows(self._context, block.index):
            return "a title seen before, above a jump line", EVIDENT
        return None

    def _ends_as_continued(self, block: Block) -> tuple[str, float] | None:
        """The same of a line that ends with a bare `continued`, which a sentence may do as well."""
        stripped = lexicon().strip_bare_continued(self._context.texts[block.index])
        if stripped is None or not block.starts_region:
            return None
        if self._pages.get(letters(stripped), block.page) < block.page:
            return "a title of a page before, marked as continued", EVIDENT
        is_sent = block.page in self.targets
        if is_sent and any(shortens_title(stripped, head) for head in self._heads[-LOOK_BACK:]):
            return (
                "words of a title before, marked as continued, where a jump line leads to",
                EVIDENT,
            )
        return None

    def note(self, block: Block) -> None:
        text = self._context.texts[block.index]
        if len(text) <= LINE_CHARS:
            self._seen.add(self._context.keys[block.index])
            self._titles.add(text)
        if _is_short_head(self._context, block.index):
            self._heads.append(text)
            self._pages.setdefault(letters(text), block.page)


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
    if block.style is None or len(block.lines) > 2 or word_count(context.texts[index]) > LINE_WORDS:
        return False
    return block.style.is_bold or context.size_ratio(block) > LARGER


def _jump_is_next(context: NoiseContext, index: int) -> bool:
    following = context.texts[index + 1 : index + 2]
    return bool(following) and lexicon().jump_from(following[0]) is not None


def _jump_follows(context: NoiseContext, index: int) -> bool:
    following = context.texts[index + 1 : index + 1 + NEAR_BLOCKS]
    return any(lexicon().jump_from(text) is not None for text in following)
