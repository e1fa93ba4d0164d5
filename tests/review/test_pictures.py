"""Pins that pictures show each place where the ledger says it is, and that bad files cost only them."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from tasks.isolation.sandbox import ChildLimits
from tasks.review.pictures import (
    MAX_SIDE_PX,
    MIN_RESOLUTION_DPI,
    RESOLUTION_DPI,
    Picture,
    Pictures,
    answer,
    draw_pages,
    resolution,
)
from tests.build import Page, page, pdf
from tests.road import page_document, prose_lines

RED = "#d00000"
LIMITS = ChildLimits(wall_seconds=60, cpu_seconds=60)


def _pictures(data: bytes, sha256: str | None = None) -> Pictures:
    """What a child would answer, without the child."""
    given = {"sha256": sha256 or hashlib.sha256(data).hexdigest()}
    told = json.loads(b"".join(answer(data, given, lambda _: None)))
    return Pictures(tuple(Picture(**fields) for fields in told["pages"]), told["problem"])


def _image(picture: Picture) -> Image.Image:
    assert picture.webp_base64 is not None
    return Image.open(io.BytesIO(base64.b64decode(picture.webp_base64)))


def _red_box(picture: Picture) -> tuple[float, float, float, float]:
    """Where the picture is red, in points."""
    image = _image(picture)
    scale = picture.width_pt / image.width
    red, _, blue = image.split()
    mask = red.point(lambda v: 255 if v > 150 else 0)
    mask.paste(0, mask=blue.point(lambda v: 255 if v > 100 else 0))
    found = mask.getbbox()
    assert found is not None, "nothing is red"
    return found[0] * scale, found[1] * scale, found[2] * scale, found[3] * scale


def _turned(angle: float) -> Page:
    """A page of text at `angle` with a red box."""
    made = page(600, 800).rect((100, 200, 160, 230), stroke=None, fill=RED)
    for number, line in enumerate(prose_lines(width=40)):
        made.line(line, at=(300 + 14 * number, 600), angle=angle)
    return made


@pytest.mark.parametrize(
    "content",
    [
        page(600, 800).rect((100, 200, 160, 230), stroke=None, fill=RED).line("Upright", at=(80, 80)),
        page(600, 800, crop=(50, 60, 550, 700))
        .rect((100, 200, 160, 230), stroke=None, fill=RED)
        .line("Cropped", at=(80, 80)),
        page(600, 800, rotate=90)
        .rect((100, 200, 160, 230), stroke=None, fill=RED)
        .line("Turned", at=(80, 80)),
        _turned(90),
        _turned(270),
    ],
    ids=["upright", "cropped", "rotated", "sideways-up", "sideways-down"],
)
def test_pictures_share_the_coordinates_of_reading(content: Page) -> None:
    read = page_document(content).pages[0]
    picture = _pictures(pdf(content)).pages[0]
    assert (picture.width_pt, picture.height_pt) == (read.width_pt, read.height_pt)
    place = read.frames[0].bbox
    assert _red_box(picture) == pytest.approx((place.x0, place.top, place.x1, place.bottom), abs=2)


def test_a_changed_file_gives_no_pictures() -> None:
    told = _pictures(pdf(page().line("New", at=(72, 40))), sha256="0" * 64)
    assert told == Pictures((), "its file has changed since it was published")


def test_a_damaged_file_gives_no_pictures() -> None:
    told = _pictures(b"%PDF-1.4 and nothing else")
    assert told.pages == ()
    assert told.problem is not None
    assert told.problem.startswith("its pages could not be drawn")


def test_a_poster_is_drawn_small() -> None:
    picture = _pictures(pdf(page(9000, 3000).line("Poster", at=(72, 40)))).pages[0]
    assert (picture.width_pt, picture.height_pt) == (9000, 3000)
    assert max(_image(picture).size) <= MAX_SIDE_PX + 1


def test_long_issues_are_drawn_smaller_but_legible() -> None:
    a4 = (595.0, 842.0)
    assert resolution([a4] * 10) == RESOLUTION_DPI
    assert MIN_RESOLUTION_DPI < resolution([a4] * 60) < RESOLUTION_DPI
    assert resolution([a4] * 600) == MIN_RESOLUTION_DPI
    assert resolution([]) == RESOLUTION_DPI


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("raw") / "may.pdf"
    path.write_bytes(pdf(page().line("May", at=(72, 40)), page().line("June", at=(72, 40))))
    return path


def test_a_child_draws_every_page(issue: Path) -> None:
    drawn = draw_pages(issue, hashlib.sha256(issue.read_bytes()).hexdigest(), LIMITS)
    assert drawn.problem is None
    assert [_image(picture).format for picture in drawn.pages] == ["WEBP", "WEBP"]


def test_a_child_that_breaks_its_limits_costs_the_pictures_only(issue: Path) -> None:
    sha256 = hashlib.sha256(issue.read_bytes()).hexdigest()
    drawn = draw_pages(issue, sha256, ChildLimits(wall_seconds=0.0, cpu_seconds=60))
    assert drawn.pages == ()
    assert "longer than 0 seconds" in (drawn.problem or "")
