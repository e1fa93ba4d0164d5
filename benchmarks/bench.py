"""How fast ours is, stage by stage and end to end, beside what a user would take instead.

    python -m benchmarks.bench [FOLDER …] [--rounds N] [--files N] [--skip PART …] [--json FILE] [--write]

Without a folder over the bundled samples and a generated bulletin of each kind. `--write` keeps the
result and writes `docs/performance.md`, which says how all is measured and what each contestant gives;
else the page's section goes to standard output. What each part does stands in `benchmarks.speed`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from pypdfium2 import PDFIUM_INFO

from benchmarks.speed.contestants import CONTESTANTS, Contestant, Key
from benchmarks.speed.corpus import Corpus, Workload, find_files, lay_out, write_generated, write_tiny
from benchmarks.speed.page import section, write_page
from benchmarks.speed.process import MIB, ROOT, BenchmarkError, Ended, Took, run
from benchmarks.speed.results import Curve, Entry, Machine, Report, read_results, write_results
from schemas.version import PIPELINE_VERSION

GROWTH = "benchmarks.growth"
PARTS = ("prefect", "two", "stages", "memory", "growth")
"""What can be left out."""

LEFT_OUT = {"prefect": Key.PREFECT, "two": Key.DIRECT_TWO}
LIBRARIES = ("pdfminer.six", "polars", "pyarrow", "pandera", "prefect", "langdetect", "py3langid")
"""What ours stands on, besides the readers that are measured themselves."""

ROUNDS = 3
SAMPLES, FOLDER = "samples", "folder"
SAMPLES_TITLE = "The bundled samples and a generated bulletin of each kind"
_CURVE = re.compile(r"^(\w+)\s+(-?\d+\.\d+)\s+((?:\d+: \d+\.\d+\s*)+)$", re.MULTILINE)
_POINT = re.compile(r"(\d+): (\d+\.\d+)")


def measure(
    contestants: Sequence[Contestant],
    rounds: int,
    whole: Workload,
    tiny: Workload,
    scratch: Path,
    at_round: Callable[[int], None] = lambda _: None,
) -> list[Entry]:
    """All contestants in turn, so many times; before that each once over the tiny workload, uncounted.

    Args:
        contestants: who.
        rounds: how often each.
        whole: what is read.
        tiny: what is read to know what a start takes.
        scratch: a folder for what is published.
        at_round: called in each round, with its number, for what else has to have its turn in it.
    """
    runs: dict[Key, list[Took]] = {contestant.key: [] for contestant in contestants}
    starts: dict[Key, list[Took]] = {contestant.key: [] for contestant in contestants}
    entries: dict[Key, Entry] = {}

    def once(contestant: Contestant, work: Workload, name: str) -> Took:
        published = scratch / f"{name}-{contestant.key}"
        ended = run(contestant.command(work, published))
        answer = contestant.answered(ended, work, published)
        pages = sum(count for path, count in work.pages.items() if path not in answer.failed)
        edition = contestant.edition() or "unknown"
        entries[contestant.key] = Entry(
            contestant.key, edition, (), (), pages, len(answer.failed), answer.characters
        )
        return ended.took

    for contestant in contestants:
        once(contestant, tiny, "warm")
    for number in range(1, rounds + 1):
        for contestant in contestants:
            starts[contestant.key].append(once(contestant, tiny, f"start-{number}"))
            runs[contestant.key].append(once(contestant, whole, f"run-{number}"))
            _tell(f"round {number}, {contestant.name}: {runs[contestant.key][-1].cpu_seconds:.1f} CPU s")
        at_round(number)
    return [
        replace(entry, runs=tuple(runs[key]), starts=tuple(starts[key])) for key, entry in entries.items()
    ]


def measure_stages(number: int, whole: Workload, tiny: Workload, scratch: Path) -> dict[str, float]:
    """Seconds of each of our stages, in one round."""
    places = [whole.raw, scratch / f"stages-{number}", tiny.raw, scratch / f"stages-start-{number}"]
    ended = _succeeded([sys.executable, "-m", "benchmarks.speed.stages", *map(str, places)])
    found: dict[str, float] = json.loads(ended.output)
    _tell(f"round {number}, stages: {sum(found.values()):.1f} CPU s")
    return found


def measure_memory() -> dict[int, float]:
    """Peak of a worker in MiB, by pages of its issue."""
    _tell("memory of a worker, up to a file of a thousand pages")
    ended = _succeeded([sys.executable, "-m", "benchmarks.speed.memory"])
    return {int(pages): peak for pages, peak in json.loads(ended.output).items()}


def measure_growth() -> tuple[Curve, ...]:
    """The curves of `benchmarks.growth`."""
    if find_spec(GROWTH) is None:
        _tell(f"{GROWTH} is not there: growth is left out")
        return ()
    _tell("growth curves")
    curves = read_curves(_succeeded([sys.executable, "-m", GROWTH]).output.decode())
    if not curves:
        raise BenchmarkError(f"no curve can be read from what {GROWTH} printed")
    return curves


def read_curves(text: str) -> tuple[Curve, ...]:
    """Lines of a name, an exponent and `size: seconds` pairs."""
    return tuple(
        Curve(name, float(exponent), tuple((int(size), float(took)) for size, took in _POINT.findall(points)))
        for name, exponent, points in _CURVE.findall(text)
    )


def _succeeded(command: Sequence[str]) -> Ended:
    ended = run(command)
    if ended.exit_status:
        raise BenchmarkError(f"{' '.join(command)} ended with {ended.exit_status}: {ended.last_words}")
    return ended


def make_report(arguments: argparse.Namespace, scratch: Path) -> Report:
    """Everything that is asked for, in one run."""
    load = os.getloadavg()[0]
    skipped = set(arguments.skip)
    corpus = _corpus(arguments, scratch)
    whole = lay_out(corpus.pdfs, scratch / "whole")
    tiny = lay_out(write_tiny(scratch / "tiny-made").pdfs, scratch / "tiny")
    wanted = [each for each in CONTESTANTS if each.key not in {LEFT_OUT.get(part) for part in skipped}]
    present = [each for each in wanted if each.edition() is not None]
    absent = tuple(each.key for each in wanted if each.edition() is None)
    _tell(f"{len(corpus.pdfs)} PDFs, {corpus.pages} pages; not installed: {', '.join(absent) or 'none'}")
    direct = [each for each in present if each.key is Key.DIRECT]
    exports = lay_out(corpus.texts, scratch / "texts") if corpus.texts else None
    stages: list[dict[str, float]] = []

    def time_stages(number: int) -> None:
        if "stages" not in skipped:
            stages.append(measure_stages(number, whole, tiny, scratch))

    return Report(
        title=_title(arguments),
        command=made_by(arguments),
        day=datetime.now(UTC).date().isoformat(),
        commit=_commit(),
        machine=machine(),
        load=round(load, 1),
        libraries=libraries(),
        files=len(corpus.pdfs),
        pages=corpus.pages,
        unopened=len(corpus.unopened),
        contestants=tuple(measure(present, arguments.rounds, whole, tiny, scratch, time_stages)),
        absent=absent,
        stages={name: tuple(each[name] for each in stages) for name in stages[0]} if stages else {},
        exports=measure(direct, arguments.rounds, exports, tiny, scratch / "exports")[0] if exports else None,
        memory={} if "memory" in skipped else measure_memory(),
        growth=() if "growth" in skipped else measure_growth(),
    )


def _corpus(arguments: argparse.Namespace, scratch: Path) -> Corpus:
    folders = arguments.folders or [ROOT / "raw", write_generated(scratch / "generated")]
    corpus = find_files(folders)
    if arguments.files:
        corpus = corpus.thinned(arguments.files)
    if not corpus.pdfs:
        raise BenchmarkError(f"no PDF that can be opened lies below {', '.join(map(str, folders))}")
    return corpus


def _title(arguments: argparse.Namespace) -> str:
    return str(arguments.title or (SAMPLES_TITLE if not arguments.folders else "A folder of bulletins"))


def made_by(arguments: argparse.Namespace) -> str:
    """What makes the report again; the folders are the reader's own."""
    options = []
    if arguments.rounds != ROUNDS:
        options.append(f"--rounds {arguments.rounds}")
    if arguments.files:
        options.append(f"--files {arguments.files}")
    if arguments.skip:
        options.append(f"--skip {' '.join(arguments.skip)}")
    parts = ["make bench", *(["FOLDER=…"] if arguments.folders else [])]
    return " ".join([*parts, *([f"OPTIONS='{' '.join(options)}'"] if options else [])])


