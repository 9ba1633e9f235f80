"""The years of pupils kept ready beside the weeks they are made of. Pure."""

from collections.abc import Collection

import duckdb

from ledestjerne.facts.vocabulary import CREATED, GROUPED, PUPIL_YEAR

__all__ = ["CREATED", "GROUPED", "PUPIL_YEAR", "SchoolYear", "renew", "years_of"]

SchoolYear = tuple[str, str]  # institution and school year


def years_of(facts: duckdb.DuckDBPyConnection, deliveries: Collection[int]) -> set[SchoolYear]:
    """The institutions and school years whose weeks rest on these deliveries now."""
    asked = "SELECT DISTINCT institution, school_year FROM pupil_week WHERE list_contains($deliveries, delivery)"
    return set(facts.execute(asked, {"deliveries": list(deliveries)}).fetchall())


def renew(facts: duckdb.DuckDBPyConnection, changed: Collection[SchoolYear]) -> None:
    """Make the years anew of the institutions and school years whose weeks have changed; the rest stand."""
    if not changed:
        return
    bound = {"schools": [school for school, _ in changed], "years": [year for _, year in changed]}
    among = """institution IN (SELECT unnest($schools))
        AND (institution, school_year) IN (SELECT (unnest($schools), unnest($years)))"""
    facts.execute(f"DELETE FROM pupil_year WHERE {among}", bound)  # noqa: S608  # our own words
    facts.execute(f"INSERT INTO pupil_year {PUPIL_YEAR} AND {among} {GROUPED}", bound)  # our own words
