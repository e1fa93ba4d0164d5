"""Prefect's harness, started once for the few tests that need it: keep them in one file.

It ends with that file. While it lives, a thread of Prefect keeps its connection awake every twenty seconds
and draws from the module `random` for it; when that happens while Hypothesis draws an example, Hypothesis
takes it for a strategy that is not reproducible and fails the test.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def prefect_harness() -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=180):
        yield
