"""What links between articles of all issues were made of, remembered so that little is made anew.

Two files in `.state/linking/`: what is known of each article, and from which files of `articles` it was taken
and which files of `article_links` came of it. Both may be damaged, old or lost; then all is made anew. The
links of an issue are a file of its own, as `failures` has it; an issue without links has none. They are not
replaced in one step: what was remembered stays until all of them are in place, so that a run after a killed
one does the same again. Nothing here knows what a link is; who calls holds the lock of the links.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tasks.storage.commit import remove_durably, write_durably
from tasks.storage.index import ENDING, SOURCE_PREFIX, STATE_FOLDER, scan_readable
from tasks.storage.seen import Seen, look, said_of, seen_of, stamps_by_key

FOLDER = "linking"
MADE_OF, MADE = "articles", "article_links"
# What a state of another make, or a damaged one, may raise.
NOT_OURS = (OSError, ValueError, LookupError, TypeError, AttributeError, pl.exceptions.PolarsError)


@dataclass(frozen=True, slots=True)
class LinkBook:
    """The links as they were left, and what has changed since.

    Attributes:
        processed: the folder of the datasets.
        form: digest of all that links and what is known are made by.
        known: a row for each article of the issues that were seen, of the columns asked for.
        digest: that of the file that holds it; None where there is none.
        seen: files of `articles` that it was taken from, and of `article_links` that came of it.
        now: the files as they are.
    """

    processed: Path
    form: str
    known: pl.DataFrame
    digest: str | None
    seen: dict[str, Seen]
    now: dict[str, Seen]

    @classmethod
    def open(cls, processed: Path, schema: pl.Schema, version: str) -> LinkBook:
        """Opens the book; an empty one where another version wrote it, or `known` had other columns."""
        form = hashlib.sha256(f"{version} {schema}".encode()).hexdigest()
        known, digest, seen = pl.DataFrame(schema=schema), None, dict[str, Seen]()
        with suppress(*NOT_OURS):
            state = json.loads(_state_path(processed).read_bytes())
            data = _known_path(processed).read_bytes()
            if [state["form"], state["known"]] == [form, hashlib.sha256(data).hexdigest()]:
                known, digest = pl.read_parquet(io.BytesIO(data)), state["known"]
                seen = {dataset: seen_of(state["seen"][dataset]) for dataset in (MADE_OF, MADE)}
        now = {dataset: look(processed, dataset, seen.get(dataset, {})) for dataset in (MADE_OF, MADE)}
        return cls(processed, form, known, digest, seen, now)

    def changed(self) -> list[str]:
        """Issues that came, went or changed since, or whose links did; sorted."""
        changed = set[str]()
        for dataset in (MADE_OF, MADE):
            before, after = stamps_by_key(self.seen.get(dataset, {})), stamps_by_key(self.now[dataset])
            changed |= {issue_id for issue_id, _ in before.items() ^ after.items()}
        return sorted(changed)

    def read(self, dataset: str, issue_ids: Sequence[str], columns: Sequence[str]) -> pl.DataFrame:
        """Rows of these issues, as far as they have articles that can be read."""
        there = stamps_by_key(self.now[MADE_OF])
        files = {key: self._path(dataset, key) for key in issue_ids if key in there}
        return scan_readable(dataset, files, columns).drop("key")

    def save(self, known: pl.DataFrame, links: Mapping[str, bytes | None], scratches: Sequence[Path]) -> None:
        """Puts the links in place and remembers what they were made of.

        Args:
            known: what is known of all articles now.
            links: new content of an issue's file of links, None for none; other issues keep theirs.
            scratches: beside which names temporary files may lie.

        Raises:
            OSError: the disk refused; the next run does the same again.
        """
        for issue_id, content in links.items():
            path = self._path(MADE, issue_id)
            if content is None:
                if path.exists():
                    remove_durably(path)
            elif not path.is_file() or path.read_bytes() != content:
                write_durably(path, content, scratches)
        stream = io.BytesIO()
        known.write_parquet(stream, compression="zstd", compression_level=1)
        write_durably(_known_path(self.processed), stream.getvalue(), scratches)
        digest = hashlib.sha256(stream.getvalue()).hexdigest()
        now = {MADE_OF: self.now[MADE_OF], MADE: look(self.processed, MADE, self.now[MADE])}
        self._remember(digest, now, scratches)

    def settle(self, scratches: Sequence[Path]) -> None:
        """Remembers how folders look in which nothing changed, so that they need not be looked into."""
        if self.digest is not None and self.now != self.seen:
            self._remember(self.digest, self.now, scratches)

    def _remember(self, digest: str, seen: Mapping[str, Seen], scratches: Sequence[Path]) -> None:
        state = {
            "form": self.form,
            "known": digest,
            "seen": {dataset: said_of(folders) for dataset, folders in seen.items()},
        }
        write_durably(_state_path(self.processed), json.dumps(state).encode(), scratches)

    def _path(self, dataset: str, issue_id: str) -> Path:
        source, slug = issue_id.split("/")
        return self.processed / dataset / f"{SOURCE_PREFIX}{source}" / f"{slug}{ENDING}"


def _known_path(processed: Path) -> Path:
    return processed / STATE_FOLDER / FOLDER / "known"


def _state_path(processed: Path) -> Path:
    return processed / STATE_FOLDER / FOLDER / "seen.json"
