"""Pictures written right into the content of a page, and those among them that have no end.

PDFium takes all that follows such a picture for its data, up to the end of the next one or of the page, and
says nothing of it. So what is unpacked for its length is looked through for them.
"""

from __future__ import annotations

import re

MAX_KEYS_BYTES = 400
"""The keys of a picture take no more bytes."""

_HEAD = re.compile(rb"BI(?<!\SBI)[\s/]([^\0]{0,%d}?)\sID\s" % MAX_KEYS_BYTES)
_WIDTH = re.compile(rb"/W(?:idth)?\s")
_END = re.compile(rb"EI(?!\S)")


class OpenPictures:
    """Counts the pictures without an end in what it is shown, one content after the other."""

    def __init__(self) -> None:
        self.count = 0

    def look_at(self, content: bytes) -> None:
        if b"BI" not in content or b"ID" not in content:
            return
        heads = [head for head in _HEAD.finditer(content) if _WIDTH.search(head[1])]
        for place, head in enumerate(heads):
            stop = heads[place + 1].start() if place + 1 < len(heads) else len(content)
            self.count += _END.search(content, head.end(), stop) is None
