"""What this process needs to work with a Prefect server: its environment, and an answer from it."""

from __future__ import annotations

import os
from pathlib import Path

from flows.server.embedded import CLIENT_ENVIRONMENT, EmbeddedPrefect
from flows.settings import Settings
from flows.telling.logs import prefect_environment
from schemas.errors import StorageError
from tasks.storage.index import STATE_FOLDER

SERVER_VARIABLE = "PREFECT_API_URL"


REACH_SECONDS = 10


def client_environment(settings: Settings, server: EmbeddedPrefect | None) -> dict[str, str]:
    """What must be in the environment before Prefect is imported; `server` is ours, if one is used."""
    logs = prefect_environment(settings.log_format)
    if server is not None:
        return {**server.environment, **logs}
    home = str(Path(settings.processed).absolute() / STATE_FOLDER / "prefect")
    return {**CLIENT_ENVIRONMENT, **logs, "PREFECT_HOME": os.environ.get("PREFECT_HOME", home)}


def reach_server(url: str) -> None:
    """Makes sure that the user's own server is there; any answer will do.

    Raises:
        StorageError: it does not answer.
    """
    import httpx

    try:
        httpx.get(f"{url.rstrip('/')}/health", timeout=REACH_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise StorageError(
            f"the Prefect server at {url} does not answer ({error}); start it, unset {SERVER_VARIABLE} "
            "to use an own one, or run with --direct to do without"
        ) from error
