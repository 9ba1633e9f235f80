"""Danish order asked of the database, the same whatever order the database itself was made with."""

from django.db.models import Expression, Value
from django.db.models.functions import Collate, Lower, Replace

from ledestjerne.base.danish import LETTERS_LAST


def danish_order(field: str) -> Expression:
    """What to order a field of text by: the same as danish.sort_key, for tables that do not keep the key."""
    key = Replace(Lower(field), Value("aa"), Value("å"))
    for letter, last in LETTERS_LAST.items():
        key = Replace(key, Value(letter), Value(last))
    return Collate(key, "C")
