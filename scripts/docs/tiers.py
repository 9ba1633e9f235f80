"""The picture of the tiers."""

from html import escape

WIDTH, ROW, GAP = 640, 44, 12
STYLE = "font-family: system-ui, sans-serif; font-size: 16px; fill: #14213d"


def tiers_svg(layers: list[list[str]]) -> str:
    """The apps from the highest tier to the lowest; each may import only what stands below it."""
    height = len(layers) * (ROW + GAP) + GAP
    said = "; ".join(" and ".join(layer) for layer in layers)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d">',
        '<title id="t">The tiers of Ledestjerne</title>',
        f'<desc id="d">From the highest to the lowest: {escape(said)}. Each imports only what is below it.</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for number, layer in enumerate(layers):
        parts.extend(_boxes(layer, top=GAP + number * (ROW + GAP)))
    return "\n".join([*parts, "</svg>"])


def _boxes(layer: list[str], *, top: int) -> list[str]:
    each = (WIDTH - GAP) / len(layer)
    boxes = []
    for number, name in enumerate(layer):
        left, width = GAP + number * each, each - GAP
        boxes.append(
            f'<rect x="{left:g}" y="{top}" width="{width:g}" height="{ROW}" rx="6" fill="#e8eef7" stroke="#33517e"/>'
        )
        boxes.append(
            f'<text x="{left + width / 2:g}" y="{top + 28}" text-anchor="middle" style="{STYLE}">{escape(name)}</text>'
        )
    return boxes
