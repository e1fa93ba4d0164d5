"""Pictures are whole XML, straight in scale, and say what their figures are."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from benchmarks.speed.plot import Bar, Line, bars, curves, short

SVG = "{http://www.w3.org/2000/svg}"


def test_bars_are_as_long_as_their_figures() -> None:
    picture = ET.fromstring(
        bars("Pages", [Bar("a < b", 50.0, 40.0, 60.0, True), Bar("c", 5.0, 5.0, 5.0, False)])
    )
    lengths = [float(bar.get("width", "")) for bar in picture.iter(f"{SVG}rect") if bar.get("x")]
    assert lengths[0] == pytest.approx(10 * lengths[1], rel=0.01)
    assert {"a < b", "50.0", "c", "5.00", "Pages"} <= {text.text for text in picture.iter(f"{SVG}text")}


def test_a_figure_below_nothing_has_no_bar() -> None:
    picture = ET.fromstring(bars("Left", [Bar("a", 5.0, 4.0, 6.0, True), Bar("b", -5.0, -6.0, -4.0, True)]))
    assert [bar.get("width") for bar in picture.iter(f"{SVG}rect") if bar.get("x")][1] == "0.0"
    assert "-5.00" in {text.text for text in picture.iter(f"{SVG}text")}


def test_a_power_law_is_a_straight_curve() -> None:
    points = [(10.0**n, 0.01 * 100.0**n) for n in range(4)]
    picture = ET.fromstring(curves("Growth", [Line("square", points)]))
    (curve,) = picture.iter(f"{SVG}polyline")
    places = [tuple(map(float, place.split(","))) for place in curve.get("points", "").split()]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in zip(places, places[1:], strict=False)]
    assert steps == [pytest.approx(steps[0], abs=0.2)] * 3


@pytest.mark.parametrize(
    ("value", "text"), [(511.4, "511"), (42.24, "42.2"), (0.4149, "0.41"), (-3.14, "-3.14")]
)
def test_figures_are_short(value: float, text: str) -> None:
    assert short(value) == text
