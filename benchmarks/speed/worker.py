"""The pipeline's own work on an issue, in the pipeline's own child; the answer is the child's peak of memory.

A target of `tasks.isolation.server`. Imports nothing beyond what the pipeline's target does, since a child
has all that its server has loaded.
"""

from __future__ import annotations

import resource
from collections import deque
from collections.abc import Callable
from typing import Any

from tasks.analysis import target
from tasks.analysis.target import prepare

__all__ = ["answer", "prepare"]


def answer(data: bytes, arguments: dict[str, Any], tell_stage: Callable[[str], None]) -> list[bytes]:
    """Peak of this process's resident memory, in bytes, once it has handed over its rows."""
    deque(target.answer(data, arguments, tell_stage), maxlen=0)
    return [str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024).encode()]
