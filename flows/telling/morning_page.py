"""The morning as one HTML file that needs nothing else: the verdict, what needs someone, what is new.

What is said stands in `flows.telling.morning`; the page has no script, and its own policy lets none run.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from flows.telling.morning import Morning, needs, verdict
from flows.telling.review_page import default_path, environment, source_hash, template_text
from flows.telling.views import status_grid, status_remarks
from schemas.rows import IssueRow


@dataclass(frozen=True, slots=True)
class Arrival:
    """An issue that the last run published for the first time; `review` is empty where no page was made."""

    issue: IssueRow
    review: str


def render_morning(morning: Morning, processed: Path) -> str:
    """The HTML of `morning`; links lead to the reviews that were made."""
    style = template_text("morning.css")
    needed = needs(morning)
    remarks = status_remarks(morning.states, morning.gone, morning.zone, morning.known)
    grid = status_grid(morning.states, morning.gone)
    reviews = {state.issue_id: review_address(processed, state.issue_id) for state in morning.states}
    return (
        environment()
        .get_template("morning.html.j2")
        .render(
            verdict=verdict(morning),
            needs=needed,
            arrivals=_arrivals(morning, reviews),
            headers=grid.headers,
            right=grid.right,
            rows=grid.rows,
            reviews=reviews,
            remarks=[remark for remark in remarks if remark not in needed],
            told=f"{morning.now.astimezone(morning.zone):%Y-%m-%d %H:%M %Z}",
            style=Markup(style),
            policy=f"default-src 'none'; style-src {source_hash(style)}; base-uri 'none'; form-action 'none'",
        )
    )


def review_address(processed: Path, issue_id: str) -> str:
    """Address of the issue's review; empty when none was made."""
    path = default_path(processed, issue_id)
    return path.resolve().as_uri() if path.is_file() else ""


def _arrivals(morning: Morning, reviews: dict[str, str]) -> list[Arrival]:
    new = frozenset(morning.run["new_issues"] or ()) if morning.run is not None else frozenset()
    return [
        Arrival(state.issue, reviews[state.issue_id])
        for state in morning.states
        if state.issue_id in new and state.issue is not None
    ]
