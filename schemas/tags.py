"""HTML tags that converters leave in text exports: which of them part lines, and which frame no text.

What a tag means for titles and bodies is for `tasks.articles.markup`.
"""

from __future__ import annotations

import re

_INLINE = r"b|i|u|s|em|strong|small|sup|sub|font|span|a|img|mark|code|td|th"
_PARAGRAPH = r"p|h[1-6]"
_FRAME = (
    r"div|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|blockquote|figure|figcaption|section|article|header|footer"
    r"|main|nav|center|pre|html|head|body|title"
)
_POINT = r"hr|page|pb|meta|link|!doctype"
"""What stands between elements and holds none: also where a converter closes it."""

_REST = r"(?:\s[^<>]{0,500}+)?/?>"
_COMMENT = r"<!--(?:[^<>-]|-(?!->)){0,500}+-->"
_I = re.IGNORECASE

TAG = re.compile(rf"</?+(?:{_INLINE}|{_PARAGRAPH}|{_FRAME}|{_POINT}){_REST}", _I)
"""A tag of the kinds that exports hold: `<h2 class="x">`, `</p>`, `<page number="2">`."""

_PARTING = re.compile(rf"<(?:(?P<point>/?(?:{_POINT}))|(?P<close>/)?(?:{_PARAGRAPH}|{_FRAME})){_REST}", _I)
_BEGINNING = re.compile(rf"<(?:{_PARAGRAPH}|{_FRAME}|{_POINT})(?:[\s/>]|\Z)", _I)
_ENDING = re.compile(rf"(?:</(?:{_PARAGRAPH}|{_FRAME})>|</?(?:{_POINT}){_REST})\Z", _I)
_FRAMING = re.compile(rf"(?:</?(?:{_FRAME}|{_POINT}){_REST}|{_COMMENT}|\s)++", _I)


def places_of_elements(line: str) -> list[int]:
    """Where the elements begin that a line holds, the first at 0.

    A line that begins with text goes on with an element if it first closes one; else tags in it are words.
    """
    tags = list(_PARTING.finditer(line))
    if not tags or not (tags[0]["close"] or line.lstrip().startswith("<")):
        return [0]
    begins = {match.start() for match in tags if not match["close"]}
    ends = {match.end() for match in tags if match["close"] or match["point"]}
    return sorted({0} | begins | ends)


def begins_element(line: str) -> bool:
    """Whether a line begins with the tag of a head, a paragraph or a part of the page, whole or not."""
    return _BEGINNING.match(line) is not None


def ends_element(line: str) -> bool:
    """Whether a line ends with the last tag of such an element."""
    return _ENDING.search(line) is not None


def is_frame(line: str) -> bool:
    """Whether a line is nothing but comments and tags of what holds elements or stands between them."""
    return _FRAMING.fullmatch(line) is not None
