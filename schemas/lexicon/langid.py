"""The quick voice behind `schemas.lexicon.language`, and the only module that knows which one it is.

`likelihoods` is the seam: another model takes its place by answering the same question. Today's is py3langid,
whose model comes in its wheel: naive Bayes over byte n-grams, a tenth of a millisecond a text.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from mmap import ACCESS_COPY, mmap
from operator import itemgetter

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

_CODES = {"ary": "ar", "arz": "ar", "gug": "gn", "kik": "ki", "sdh": "ku", "uzs": "uz"}
"""Codes of the model that are told as the language they belong to."""


def likelihoods(sample: str, choice: frozenset[str] | None = None) -> Mapping[str, float]:
    """Log-likelihood of `sample` by language (ISO 639), up to a constant that is the same for all of them.

    It grows with the length of the text, as letters are not independent of each other: it orders languages,
    it is no probability yet. The likeliest is the first; those not of `choice` are left out.
    """
    scores = _identifier()._decide(sample).tolist()
    told = [(code, scores[column]) for column, code in _columns(choice)]
    found: dict[str, float] = {}
    for code, score in sorted(told, key=itemgetter(1), reverse=True):
        found.setdefault(code, score)  # best first
    return found


@cache
def _columns(choice: frozenset[str] | None) -> Sequence[tuple[int, str]]:
    """Columns of the model with the codes that are told; a label's first column has its score."""
    labels = dict[str, int]()
    for column, label in enumerate(_identifier().nb_classes):
        labels.setdefault(label, column)
    told = ((column, _CODES.get(label, label)) for label, column in labels.items())
    return [(column, code) for column, code in told if choice is None or code in choice]


@cache
def _identifier() -> LanguageIdentifier:
    """The model, unpacked once, in half a second; the processes forked later share it.

    Its lists of a hundred thousand numbers are packed: to read one of a list is to write on the object that
    it is, and each page of memory so written on is copied for each process. Its two large tables, 64 MB, lie
    in a file, so that a process has only those pages of them that it looks at.
    """
    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.tk_output, model._rowbase = array("i", model.tk_output), array("I", model._rowbase)
    table, moves = model.nb_ptc, model.tk_nextmove
    model.nb_ptc = np.frombuffer(_in_file(table.data), dtype=table.dtype).reshape(table.shape)
    model._full_model = model.nb_ptc, model.nb_pc, model.nb_classes
    model.tk_nextmove = memoryview(_in_file(memoryview(moves))).cast(moves.typecode)
    return model


def _in_file(table: memoryview) -> mmap:
    """The table in a file without a name that lives as long as it does; who writes on it writes on a copy."""
    with tempfile.TemporaryFile() as file:
        file.write(table)
        file.flush()
        return mmap(file.fileno(), table.nbytes, access=ACCESS_COPY)
