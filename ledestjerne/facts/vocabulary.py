"""The columns of `pupil_year`: what each pupil was offered over a school year in one place, and how it follows from the weeks.

The weeks themselves stand in it as bits: a week has a spot in the school year, and a column has a bit for each week. Of
the minutes there is a column for each binary digit, so that the weeks with at least so many minutes are found for a whole
year at once, by a few bitwise operations (a bit-sliced index: O'Neil and Quass, SIGMOD 1997).
"""

from collections.abc import Iterator

MINUTES = ("planned_minutes", "led_minutes", "unregistered_led_minutes", "unmarked_minutes")
DIGITS = 14
"""A week has 10,080 minutes, which is less than two to the fourteenth."""
DAYS_A_WEEK = range(1, 8)


def digit_of(minutes: str, number: int) -> str:
    """The column of the weeks whose minutes have this binary digit, the smallest being number 0."""
    return f"{minutes}_digit_{number}"


def weeks_of(days: int) -> str:
    """The column of the weeks with so many school days."""
    return f"weeks_of_{days}"


def _bits() -> Iterator[tuple[str, str]]:
    """Each column of weeks, and which of the rows of `pupil_week` have their week in it."""
    yield "weeks", "TRUE"
    yield from ((weeks_of(days), f"school_days = {days}") for days in DAYS_A_WEEK)
    for minutes in MINUTES:
        yield from ((digit_of(minutes, number), f"{minutes}::INTEGER & {1 << number} <> 0") for number in range(DIGITS))


BITS = dict(_bits())
COLUMNS = {
    "delivery": "BIGINT", "institution": "VARCHAR", "department": "VARCHAR", "education": "VARCHAR",
    '"class"': "VARCHAR", "pupil": "BIGINT", "course_part": "VARCHAR", "school_year": "VARCHAR",
    "school_days": "BIGINT", "lessons": "BIGINT", **dict.fromkeys(MINUTES, "DOUBLE"), "alone": "BOOLEAN",
    **dict.fromkeys(BITS, "BIGINT"),
}  # fmt: skip
CREATED = f"CREATE TABLE pupil_year ({', '.join(f'{name} {kind}' for name, kind in COLUMNS.items())});"


def spot_in(first_year: str) -> str:
    """A week's spot in the school year that begins in the year given: from its week 28 on, then up to week 37 of the next."""
    return f"(iso_week + CASE WHEN iso_year = {first_year} THEN -28 ELSE 25 END)"


SPOT = f"1::BIGINT << {spot_in('left(school_year, 4)::INTEGER')}"
"""The bit of a week."""
SUMS = ("school_days", "lessons", *MINUTES)
"""What is added up over the weeks."""

PUPIL_YEAR = f"""
SELECT delivery, institution, department, education, "class", pupil, course_part, school_year,
    sum(school_days)::BIGINT AS school_days, sum(lessons)::BIGINT AS lessons,
    {", ".join(f"sum({minutes}) AS {minutes}" for minutes in MINUTES)},
    count(*) OVER (PARTITION BY institution, school_year, pupil) = 1 AS alone,
    {", ".join(f"bit_or(CASE WHEN {condition} THEN {SPOT} ELSE 0 END) AS {name}" for name, condition in BITS.items())}
FROM pupil_week WHERE school_days > 0
"""  # noqa: S608  # our own words
"""Weeks in which nothing has happened yet do not count; `alone` is a pupil with no other row in the year."""
GROUPED = """ GROUP BY delivery, institution, department, education, "class", pupil, course_part, school_year
ORDER BY institution, department, education, "class", pupil, school_year, course_part, delivery"""
