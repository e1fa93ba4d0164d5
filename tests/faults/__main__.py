"""`python -m tests.faults`: kills runs at random moments while readers poll, and prints its figures.

Ends with 1 when anything was lost, doubled, mixed, unreadable or left behind.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.faults.kills import Campaign


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="runs to kill")
    parser.add_argument("--seconds", type=float, default=1800, help="end soon after so many seconds")
    parser.add_argument("--issues", type=int, default=12, help="bulletins in the folder")
    parser.add_argument("--prefect-kills", type=int, default=0, help="of these, runs that Prefect carries")
    parser.add_argument("--seed", type=int, default=0, help="of everything that is random but the machine")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        campaign = Campaign(Path(folder), chosen.issues, chosen.seed)
        campaign.go(chosen.kills, chosen.seconds, chosen.prefect_kills)
    figures = campaign.figures
    if chosen.json:
        sys.stdout.write(json.dumps(asdict(figures)) + "\n")
    else:
        for name, value in asdict(figures).items():
            sys.stdout.write(f"{name}: {value}\n")
    return 0 if figures.is_well else 1


if __name__ == "__main__":
    sys.exit(main())
