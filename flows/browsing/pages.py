"""The review pages of issues, as they are asked for; the last ones asked for are kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from flows.telling.review_page import render_review
from schemas.errors import ConfigurationError
from tasks.isolation.sandbox import ChildLimits
from tasks.published.catalogue import Catalogue
from tasks.review.explain import review_issue

MAX_KEPT = 8
"""Pages with pictures take some megabytes each."""


class ReviewPages:
    """Draws one page at a time, so that many requests do not take all processors and memory.

    Args:
        processed: folder of the datasets.
        raw: folder of the bulletins; without it, pages are shown without pictures.
        limits: bounds of the process that draws.
    """

    def __init__(self, processed: Path, raw: Path, limits: ChildLimits) -> None:
        self._catalogue = Catalogue(processed)
        self._raw = raw
        self._limits = limits
        self._kept: OrderedDict[tuple[str, int], str] = OrderedDict()
        self._turn = threading.Lock()

    def page(self, issue_id: str) -> str:
        """The page of an issue.

        Raises:
            ConfigurationError: there is no such issue, or it has never been published.
            StorageError: it is being published at this moment, or the datasets are damaged.
        """
        with self._turn:
            state = self._catalogue.state_of(issue_id)
            if state.issue is None:
                raise ConfigurationError(f"{issue_id} is not published; bulletins status tells why")
            key = (issue_id, self._catalogue.path("issues", issue_id).stat().st_mtime_ns)
            if key not in self._kept:
                self._kept[key] = render_review(review_issue(self._catalogue, state, self._raw, self._limits))
            self._kept.move_to_end(key)
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]