def libraries() -> dict[str, str]:
    """Versions of ours and of what it stands on."""
    named = {name: version(name) for name in LIBRARIES}
    return {"bulletins": PIPELINE_VERSION, "PDFium": str(PDFIUM_INFO.build), **named}


def machine() -> Machine:
    """Where this runs; Linux only."""
    cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = re.search(r"^model name\s*:\s*(.+)$", cpu, re.MULTILINE)
    return Machine(
        processor=model[1] if model else platform.machine(),
        processors=os.cpu_count() or 1,
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MIB / 1024, 1),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
    )


def _commit() -> str:
    """The project's commit, and whether its files differ from it; `unknown` outside a checkout."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=, with changes"], cwd=ROOT, capture_output=True, check=False
    )
    return told.stdout.decode().strip() or "unknown"


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="bulletins, PDF or text")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each contestant has its turn")
    parser.add_argument("--files", type=int, help="about so many PDFs, spread over the folders")
    parser.add_argument("--skip", nargs="+", choices=PARTS, default=[], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--title", help="what the page calls the files of the folders")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result there, too")
    parser.add_argument("--write", action="store_true", help="keep the result and write docs/performance.md")
    return parser.parse_args()


def main() -> int:
    arguments = _arguments()
    key = FOLDER if arguments.folders else SAMPLES
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        try:
            report = make_report(arguments, Path(scratch))
        except BenchmarkError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    if arguments.json:
        write_results({key: report}, arguments.json)
    if arguments.write:
        reports = {**read_results(), key: report}
        write_results(reports)
        write_page(reports)
    else:
        sys.stdout.write(section(key, report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
