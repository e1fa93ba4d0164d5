"""Bars and curves as SVG files that need nothing to be shown; the same figures give the same bytes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH = 760
LABEL_WIDTH = 270
VALUE_WIDTH = 110
ROW_HEIGHT, BAR_HEIGHT = 26, 16
MARGIN = 14
TITLE_HEIGHT = 34
CURVES_HEIGHT = 420
OURS, OTHERS, INK, FAINT, GROUND = "#1d6fa5", "#a9b4bd", "#1f2933", "#d5dbe0", "#ffffff"
CURVE_COLORS = ("#1d6fa5", "#c8553d", "#588157", "#8f5aa8", "#b58900", "#3d5a80", "#7f5539", "#d1495b")


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with its lowest and highest round."""

    label: str
    value: float
    least: float
    most: float
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A curve: points of two positive numbers."""

    label: str
    points: Sequence[tuple[float, float]]


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars from 0, on a straight scale, with the span of the rounds as a thin line.

    A figure below 0, as a difference of two measures may be, has its number and no bar.
    """
    longest = max(row.most for row in rows)
    scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH - MARGIN) / longest
    parts = []
    for number, row in enumerate(rows):
        top = TITLE_HEIGHT + number * ROW_HEIGHT
        middle = top + BAR_HEIGHT / 2
        end = LABEL_WIDTH + max(0.0, row.most) * scale
        color = OURS if row.is_ours else OTHERS
        parts += [
            _text(LABEL_WIDTH - 8, middle + 4, row.label, anchor="end"),
            f'<rect x="{LABEL_WIDTH}" y="{top}" width="{max(0.0, row.value) * scale:.1f}" '
            f'height="{BAR_HEIGHT}" fill="{color}"/>',
            _line(LABEL_WIDTH + max(0.0, row.least) * scale, middle, end, middle, INK),
            _text(end + 8, middle + 4, short(row.value)),
        ]
    return _svg(title, TITLE_HEIGHT + len(rows) * ROW_HEIGHT + MARGIN, parts)


def curves(title: str, lines: Sequence[Line]) -> str:
    """Curves on two logarithmic scales; a power law is straight, and the dashed lines grow in proportion."""
    xs = [math.log10(x) for line in lines for x, _ in line.points]
    ys = [math.log10(y) for line in lines for _, y in line.points]
    left, right = math.floor(min(xs)), math.ceil(max(xs))
    low, high = math.floor(min(ys)), math.ceil(max(ys))
    x_unit = (WIDTH - LABEL_WIDTH - 60 - MARGIN) / max(1, right - left)
    y_unit = (CURVES_HEIGHT - TITLE_HEIGHT - 40) / max(1, high - low)

    def place(x: float, y: float) -> tuple[float, float]:
        return 60 + (x - left) * x_unit, CURVES_HEIGHT - 30 - (y - low) * y_unit

    parts = []
    for power in range(left, right + 1):
        x, bottom = place(power, low)
        parts += [
            _line(x, bottom, x, place(power, high)[1], FAINT),
            _text(x, bottom + 16, f"{10**power:,}", "middle"),
        ]
    for power in range(low, high + 1):
        x, y = place(left, power)
        parts += [
            _line(x, y, place(right, power)[0], y, FAINT),
            _text(x - 6, y + 4, f"{10.0**power:g} s", "end"),
        ]
    for power in range(low - (right - left), high):
        start, end = max(left, left + low - power), min(right, left + high - power)
        parts.append(
            _line(*place(start, power + start - left), *place(end, power + end - left), FAINT, dash="3 4")
        )
    for number, line in enumerate(lines):
        color = CURVE_COLORS[number % len(CURVE_COLORS)]
        dash = "" if number < len(CURVE_COLORS) else ' stroke-dasharray="6 3"'
        points = " ".join(
            "{:.1f},{:.1f}".format(*place(math.log10(x), math.log10(y))) for x, y in line.points
        )
        top = TITLE_HEIGHT + 12 + number * 20
        edge = WIDTH - LABEL_WIDTH + 10
        parts += [
            f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="1.6"{dash}/>',
            f'<path d="M{edge} {top - 4}h24" stroke="{color}" stroke-width="2"{dash}/>',
            _text(edge + 32, top, line.label),
        ]
    return _svg(title, max(CURVES_HEIGHT, TITLE_HEIGHT + 20 * len(lines) + MARGIN), parts)


def short(value: float) -> str:
    """Three figures of a number, at most."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, color: str, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{color}"{dashes}/>'


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12" fill="{INK}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="100%" height="100%" fill="{GROUND}"/>\n'
        f'<text x="{MARGIN}" y="20" font-size="14" font-weight="600">{escape(title)}</text>\n'
        f"{body}\n</svg>\n"
    )
