"""A store with three issues of two sources, in English and Chinese."""

from __future__ import annotations

import pytest

from tasks.storage.store import Store
from tests.browsing.issues import publish_issues
from tests.conftest import Folders


@pytest.fixture
def store(pair: Folders) -> Store:
    return publish_issues(pair)
