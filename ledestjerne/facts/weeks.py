"""From lessons to what each pupil was offered week by week: every minute of a pupil's day counts once. Pure.

A minute lies in one place only, even when several lessons cover it: the best of them takes it, in the order
led (teacher-led, registered, with a subject) > led but not registered > registered but not marked > led and
registered without a subject > cancelled > other. So `planned_minutes` is the union of all lessons, `led_minutes` the
union of the led ones, and those that tell why hours are missing say how many minutes would be added if they were put
right. A pupil with lessons in several classes in a week stands in the one with most minutes, so that nobody is
counted twice.

A day after the day of the file ($day) lies ahead, unless something is registered on it: its lessons are planned and
need no registration yet. They stand in the columns of what is ahead and in none of the others; a cancelled lesson
stands in `cancelled_minutes` whenever it is.

Most weeks are easy: done, in one place, and with lessons that do not overlap, which bits of five minutes from 7:00 to
17:00 tell. Only the days of the other weeks are cut into pieces.
"""

LESSON_ROWS = """(
    SELECT * FROM read_parquet($paths) UNION ALL BY NAME SELECT NULL::BOOLEAN AS cancelled WHERE false)"""
"""The lessons of Parquet files; those checked before there was a column for it have no cancelled ones."""

AHEAD = f"""(
    SELECT institution, pupil, date, TRUE AS ahead FROM {LESSON_ROWS}
    WHERE date > $day GROUP BY institution, pupil, date HAVING NOT bool_or(registered))"""  # noqa: S608  # our own words
"""The days of pupils that lie ahead."""

RANK = """CASE
    WHEN coalesce(cancelled, FALSE) THEN CASE WHEN teacher_led AND coalesce(trim(subject), '') <> '' THEN 4 ELSE 5 END
    WHEN coalesce(trim(subject), '') = '' THEN
        CASE WHEN teacher_led AND (registered OR ahead IS NOT NULL) THEN 3 ELSE 5 END
    WHEN teacher_led THEN CASE WHEN registered OR ahead IS NOT NULL THEN 0 ELSE 1 END
    WHEN registered OR ahead IS NOT NULL THEN 2
    ELSE 5
END"""
"""Where a lesson's minutes go, the best first, of lessons joined with the days ahead: those need no registration yet."""

MINUTES_OF = ("led", "missed", "unmarked", "no_subject", "cancelled")
"""What the minutes of each rank are called, the best first."""
SUMS = "".join(
    f", coalesce(sum({{minutes}}) FILTER (WHERE rank = {rank}), 0) AS {name}" for rank, name in enumerate(MINUTES_OF)
)

FITS = "start_minute >= 420 AND end_minute <= 1020 AND start_minute % 5 = 0 AND end_minute % 5 = 0 AND end_minute > start_minute"
GRID = "CASE WHEN fits THEN ((1::HUGEINT << (whole // 5)) - 1) << ((start_minute - 420) // 5) ELSE 0 END"
"""The five minutes from 7:00 to 17:00 a lesson takes, as bits."""
GRIDS = ", ".join(f"coalesce(bit_or({GRID}) FILTER (WHERE rank = {rank}), 0) AS grid_{rank}" for rank in range(6))
"""The five minutes of each rank in a day."""


def grid_sum(rank: int) -> str:
    """The minutes of a day that are left to a rank when the better ones have taken theirs."""
    better = "".join(f" & ~grid_{each}" for each in range(rank))
    return f"bit_count(grid_{rank}{better})::INTEGER * 5"


GRID_SUMS = f"""bit_count({" | ".join(f"grid_{rank}" for rank in range(6))})::INTEGER * 5 AS planned, {
    ", ".join(f"{grid_sum(rank)} AS {name}" for rank, name in enumerate(MINUTES_OF))
}"""

