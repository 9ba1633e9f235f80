"""A question as the address bar holds it, so that every step of choosing can be kept, sent on and gone back from."""

from urllib.parse import urlencode

from django.http import QueryDict
from pydantic import ValidationError

from ledestjerne.feeds.clients.queries import StatbankQuery, UddstatQuery

AREA, TOPIC, SUBTOPIC, MEASURES, BREAKDOWNS, FILTERS, OPEN = "omraade", "emne", "underemne", "maal", "opdeling", "filter", "filtrer"  # fmt: skip
TABLE, VALUES = "tabel", "v_"
SET = "=="
"""Stands between a breakdown and the member it is filtered to."""


def uddstat_asked(given: QueryDict) -> UddstatQuery | None:
    """The question to Uddannelsesstatistik that an address holds; none while something is lacking."""
    filters: dict[str, list[str]] = {}
    for name, _set, member in (text.partition(SET) for text in given.getlist(FILTERS)):
        filters.setdefault(name, []).append(member)
    try:
        return UddstatQuery(
            area=given.get(AREA, ""), topic=given.get(TOPIC, ""), subtopic=given.get(SUBTOPIC, ""),
            measures=tuple(given.getlist(MEASURES)), breakdowns=tuple(given.getlist(BREAKDOWNS)),
            filters={name: tuple(members) for name, members in filters.items()},
        )  # fmt: skip
    except ValidationError:
        return None


def statbank_asked(given: QueryDict) -> StatbankQuery | None:
    """The question to StatBank that an address holds; a level of areas is written out by whoever knows the table."""
    chosen = {name.removeprefix(VALUES): [each for each in given.getlist(name) if each] for name in given}
    values = {name: tuple(chosen[name]) for name in chosen if VALUES + name in given and chosen[name]}
    try:
        return StatbankQuery(table=given.get(TABLE, ""), values=values)
    except ValidationError:
        return None


def step(**parts: str) -> str:
    """The query of an address one step further on."""
    return "?" + urlencode({name: value for name, value in parts.items() if value})
