"""Which of many articles are to be compared, and the links that come of it.

Articles meet in buckets: sorted by time, each is compared with those shortly before it in the same bucket. So
the work grows with the articles and not with their pairs, and what an article is linked with depends on its
buckets alone: when an issue changes, only articles that share a bucket with it need be asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from schemas.kinds import ArticleRelation
from schemas.rows import ArticleLinkRow
from tasks.linking.relations import KnownArticle, relation

# An issue of a gazette may have dozens of articles of one form, which all share a bucket.
MAX_BEFORE = 32
SIMILARITY_DIGITS = 3

Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Link:
    """What an article is to `earlier`."""

    earlier: KnownArticle
    relation: ArticleRelation
    similarity: float

    def likeness(self) -> tuple[float, str]:
        return self.similarity, self.earlier.article_id

    def order(self) -> tuple[date, str]:
        return self.earlier.order


def find_links(
    articles: Sequence[KnownArticle], keys: Keys, owners: Places, asked: Collection[int]
) -> list[ArticleLinkRow]:
    """The links of some articles to earlier ones of other issues, sorted by article and relation.

    Of an earlier issue the article that is most alike is linked, and of several issues for one relation the
    latest, so that versions and issues of a column form chains.

    Args:
        articles: all that share a bucket with one of `asked`; others may be among them.
        keys: buckets of all of them.
        owners: place in `articles` of whoever is in the bucket, for each of `keys`.
        asked: places of the articles whose links are wanted.
    """
    nearest: dict[tuple[str, str], _Link] = {}
    for later_place, earlier_place in _pairs(articles, keys, owners, asked):
        later, earlier = articles[later_place], articles[earlier_place]
        if (found := relation(later, earlier)) is not None:
            link = _Link(earlier, *found)
            place = (later.article_id, earlier.issue_id)
            nearest[place] = max(nearest.get(place, link), link, key=_Link.likeness)
    latest: dict[tuple[str, ArticleRelation], _Link] = {}
    for (article_id, _), link in nearest.items():
        key = (article_id, link.relation)
        latest[key] = max(latest.get(key, link), link, key=_Link.order)
    issues = {articles[place].article_id: articles[place].issue_id for place in asked}
    return [
        ArticleLinkRow(
            issue_id=issues[article_id],
            article_id=article_id,
            relation=link.relation.value,
            earlier_article_id=link.earlier.article_id,
            earlier_issue_id=link.earlier.issue_id,
            similarity=round(link.similarity, SIMILARITY_DIGITS),
        )
        for (article_id, _), link in sorted(latest.items())
    ]


def _pairs(
    articles: Sequence[KnownArticle], keys: Keys, owners: Places, asked: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Places of a later article that is asked for and of an earlier one, each pair once."""
    ranks = np.empty(len(articles), np.int64)
    ranks[sorted(range(len(articles)), key=lambda place: articles[place].order)] = np.arange(len(articles))
    by_issue = {issue_id: n for n, issue_id in enumerate(dict.fromkeys(a.issue_id for a in articles))}
    issues = np.array([by_issue[article.issue_id] for article in articles], np.int64)
    is_asked = np.zeros(len(articles), bool)
    is_asked[list(asked)] = True
    order = np.lexsort((ranks[owners], keys))
    keys, owners = keys[order], owners[order]
    found = [np.empty(0, np.int64)]
    for step in range(1, min(MAX_BEFORE, len(keys) - 1) + 1):
        later, earlier = owners[step:], owners[:-step]
        meets = (keys[step:] == keys[:-step]) & is_asked[later] & (issues[later] != issues[earlier])
        found.append(later[meets] * len(articles) + earlier[meets])
    for pair in np.unique(np.concatenate(found)):
        yield divmod(int(pair), len(articles))
