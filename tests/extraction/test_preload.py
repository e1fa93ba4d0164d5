"""Pins that a child finds loaded whatever a file may ask for: reading opens no file and imports nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pdfminer.cmapdb import CMapDB

ROOT = Path(__file__).parents[2]
# In a process of its own, since other tests have loaded much already. What is opened or imported after
# `prepare` is noted, and would be refused to a child.
WATCHED = """
import io, json, sys
from dataclasses import asdict
from pdfminer.cmapdb import CMapDB
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from schemas.limits import ReadLimits
from tasks.analysis import target
from tests.encrypted import aes_pdf
from tests.fuzz.monsters import composite_font, stream
from tests.road import source_file
from tests.samples.make import RAW_FOLDER

buffer = io.BytesIO()
canvas = Canvas(buffer, encrypt=StandardEncryption("", "owner", strength=128))
canvas.drawString(72, 700, "The ferry leaves at eight from May on.")
canvas.save()
text = (RAW_FOLDER / "harbour-town-council/2026-10.txt").read_text(encoding="utf-8") + " Журавли 日本語"
files = [
    ("a/a.pdf", (RAW_FOLDER / "valley-gardeners/2026-autumn.pdf").read_bytes()),
    ("a/a.pdf", composite_font(b"/UniJIS-UCS2-H", stream(b"begincmap endcmap"))),
    ("a/a.pdf", buffer.getvalue()),
    ("a/a.pdf", aes_pdf("The ferry leaves at eight from May on.")),
    *(
        ("a/a.txt", text.encode(name, "replace"))
        for name in ("cp1251", "koi8-r", "utf-16", "shift_jis", "big5")
    ),
]
noted, is_watching = [], False

def note(event, values):
    if is_watching and event in ("open", "import", "os.listdir"):
        noted.append([event, str(values[0])])

target.prepare()
sys.addaudithook(note)
codes = []
for name, data in files:
    arguments = {"source": asdict(source_file(data, name)), "limits": asdict(ReadLimits()), "profile": {}}
    is_watching = True
    answered = json.loads(b"".join(target.answer(data, arguments, lambda stage: None)))
    CMapDB._cmap_cache.clear()
    is_watching = False
    codes.append(answered.get("error", {}).get("code", "rows"))
print(json.dumps([noted, codes]))
"""


def test_reading_opens_and_imports_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    noted, codes = json.loads(done.stdout)
    assert noted == []
    assert codes[0] == "rows"
    assert "broken_pdf" not in codes
    assert "internal" not in codes


def test_maps_in_memory_are_those_of_the_library() -> None:
    """In a process of its own, which may exchange the library's function."""
    script = """
from pdfminer.cmapdb import CMapDB
from tasks.extraction.preload import load_codecs_and_maps
names = ("UniGB-UCS2-H", "to-unicode-Adobe-Japan1", "90ms-RKSJ-V")
own = [vars(CMapDB._load_data(name)) for name in names]
load_codecs_and_maps()
for name, tables in zip(names, own, strict=True):
    held = vars(CMapDB._load_data(name))
    keys = [key for key in tables if key.isupper()]
    assert keys and all(tables[key] == held[key] for key in keys), name
for name in ("../../etc/passwd", "no-such-map"):
    try:
        CMapDB._load_data(name)
    except CMapDB.CMapNotFound:
        continue
    raise AssertionError(name)
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    assert hasattr(CMapDB, "_load_data"), "what the library calls, and what is exchanged"
