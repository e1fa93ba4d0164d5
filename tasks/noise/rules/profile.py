"""Noise that the source's own profile names: its patterns and its nameplate."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.layout import BlockLabel, Finding
from schemas.profile import matcher
from schemas.reasons import NoiseCode
from schemas.wording import letters
from tasks.noise.context import NoiseContext

LABELS: dict[NoiseCode, BlockLabel] = {
    NoiseCode.RUNNING_HEADER: BlockLabel.PAGE_HEADER,
    NoiseCode.RUNNING_FOOTER: BlockLabel.PAGE_FOOTER,
    NoiseCode.PAGE_NUMBER: BlockLabel.PAGE_NUMBER,
    NoiseCode.LINE_NUMBER: BlockLabel.PAGE_NUMBER,
    NoiseCode.NAMEPLATE: BlockLabel.MASTHEAD,
    NoiseCode.LETTERHEAD: BlockLabel.MASTHEAD,
    NoiseCode.ISSUE_LINE: BlockLabel.MASTHEAD,
    NoiseCode.ORNAMENT: BlockLabel.ORNAMENT,
    NoiseCode.CONTENTS_LIST: BlockLabel.CONTENTS_LIST,
    NoiseCode.JUMP_LINE: BlockLabel.JUMP_LINE,
    NoiseCode.SECTION: BlockLabel.SECTION,
    NoiseCode.REPEATED_TITLE: BlockLabel.JUMP_LINE,
    NoiseCode.TEASER: BlockLabel.MASTHEAD,
    NoiseCode.LINK: BlockLabel.LINK,
    NoiseCode.IMPRINT: BlockLabel.IMPRINT,
    NoiseCode.CONTACT: BlockLabel.CONTACT,
    NoiseCode.ADVERTISEMENT: BlockLabel.ADVERTISEMENT,
    NoiseCode.PULL_QUOTE: BlockLabel.PULL_QUOTE,
    NoiseCode.FORM: BlockLabel.FORM,
    NoiseCode.UNASSIGNED: BlockLabel.TEXT,
}


def find(context: NoiseContext) -> Iterator[Finding]:
    """Patterns are the user's: each is searched with a time limit."""
    names = {letters(name) for name in context.profile.nameplate}
    patterns = [
        (matcher(entry.pattern, f"noise[{number}].pattern"), entry)
        for number, entry in enumerate(context.profile.noise, start=1)
    ]
    for block, text, key in zip(context.blocks, context.texts, context.keys, strict=True):
        if key and key in names:
            evidence = "named in the source's profile"
            yield Finding(block.index, NoiseCode.NAMEPLATE, BlockLabel.MASTHEAD, "profile", evidence, 1.0)
        for pattern, entry in patterns:
            if pattern.is_found_in(text):
                evidence = entry.reason or f"pattern {entry.pattern!r} of the source's profile"
                yield Finding(block.index, entry.code, LABELS[entry.code], "profile", evidence, 1.0)
