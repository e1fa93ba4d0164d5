"""Every character has one owner: the sum that decides whether an issue may be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.article import Accounting, TextEdit
from schemas.document import Document, count_visible
from schemas.errors import IssueError
from schemas.layout import Block, Verdict
from tasks.articles.edits import edited_characters


def reconcile(
    document: Document,
    blocks: Sequence[Block],
    verdicts: Sequence[Verdict],
    edits: Mapping[int, Sequence[TextEdit]],
    owners: Mapping[int, int],
) -> Accounting:
    """Count `document`'s non-blank characters by owner; `owners` maps block index to article position.

    Raises:
        IssueError: a character has no owner, or two.
    """
    in_articles = in_noise = in_edits = 0
    for block, verdict in zip(blocks, verdicts, strict=True):
        count = count_visible(block.text)
        if (verdict.code is None) != (block.index in owners):
            raise _unbalanced(f"block {block.index} is neither noise nor owned by one article")
        if verdict.code is not None:
            in_noise += count
            continue
        changed = edited_characters(block.text, edits.get(block.index, ()))
        in_edits += changed
        in_articles += count - changed
    lost = sum(loss.count for loss in document.losses)
    # Page by page: the words of a long issue, all at once, take several times its text.
    total = sum(map(count_visible, document.text.split("\f"))) + lost
    if in_articles + in_noise + in_edits + lost != total:
        raise _unbalanced(f"{in_articles} + {in_noise} + {in_edits} + {lost} characters are not {total}")
    return Accounting(total, in_articles, in_noise, in_edits, lost)


def _unbalanced(what: str) -> IssueError:
    return IssueError(
        "analyse", "accounting", f"was not published because its characters do not add up ({what}); report it"
    )
