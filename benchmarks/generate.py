"""Writes the benchmark's bulletins and their truth into a folder.

    python -m benchmarks.generate FOLDER [--kind KIND …] [--count N]

The same bulletins come out on every machine; bulletin N of a kind never changes with the count.
How each kind is drawn stands in `benchmarks.kinds`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.kinds import columns, exports, furniture, heads, letters, matter, mixed, releases
from benchmarks.truth import Case

COUNT = 4

KINDS: dict[str, Callable[[int], Case]] = {
    "single_column": columns.single_column,
    "two_columns": columns.two_columns,
    "three_columns": columns.three_columns,
    "changing_columns": columns.changing_columns,
    "spanning_headlines": columns.spanning_headlines,
    "end_beside_headline": columns.end_beside_headline,
    "side_column": columns.side_column,
    "box_in_column": columns.box_in_column,
    "band_of_notices": columns.box_of_notices,
    "picture_in_text": columns.picture_in_text,
    "pull_quote": columns.pull_quote,
    "two_page_spread": columns.two_page_spread,
    "cut_spread": columns.cut_spread,
    "row_by_row": columns.row_by_row,
    "scrambled": columns.scrambled_file,
    "run_in_heads": heads.run_in_heads,
    "body_size_heads": heads.body_size_heads,
    "underlined_heads": heads.underlined_heads,
    "capital_heads": heads.capital_heads,
    "white_heads": heads.white_heads,
    "banner_heads": heads.banner_heads,
    "letterspaced_heads": heads.letterspaced_heads,
    "small_cap_heads": heads.small_cap_heads,
    "overprinted_heads": heads.overprinted_heads,
    "stacked_heads": heads.stacked_heads,
    "subheads": heads.subheads,
    "sections": heads.sections,
    "no_nameplate": heads.no_nameplate,
    "notice_cards": heads.notice_cards,
    "contents_list": furniture.contents_list,
    "running_heads": furniture.running_heads,
    "contact_feet": furniture.contact_feet,
    "jump_lines": furniture.jump_lines,
    "advertisements": furniture.advertisements,
    "calendar_form": furniture.calendars_and_forms,
    "imprint_column": matter.imprint_column,
    "advert_page": matter.advert_page,
    "salutation": matter.salutation,
    "plain_contents": matter.plain_contents,
    "back_matter": matter.back_matter,
    "mixed_newsletter": mixed.mixed_newsletter,
    "labelled_release": releases.labelled_release,
    "unlabelled_release": releases.unlabelled_release,
    "long_release": releases.long_release,
    "numbered_report": releases.numbered_report,
    "tables": releases.table_in_story,
    "wide_gaps": letters.wide_gaps,
    "hyphenation": letters.hyphenation,
    "soft_hyphens": letters.soft_hyphens,
    "ligatures": letters.ligatures,
    "drop_caps": letters.drop_caps,
    "footnotes": letters.footnotes,
    "lists": letters.lists,
    "cyrillic": letters.cyrillic,
    "east_asian": letters.east_asian,
    "east_asian_release": letters.east_asian_release,
    "export_plain": exports.plain_export,
    "export_bold": exports.bold_export,
    "export_markdown": exports.markdown_export,
    "export_capitals": exports.capitals_export,
    "export_late_heads": exports.late_heads_export,
    "export_release": exports.release_export,
    "export_other_scripts": exports.other_scripts_export,
}


def make(kind: str, number: int) -> Case:
    """Bulletin `number` of a kind; numbers start at 0."""
    return KINDS[kind](number)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind; may be repeated")
    parser.add_argument("--count", type=int, default=COUNT, help="bulletins of each kind")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for kind in arguments.kind or KINDS:
        for number in range(arguments.count):
            case = make(kind, number)
            (arguments.folder / case.name).write_bytes(case.data)
            text = json.dumps(case.truth, ensure_ascii=False, indent=1) + "\n"
            (arguments.folder / f"{case.name}.truth.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
