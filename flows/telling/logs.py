"""Logs as data: one JSON line on stderr for each event, for those who collect them.

Every line has a time (UTC), a level, a logger and an event; lines about a run have its id, lines about
an issue have the issue's. Prefect's own logs take the same form. No line holds text of a bulletin:
what might quote one (warnings, some failures, exceptions of others) is counted or named only, and the
words are in the datasets. What a person sees on the screen instead is in `flows.telling.progress`.
"""

from __future__ import annotations

import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from flows.run.context import about_issue, begin_run, issue_id, run_id
from flows.run.report import FAILURES, IssueOutcome, RunReport, State
from schemas.kinds import LogFormat

EVENTS = "bulletins"
PREFECT_LINES = f"{__name__}.PrefectLines"
# Attribute of a record that goes to Prefect's page, and into no stream.
FOR_THE_PAGE = "for_the_page"
# Sentences of these codes may quote what the file holds.
QUOTING_CODES = frozenset({"broken_page", "broken_pdf", "internal", "invalid_rows"})
_QUOTED_EXCEPTION = re.compile(r"(exception)\b.*", re.IGNORECASE | re.DOTALL)


class LineFormatter(JsonFormatter):
    """A record as one JSON object; exceptions are named, not told."""

    def __init__(self) -> None:
        super().__init__(json_ensure_ascii=False)

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        values = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            "run_id": run_id(),
            "issue_id": issue_id(),
            **getattr(record, "values", {}),
        }
        log_data.update({name: value for name, value in values.items() if value is not None})


class PrefectLines(logging.StreamHandler[Any]):
    """Prefect's records in the same form; named in Prefect's logging settings, which pass its arguments.

    Lines that are for its page only are left out: `LogWatcher` tells of the same events.
    """

    def __init__(self, stream: Any = None, **_styles: object) -> None:
        super().__init__(stream or sys.stderr)
        self._lines = LineFormatter()
        self.addFilter(lambda record: not getattr(record, FOR_THE_PAGE, False))

    def format(self, record: logging.LogRecord) -> str:
        told = logging.makeLogRecord(
            {
                **vars(record),
                "msg": _QUOTED_EXCEPTION.sub(r"\1", record.getMessage()),
                "args": None,
                "exc_info": None,
                "exc_text": None,
                "stack_info": None,
                "values": {
                    "flow_run": getattr(record, "flow_run_name", None),
                    "task_run": getattr(record, "task_run_name", None),
                    "error": record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None,
                },
            }
        )
        return self._lines.format(told)


class LogWatcher:
    """Tells a run's events as JSON lines."""

    def __init__(self) -> None:
        self._log = logging.getLogger(EVENTS)
        self._log.setLevel(logging.INFO)
        self._log.propagate = False
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(LineFormatter())
        self._log.handlers = [handler]

    def note(self, text: str) -> None:
        self._tell(logging.INFO, "note", {"text": text})

    def begin(self, run_id: str, total: int) -> None:
        begin_run(run_id)
        self._tell(logging.INFO, "run_begun", {"due_count": total})

    def done(self, outcome: IssueOutcome) -> None:
        is_failure = outcome.state in FAILURES
        with about_issue(outcome.issue_id):
            self._tell(logging.WARNING if is_failure else logging.INFO, "issue_done", _values_of(outcome))

    def end(self, report: RunReport) -> None:
        for outcome in report.outcomes:
            if outcome.state is State.STILL_FAILING:
                with about_issue(outcome.issue_id):
                    self._tell(logging.WARNING, "issue_still_failing", _values_of(outcome))
        row = {name: value for name, value in report.run.items() if name.endswith(("_count", "seconds"))}
        self._tell(logging.INFO, "run_done", {"status": report.run["status"], **row})

    def fail(self, sentence: str) -> None:
        """The run as a whole could not work."""
        self._tell(logging.ERROR, "run_failed", {"sentence": sentence})

    def _tell(self, level: int, event: str, values: dict[str, Any]) -> None:
        self._log.log(level, event, extra={"values": values})


def _values_of(outcome: IssueOutcome) -> dict[str, Any]:
    return {
        "state": outcome.state.value,
        "article_count": outcome.article_count,
        "noise_share": None if outcome.noise_share is None else round(outcome.noise_share, 4),
        "seconds": round(outcome.seconds, 3),
        "warning_count": len(outcome.warnings),
        "retried": outcome.retried,
        "stage": outcome.stage,
        "code": outcome.code,
        "sentence": None if outcome.code in QUOTING_CODES else outcome.sentence,
    }


def prefect_environment(log_format: LogFormat) -> dict[str, str]:
    """What Prefect has to find in its environment, before it is imported, to log in this form.

    As text, its logs go to its own database only: on the screen the run speaks for itself.
    """
    if log_format is LogFormat.TEXT:
        return {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL"}
    return {
        "PREFECT_LOGGING_HANDLERS_CONSOLE_CLASS": PREFECT_LINES,
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO",
    }
