"""Reason codes: why a character is not in an article, or why an article's text differs from it.

Codes are never renumbered and never reused. Families: X extraction loss, F page furniture,
D decoration, N navigation, B boilerplate, E text edit, U unassigned.
"""

from __future__ import annotations

from enum import StrEnum


class LossCode(StrEnum):
    """Why a glyph of the source is not in the document's text."""

    UNMAPPED = "X001"
    OFF_PAGE = "X002"
    INVISIBLE = "X003"
    OVERPRINTED = "X004"
    CONTROL = "X005"
    NOTE = "X006"


class NoiseCode(StrEnum):
    """Why a block of the document is in no article."""

    RUNNING_HEADER = "F101"
    RUNNING_FOOTER = "F102"
    PAGE_NUMBER = "F103"
    NAMEPLATE = "F104"
    LETTERHEAD = "F105"
    ISSUE_LINE = "F106"
    LINE_NUMBER = "F107"
    ORNAMENT = "D301"
    CONTENTS_LIST = "N401"
    JUMP_LINE = "N402"
    SECTION = "N403"
    REPEATED_TITLE = "N404"
    TEASER = "N405"
    LINK = "N406"
    IMPRINT = "B501"
    CONTACT = "B502"
    ADVERTISEMENT = "B503"
    PULL_QUOTE = "B504"
    FORM = "B505"
    UNASSIGNED = "U900"


class EditCode(StrEnum):
    """Why a piece of an article's text is not as the source has it."""

    HYPHEN = "E601"
    MARKUP = "E602"
    LIGATURE = "E603"
    SOFT_HYPHEN = "E604"
    DROP_CAP = "E605"
    LETTER_SPACING = "E606"
    BULLET = "E607"
    SPLIT_WORD = "E608"
    JOIN = "E609"
    WIDTH_FORM = "E610"
    SPLIT_URL = "E611"
    BYLINE = "E612"
    ACCENT = "E613"
    FONT = "E614"


MEANINGS: dict[str, str] = {
    LossCode.UNMAPPED: "glyph without a Unicode mapping: it can be seen but not read",
    LossCode.OFF_PAGE: "text outside the visible page",
    LossCode.INVISIBLE: "text drawn so that nobody sees it",
    LossCode.OVERPRINTED: "a second print of the same glyph at the same place (shadow, fake bold)",
    LossCode.CONTROL: "control character that stands for no letter",
    LossCode.NOTE: "words of a form field or a note of which the file has no picture",
    NoiseCode.RUNNING_HEADER: "running header: repeats at the top of pages",
    NoiseCode.RUNNING_FOOTER: "running footer: repeats at the bottom of pages",
    NoiseCode.PAGE_NUMBER: "page number",
    NoiseCode.NAMEPLATE: "nameplate or masthead: the publication's own name",
    NoiseCode.LETTERHEAD: "letterhead: the publisher's name or the words PRESS RELEASE",
    NoiseCode.ISSUE_LINE: "volume, number and date line of the issue",
    NoiseCode.LINE_NUMBER: "number of a line, in the margin of a text",
    NoiseCode.ORNAMENT: "decoration: rows of signs, watermarks, marks of converters",
    NoiseCode.CONTENTS_LIST: "contents list; it is read to find and check articles",
    NoiseCode.JUMP_LINE: "jump line: continued on, continued from",
    NoiseCode.SECTION: "section heading; it becomes the section of the articles below it",
    NoiseCode.REPEATED_TITLE: "a title printed again where its article continues",
    NoiseCode.TEASER: "cover line that announces an article inside",
    NoiseCode.LINK: "link of a mail or web page: read more, share, leave a comment",
    NoiseCode.IMPRINT: "imprint: publisher, editor, printer, copyright",
    NoiseCode.CONTACT: "the publisher's contact lines, addresses and handles",
    NoiseCode.ADVERTISEMENT: "advertisement or sponsor",
    NoiseCode.PULL_QUOTE: "pull quote: words of the article printed a second time",
    NoiseCode.FORM: "form to cut out and fill in",
    NoiseCode.UNASSIGNED: "text that no article claims",
    EditCode.HYPHEN: "hyphen of a word broken at a line, column or page end",
    EditCode.MARKUP: "markup of a text export, such as ** and #",
    EditCode.LIGATURE: "ligature glyph spelled out",
    EditCode.SOFT_HYPHEN: "soft hyphen or other invisible character",
    EditCode.DROP_CAP: "drop cap put back before its word",
    EditCode.LETTER_SPACING: "blanks between the letters of a spaced-out word",
    EditCode.BULLET: "bullet or ornament of a symbol font",
    EditCode.SPLIT_WORD: "blank inside a word",
    EditCode.JOIN: "a sentence cut by a column, a page or noise, joined again",
    EditCode.WIDTH_FORM: "presentation or full-width form spelled with its ordinary letter",
    EditCode.SPLIT_URL: "address broken over lines, joined again",
    EditCode.BYLINE: "lines in a block of text that name its author; they stand in the byline",
    EditCode.ACCENT: "accent that the file sets as a letter of its own, put on its letter",
    EditCode.FONT: "letters that a font tells wrongly, put right",
}
