"""Vega-Lite specifications drawn to SVG that a strict Content-Security-Policy and a screen reader accept."""

import functools
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import vl_convert

Spec = Mapping[str, Any]
FONT = "IBM Plex Sans"
FONTS = Path(__file__).parent.parent / "static/built/fonts-ttf"
DRAWINGS_IN_MEMORY = 512
DRAWINGS_ON_DISK = 4000
VERSION = "1"  # raised when the same specification is to be drawn otherwise

OPENING = re.compile(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>')
INNER_NAMES = re.compile(r' (?:role|class|pointer-events|aria-[a-z]+)="[^"]*"')
EMPTY = re.compile(
    r'<path d="" display="none"/>|<path d="M0,0h0v0h0Z"/>|<path d="M[-\d.]+,[-\d.]+h[\d.]+v[\d.]+h-[\d.]+Z"/>'
)


def draw(spec: Spec, *, title: str, description: str, cache: Path | None) -> str:
    """One drawing as `<svg role="img">` with title and description, kept in memory and in the folder `cache`."""
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    name = hashlib.sha256(f"{VERSION}{FONT}{text}".encode()).hexdigest()[:24]
    return labelled(shapes(name, text, cache), name=name, title=title, description=description)


@functools.lru_cache(maxsize=DRAWINGS_IN_MEMORY)
def shapes(name: str, text: str, cache: Path | None) -> str:
    """The drawing without its title; from the folder when it was drawn before."""
    kept = cache / f"{name}.svg" if cache else None
    if kept and kept.exists():
        return kept.read_text(encoding="utf-8")
    register_fonts()
    drawn = clean(vl_convert.vegalite_to_svg(text, format_locale="da-DK", allowed_base_urls=[]))
    if kept:
        keep(drawn, kept)
    return drawn


def compiled(spec: Spec) -> dict[str, Any]:
    """A Vega-Lite specification as the Vega one it stands for: the same drawing, without the compiler."""
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    found: dict[str, Any] = vl_convert.vegalite_to_vega(text)
    return found


def png(svg: str) -> bytes:
    """A drawing as dots, twice as many as a plain screen has."""
    register_fonts()
    drawn: bytes = vl_convert.svg_to_png(svg, scale=2)
    return drawn


@functools.cache
def register_fonts() -> None:
    """Our own font measures the texts where it is built; without it a similar one does."""
    if FONTS.is_dir():
        vl_convert.register_font_directory(str(FONTS))


def clean(svg: str) -> str:
    """Drop the names, roles and empty shapes inside: the drawing is one picture with one description."""
    return EMPTY.sub("", INNER_NAMES.sub("", svg))


def labelled(svg: str, *, name: str, title: str, description: str) -> str:
    """The drawing as a picture with a name and a description, as wide as the place it gets."""
    words = f'<title id="t{name}">{escape(title)}</title><desc id="d{name}">{escape(description)}</desc>'
    opening = (
        r'<svg xmlns="http://www.w3.org/2000/svg" viewBox="\1" role="img"'
        rf' aria-labelledby="t{name}" aria-describedby="d{name}">'
    )
    return OPENING.sub(lambda found: found.expand(opening) + words, svg, count=1)


def keep(drawn: str, path: Path) -> None:
    """Put a drawing in the folder in one move, and let the oldest go when there are too many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8", suffix=".new") as file:
        file.write(drawn)
    os.replace(file.name, path)
    drawings = sorted(path.parent.glob("*.svg"), key=modified_at)
    for old in drawings[:-DRAWINGS_ON_DISK]:
        old.unlink(missing_ok=True)


def modified_at(path: Path) -> float:
    """When a drawing was kept; another worker may have removed it meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