LESSON_WEEKS = f"""
WITH lesson AS (
    SELECT *, end_minute - start_minute AS whole, {RANK} AS rank,
        {FITS} AS fits
    FROM {LESSON_ROWS} LEFT JOIN {AHEAD} USING (institution, pupil, date)
), easy AS (
    SELECT institution, pupil, date, ahead, department, education, "class", course_part, count(*) AS lessons,
        bool_and(fits) AS fits, {GRIDS}
    FROM lesson GROUP BY ALL
), dated AS (
    SELECT *, hash(department, education, "class", course_part) AS spot,
        CASE WHEN month(date) >= 8 THEN year(date) ELSE year(date) - 1 END AS first_year,
        isoyear(date) AS iso_year, weekofyear(date) AS iso_week, {GRID_SUMS}
    FROM easy
), whole_week AS (
    SELECT institution, pupil, first_year, iso_year, iso_week,
        any_value(department) AS department, any_value(education) AS education, any_value("class") AS "class",
        any_value(course_part) AS course_part, bit_count(bit_or(1 << isodow(date))) AS days, sum(lessons) AS lessons,
        sum(planned) AS planned, sum(led) AS led, sum(missed) AS missed, sum(unmarked) AS unmarked,
        sum(no_subject) AS no_subject, sum(cancelled) AS cancelled,
        count(*) = days AND min(spot) = max(spot) AND count(ahead) = 0
            AND bool_and(fits) AS is_easy
    FROM dated GROUP BY institution, pupil, first_year, iso_year, iso_week
), crowded AS (
    SELECT DISTINCT institution, pupil, date
    FROM dated SEMI JOIN (FROM whole_week WHERE NOT is_easy) AS one USING (institution, pupil, first_year, iso_year, iso_week)
), hard AS (
    SELECT lesson.*, row_number() OVER () AS nr FROM lesson SEMI JOIN crowded USING (institution, pupil, date)
), moment AS (
    SELECT DISTINCT institution, pupil, date, unnest([start_minute, end_minute]) AS begins FROM hard
), piece AS (
    SELECT *, lead(begins) OVER (PARTITION BY institution, pupil, date ORDER BY begins) AS ends FROM moment
), taken AS (
    SELECT arg_min(hard.nr, (hard.rank, hard.nr)) AS nr, any_value(piece.ends - piece.begins) AS minutes
    FROM piece JOIN hard
        ON hard.institution = piece.institution AND hard.pupil = piece.pupil AND hard.date = piece.date
        AND hard.start_minute <= piece.begins AND hard.end_minute >= piece.ends
    GROUP BY piece.institution, piece.pupil, piece.date, piece.begins
), shared AS (
    SELECT nr, sum(minutes) AS minutes FROM taken GROUP BY nr
), day AS (
    SELECT institution, pupil, date, ahead, department, education, "class", course_part, count(*) AS lessons,
        coalesce(sum(minutes), 0) AS planned {SUMS.format(minutes="minutes")}
    FROM hard LEFT JOIN shared USING (nr) GROUP BY ALL
), counted AS (
    SELECT *, CASE WHEN month(date) >= 8 THEN year(date) ELSE year(date) - 1 END AS first_year,
        isoyear(date) AS iso_year, weekofyear(date) AS iso_week
    FROM day
), placed AS (
    SELECT institution, pupil, first_year, iso_year, iso_week, department, education, "class", course_part,
        sum(planned) AS every,
        coalesce(sum(lessons) FILTER (WHERE ahead IS NULL), 0) AS lessons,
        coalesce(sum(planned) FILTER (WHERE ahead IS NULL), 0) AS planned,
        coalesce(sum(led) FILTER (WHERE ahead IS NULL), 0) AS led,
        coalesce(sum(missed) FILTER (WHERE ahead IS NULL), 0) AS missed,
        coalesce(sum(unmarked) FILTER (WHERE ahead IS NULL), 0) AS unmarked,
        coalesce(sum(no_subject) FILTER (WHERE ahead IS NULL), 0) AS no_subject,
        sum(cancelled) AS cancelled,
        coalesce(sum(planned) FILTER (WHERE ahead), 0) AS ahead_planned,
        coalesce(sum(led) FILTER (WHERE ahead), 0) AS ahead_led,
        coalesce(sum(unmarked) FILTER (WHERE ahead), 0) AS ahead_unmarked,
        coalesce(sum(no_subject) FILTER (WHERE ahead), 0) AS ahead_no_subject
    FROM counted GROUP BY ALL
), attended AS (
    SELECT institution, pupil, first_year, iso_year, iso_week,
        count(DISTINCT date) FILTER (WHERE ahead IS NULL) AS days,
        count(DISTINCT date) FILTER (WHERE ahead) AS days_ahead
    FROM counted GROUP BY ALL
), week AS (
    SELECT institution, pupil, first_year, iso_year, iso_week,
        first(struct_pack(d := department, e := education, c := "class", p := course_part)
              ORDER BY every DESC, "class", education, department, course_part) AS place,
        sum(lessons) AS lessons, sum(planned) AS planned, sum(led) AS led, sum(missed) AS missed,
        sum(unmarked) AS unmarked, sum(no_subject) AS no_subject, sum(cancelled) AS cancelled,
        sum(ahead_planned) AS ahead_planned, sum(ahead_led) AS ahead_led, sum(ahead_unmarked) AS ahead_unmarked,
        sum(ahead_no_subject) AS ahead_no_subject
    FROM placed GROUP BY ALL
)
SELECT institution, department, education, "class", pupil, course_part,
    first_year || '/' || (first_year + 1) AS school_year, iso_year::INTEGER AS iso_year, iso_week::INTEGER AS iso_week,
    days::INTEGER AS school_days, lessons::INTEGER AS lessons, planned::INTEGER AS planned_minutes,
    led::INTEGER AS led_minutes, missed::INTEGER AS unregistered_led_minutes, unmarked::INTEGER AS unmarked_minutes,
    no_subject::INTEGER AS no_subject_minutes, cancelled::INTEGER AS cancelled_minutes,
    coalesce(days_ahead, 0)::INTEGER AS days_ahead, coalesce(ahead_planned, 0)::INTEGER AS ahead_minutes,
    coalesce(ahead_led, 0)::INTEGER AS ahead_led_minutes, coalesce(ahead_unmarked, 0)::INTEGER AS ahead_unmarked_minutes,
    coalesce(ahead_no_subject, 0)::INTEGER AS ahead_no_subject_minutes
FROM (
    SELECT * EXCLUDE (is_easy) FROM whole_week WHERE is_easy
    UNION ALL BY NAME
    SELECT week.* EXCLUDE (place), place.d AS department, place.e AS education, place.c AS "class",
        place.p AS course_part, days, days_ahead
    FROM week JOIN attended USING (institution, pupil, first_year, iso_year, iso_week)
)
ORDER BY institution, department, "class", pupil, school_year, iso_year, iso_week
"""  # noqa: S608  # our own words
"""One row per pupil and school week, over a Parquet file of lessons (see checked.LESSONS) given as $paths."""
