"""Landscapes painted by rule: the photographs of the sample bulletins.

Only bitmaps come from here; where they stand on a page is the business of the bulletins.
"""

from __future__ import annotations

import io
import math
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

Color = tuple[int, int, int]
SUPERSAMPLING = 2
JPEG_QUALITY = 38


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a scene, from the top of the sky to the near shore."""

    sky: Color
    horizon: Color
    far: Color
    near: Color
    water: Color
    sun: Color


DAWN = Palette(
    (88, 122, 158), (247, 206, 170), (124, 134, 160), (40, 56, 70), (96, 120, 146), (255, 240, 208)
)
NOON = Palette(
    (72, 136, 186), (214, 232, 238), (112, 150, 160), (38, 84, 72), (58, 120, 152), (255, 253, 240)
)
DUSK = Palette((54, 52, 92), (238, 146, 104), (96, 78, 112), (32, 28, 48), (110, 86, 112), (255, 214, 150))
MIST = Palette(
    (168, 184, 190), (232, 234, 228), (160, 176, 178), (70, 92, 92), (150, 170, 174), (250, 248, 240)
)
FIELD = Palette(
    (120, 176, 212), (240, 240, 220), (128, 164, 132), (58, 104, 58), (112, 150, 84), (255, 250, 220)
)


def lake(seed: int, palette: Palette, width: int, height: int, *, motif: str = "") -> bytes:
    """JPEG of a lake under hills; `motif` adds `boats`, `jetty`, `reeds` or `birds`."""
    rng = random.Random(seed)
    w, h = width * SUPERSAMPLING, height * SUPERSAMPLING
    image = Image.new("RGB", (w, h))
    draw = ImageDraw.Draw(image)
    shore = int(h * 0.6)
    _gradient(draw, w, 0, shore, palette.sky, palette.horizon)
    sun_x, sun_y, radius = int(w * rng.uniform(0.25, 0.75)), int(shore * 0.62), int(h * 0.045)
    draw.ellipse((sun_x - radius, sun_y - radius, sun_x + radius, sun_y + radius), fill=palette.sun)
    for layer in range(4):
        color = _mix(palette.far, palette.near, layer / 3 * 0.8)
        _ridge(draw, rng, w, shore, int(h * (0.26 - 0.055 * layer)), color)
    _reflect(image, shore, palette.water)
    _ripples(draw, rng, w, h, shore, palette)
    if motif:
        _MOTIFS[motif](draw, rng, w, h, palette.near)
    return _jpeg(image, width, height)


def _gradient(draw: ImageDraw.ImageDraw, w: int, top: int, bottom: int, first: Color, last: Color) -> None:
    for y in range(top, bottom):
        draw.line((0, y, w, y), fill=_mix(first, last, ((y - top) / (bottom - top)) ** 1.3))


def _ridge(
    draw: ImageDraw.ImageDraw, rng: random.Random, w: int, shore: int, rise: int, color: Color
) -> None:
    """One line of hills: three waves of random phase over each other."""
    waves = [(rng.uniform(0.6, 1.6) * 2**k, rng.uniform(0, 2 * math.pi), 0.5**k) for k in range(4)]
    points = [(0, shore)]
    for x in range(0, w + 8, 8):
        level = sum(size * math.sin(freq * 2 * math.pi * x / w + phase) for freq, phase, size in waves)
        points.append((x, shore - int(rise * (0.62 + 0.3 * level))))
    draw.polygon([*points, (w, shore)], fill=color)


def _reflect(image: Image.Image, shore: int, water: Color) -> None:
    """Mirrors what stands above the shore into the water, dulled."""
    depth = image.height - shore
    mirrored = image.crop((0, shore - depth, image.width, shore)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirrored = mirrored.filter(ImageFilter.GaussianBlur(5))
    image.paste(Image.blend(mirrored, Image.new("RGB", mirrored.size, water), 0.45), (0, shore))


def _ripples(
    draw: ImageDraw.ImageDraw, rng: random.Random, w: int, h: int, shore: int, palette: Palette
) -> None:
    for _ in range(45):
        depth = rng.random() ** 1.6
        y = int(shore + 4 + depth * (h - shore - 8))
        length = int(w * (0.02 + 0.12 * depth) * rng.uniform(0.4, 1.0))
        x = rng.randrange(0, w)
        color = _mix(palette.water, palette.horizon, rng.uniform(0.2, 0.6))
        draw.line((x, y, x + length, y), fill=color, width=1 + int(2 * depth))


def _boats(draw: ImageDraw.ImageDraw, rng: random.Random, w: int, h: int, color: Color) -> None:
    for x_share, y_share, scale in ((0.3, 0.74, 1.0), (0.62, 0.68, 0.6), (0.8, 0.82, 1.25)):
        x, y, s = w * x_share, h * y_share, h * 0.09 * scale
        draw.polygon(
            [(x - s, y - s * 0.3), (x + s, y - s * 0.3), (x + s * 0.7, y), (x - s * 0.75, y)], fill=color
        )
        draw.line((x, y - s * 0.3, x, y - s * 2.2), fill=color, width=3)
        draw.polygon(
            [(x + 4, y - s * 2.1), (x + 4, y - s * 0.45), (x + s * 0.9, y - s * 0.45)], fill=(246, 240, 228)
        )
        draw.polygon(
            [(x - 4, y - s * 1.9), (x - 4, y - s * 0.45), (x - s * 0.7, y - s * 0.45)], fill=(226, 214, 198)
        )


def _jetty(draw: ImageDraw.ImageDraw, rng: random.Random, w: int, h: int, color: Color) -> None:
    draw.polygon([(w * 0.08, h), (w * 0.3, h), (w * 0.47, h * 0.7), (w * 0.44, h * 0.7)], fill=color)
    for step in range(5):
        share = step / 4
        x, y, tall = w * (0.33 + 0.13 * share), h * (0.97 - 0.26 * share), h * (0.16 - 0.11 * share)
        draw.rectangle((x, y - tall, x + 9 - 6 * share, y), fill=color)


def _reeds(draw: ImageDraw.ImageDraw, rng: random.Random, w: int, h: int, color: Color) -> None:
    for _ in range(90):
        x = int(w * rng.random() ** 1.8)
        tall = h * rng.uniform(0.12, 0.4) * (1 - 0.6 * x / w)
        lean = rng.uniform(-14, 18)
        draw.line((x, h, x + lean, h - tall), fill=color, width=3)
        draw.ellipse((x + lean - 4, h - tall - 18, x + lean + 4, h - tall + 6), fill=color)


def _birds(draw: ImageDraw.ImageDraw, rng: random.Random, w: int, h: int, color: Color) -> None:
    for _ in range(11):
        x, y, s = w * rng.uniform(0.15, 0.9), h * rng.uniform(0.08, 0.36), h * rng.uniform(0.014, 0.034)
        draw.arc((x - 2 * s, y - s * 0.6, x, y + s), 190, 340, fill=color, width=4)
        draw.arc((x, y - s * 0.6, x + 2 * s, y + s), 200, 350, fill=color, width=4)


_MOTIFS = {"boats": _boats, "jetty": _jetty, "reeds": _reeds, "birds": _birds}


def _mix(first: Color, second: Color, share: float) -> Color:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _jpeg(image: Image.Image, width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    small = image.resize((width, height), Image.Resampling.LANCZOS)
    small.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return buffer.getvalue()
