"""What counts as level, alike, few, most, short: one answer for all stages that judge a page.

Lengths ending in `_PT` are PDF points; shares are 0..1, of what the line that uses them names; counts are of
blocks, lines, words or letters. A stage keeps a number of its own only for what no other asks.
"""

from __future__ import annotations

# Places on the page.

SAME_EDGE_PT = 3.0
"""Edges no further apart are one edge: a column's, a grid's, a table's."""

SAME_PLACE_PT = 1.0
"""What is no further off was put there on purpose; about the width of a drawn rule."""

PAGE_MARGIN = 0.12
"""Upper and lower margin as shares of the page's height."""

MIN_RULE_PT = 60.0
"""Horizontal rules shorter than this are underlines."""

LINE_PT = 12.0
"""A line of text is about so high."""

ROUNDING = 1e-6
"""Sums of the same numbers in another order differ by less than this share."""

# Sizes of letters, against others.

SMALLER = 0.95
LARGER = 1.1
"""Letters differ on purpose from here on; below it is how the file was made."""

HEADLINE = 1.25
"""Letters so many times as large as running text, or as others of their kind, are a headline's."""

DISPLAY = 1.4
"""Nothing but a headline, an ornament or a drop cap is so much larger than what it stands over or beside."""

HUGE = 3.0
"""Larger than headlines are: the name of the publication over its date."""

# White space, in sizes of the letters beside it.

GAP_SIZES = 0.5
"""Between lines or columns that have to do with each other there is no more."""

APART_SIZES = 1.5
"""What stands so far from its text is apart from it."""

FAR_SIZES = 2.0
"""What is shifted or parted so far is of another text."""

WIDE_SIZES = 3.0
"""Nothing within a paragraph, a row of a table or a column is so far apart."""

# How much of something.

FEW = 0.2
MINORITY = 0.3
HALF = 0.5
MAJORITY = 0.6
MOST = 0.8
NEARLY_ALL = 0.9
"""Of the parts of a whole: so few are exceptions, so many are the rule."""

# How many.

PLURAL = 2
"""One alone may be an accident; two of a kind were meant."""

SERIES = 3
"""So many of a kind are a list, a table, a series."""

LONG_SERIES = 4
"""Its members are judged by each other."""

MANY = 5
"""So many are no chance where a few are."""

NEAR_BLOCKS = 3
"""So many blocks or lines from a head, or from each other, still have to do with it."""

HEAD_LINES = 3
"""A head, a label or a caption has no more lines."""

CARD_LINES = 4
"""A card, a note, a signature or a whole headline has no more lines."""

FEW_LINES = 6
"""Fewer lines or blocks are no column; what is no further off stands beside something or at its end."""

# How long, in words; what is counted in words says nothing of scripts without blanks.

CELL_WORDS = 2
"""Cells of a table rarely hold more in a line."""

PROSE_LINE_WORDS = 4
"""A line of running text has at least so many; the head of a list has no more."""

LABEL_WORDS = 6
"""A place, a date, a salutation or the like on a line of its own is no longer."""

PHRASE_WORDS = 8
"""A kicker, the name of a section or of an office is no longer."""

LINE_WORDS = 12
"""What is no longer may be a head or a line of a card; a text has so many at least."""

CARD_WORDS = 25
"""A trader's card, an entry of a list or words of thanks are no longer; a text without a head is."""

TITLE_WORDS = 45
"""No title is longer."""

PARAGRAPH_WORDS = 60
"""Captions, subtitles, small adverts, imprints, covers and texts beside others are no longer."""

# How long, in letters, digits or characters.

WORD_LETTERS = 4
"""Shorter words are mostly words of grammar or abbreviations."""

TELLING_LETTERS = 8
"""Shorter texts are alike by chance."""

KEY_LETTERS = 20
"""Texts that begin with so many letters alike say the same, whatever follows."""

NEAR_CHARS = 30
"""A word so near before or behind a date or a number says what it is."""

SHORT_LINE_CHARS = 80
"""A date, a place or a number of the issue on a line of its own is no longer."""

LINE_CHARS = 160
"""A line of a form is no longer; a longer one is a paragraph."""

SAME_WORDS = 88.0
"""Similarity, 0..100, from which two lines say the same but for a date or the name of a section."""
