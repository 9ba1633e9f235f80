"""Danish numbers and Danish sorting."""

import re
from decimal import Decimal, InvalidOperation

NON_BREAKING_SPACE = "\u00a0"
MINUS = "−"
GROUPED = re.compile(r"^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$")
PLAIN = re.compile(r"^[+-]?\d+(,\d+)?$")
POINT = re.compile(r"^[+-]?\d+\.\d+$")
LETTERS_LAST = {"æ": "z\uf001", "ä": "z\uf001", "ø": "z\uf002", "ö": "z\uf002", "å": "z\uf003"}


class NotANumberError(ValueError):
    """The text is no Danish number."""


class AmbiguousNumberError(NotANumberError):
    """The text is a number in English and another one in Danish, such as 7.8."""


def parse_number(text: str) -> Decimal:
    """Read «1.234,5», «−2,5» or «1234»; refuses «7.8» as ambiguous and everything else as no number."""
    cleaned = re.sub(r"\s", "", text.replace(MINUS, "-"))
    if GROUPED.match(cleaned) or PLAIN.match(cleaned):
        return to_decimal(cleaned.replace(".", "").replace(",", "."))
    if POINT.match(cleaned):
        raise AmbiguousNumberError(text)
    raise NotANumberError(text)


def to_decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise NotANumberError(text) from error


def format_number(value: float | Decimal, *, decimals: int = 0) -> str:
    """«1.234,5» with a true minus sign; a value that rounds to zero has no sign."""
    text = f"{abs(value):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    is_negative = value < 0 and any(digit in "123456789" for digit in text)
    return f"{MINUS}{text}" if is_negative else text


def format_percent(share: float | Decimal, *, decimals: int = 1) -> str:
    """A share between 0 and 1 as «12,5 %», with a space that does not break."""
    return f"{format_number(float(share) * 100, decimals=decimals)}{NON_BREAKING_SPACE}%"


def sort_key(text: str) -> str:
    """A text that sorts as Danish does on any database: æ, ø, å after z, and aa as å."""
    lowered = text.casefold().replace("aa", "å")
    return "".join(LETTERS_LAST.get(letter, letter) for letter in lowered)
