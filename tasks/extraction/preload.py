"""Loads all that reading a file may ever ask the disk for, so that a child may be kept from opening files.

What the libraries load at first use is: PDFium itself, Python's codecs, the character maps of East Asian
fonts, and what undoes encryption, since many files that ask for no password are encrypted.
Nothing here reads a bulletin.
"""

from __future__ import annotations

import encodings
import gzip
import importlib
import json
import pkgutil
from contextlib import suppress
from importlib.resources import as_file, files
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy.ma  # noqa: F401 - NumPy loads it when it first looks for what is unique
import pdfminer
from cryptography.hazmat.backends import default_backend
from pdfminer.cmapdb import CMapDB

from tasks.extraction.pdfium_api import library

MAP_ENDING = ".json.gz"
_NUMBERED = ("CID2UNICHR_H", "CID2UNICHR_V")
"""Tables of a map whose keys are numbers, which JSON keeps as texts."""


def load_codecs_and_maps() -> None:
    """Loads libraries, codecs and maps for this process and its children; calling it again costs little."""
    library()
    for codec in pkgutil.iter_modules(encodings.__path__):
        with suppress(ImportError):  # those of another operating system
            importlib.import_module(f"encodings.{codec.name}")
    for module in pkgutil.iter_modules(pdfminer.__path__):
        importlib.import_module(f"pdfminer.{module.name}")
    default_backend()
    if not isinstance(vars(CMapDB).get("_load_data"), _MapsInMemory):
        setattr(CMapDB, "_load_data", _MapsInMemory())  # noqa: B010  (no type can say this)


class _MapsInMemory:
    """Stands for the function that reads a character map from its file; the maps stay packed until needed.

    Their files are open as memory: a process has only those that it reads.
    """

    def __init__(self) -> None:
        with as_file(files("pdfminer") / "cmap") as folder:
            self._packed = {
                path.name.removesuffix(MAP_ENDING): _opened(path) for path in folder.glob(f"*{MAP_ENDING}")
            }

    def __call__(self, name: str) -> type[Any]:
        packed = self._packed.get(name.replace("\0", ""))
        if packed is None:
            raise CMapDB.CMapNotFound(name)
        tables: dict[str, Any] = json.loads(gzip.decompress(packed))
        for key in _NUMBERED:
            if key in tables:
                tables[key] = {int(cid): letter for cid, letter in tables[key].items()}
        if tables.get("CODE2CID"):
            tables["CODE2CID"] = CMapDB._convert_code2cid_keys(tables["CODE2CID"])
        return type(name, (), tables)


def _opened(path: Path) -> mmap:
    with path.open("rb") as stream:
        return mmap(stream.fileno(), 0, access=ACCESS_READ)
