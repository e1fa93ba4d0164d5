"""Words of bulletins in many languages, and the questions asked of them.

The words are data (`data/*.toml`, one file per language); how texts are compared is in `tokens`,
how the files are read in `words`, the questions are in `matchers`. Nothing here judges a place, a
font or a document.
"""

from __future__ import annotations

from schemas.lexicon.matchers import ContactKind, ContactLabel, JumpLine, Lexicon, lexicon

__all__ = ["ContactKind", "ContactLabel", "JumpLine", "Lexicon", "lexicon"]
