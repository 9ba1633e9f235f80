"""What a heading most often means; shown to a person who decides, never used by itself. Pure."""

from ledestjerne.facts.places import folded

WORDS = {
    "unit": ("institutionsnummer", "institutionsnr", "kommunekode", "kommune", "region", "enhed", "skole nr"),
    "unit_name": ("institution", "institutionsnavn", "skole", "skolenavn", "kommunenavn"),
    "period": ("år", "skoleår", "periode", "måned", "kalenderår"),
    "value": ("værdi", "antal", "andel", "procent", "pct", "indhold", "tal", "gennemsnit"),
    "measure": ("mål", "indikator", "nøgletal", "måltal"),
    "drop": ("cpr", "cpr-nr", "cpr-nummer", "navn", "elevnavn", "fornavn", "efternavn", "lærer", "e-mail", "telefon"),
}


def suggest(heading: str) -> str:
    """The meaning to offer first: one of unit, unit_name, period, value, measure, drop, else dim."""
    plain = folded(heading).rstrip(".")
    return next((meaning for meaning, words in WORDS.items() if plain in words), "dim")
