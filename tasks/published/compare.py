"""What changed between two results of one issue, article by article. It reads and writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.rows import ArticleRow


@dataclass(frozen=True, slots=True)
class ArticleChanges:
    """Titles of articles by what happened to them; `renamed` holds (old title, new title).

    `changed` are articles under the same title with another text. An article may be renamed and
    changed at once; it then stands in both.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    changed: tuple[str, ...] = ()
    unchanged_count: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.renamed or self.changed)


def compare_articles(old: Sequence[ArticleRow], new: Sequence[ArticleRow]) -> ArticleChanges:
    """Pairs articles by id, which stays the same while an article is recognisably the same."""
    before = {row["article_id"]: row for row in old}
    after = {row["article_id"]: row for row in new}
    pairs = [(before[key], after[key]) for key in after if key in before]
    renamed = [(one, two) for one, two in pairs if one["title"] != two["title"]]
    changed = [(one, two) for one, two in pairs if one["body"] != two["body"]]
    touched = {two["article_id"] for _, two in (*renamed, *changed)}
    return ArticleChanges(
        added=tuple(row["title"] for key, row in after.items() if key not in before),
        removed=tuple(row["title"] for key, row in before.items() if key not in after),
        renamed=tuple((one["title"], two["title"]) for one, two in renamed),
        changed=tuple(two["title"] for _, two in changed),
        unchanged_count=len(pairs) - len(touched),
    )
