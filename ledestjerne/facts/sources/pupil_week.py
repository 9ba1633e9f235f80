"""From lessons to one row a pupil and week: every minute of a pupil's day counts once. Pure.

A minute lies in one place only, even when several lessons cover it: the best of them takes it, in the order
led (teacher-led, registered, with a subject) > led but not registered > registered but not marked > other.
So `planned_minutes` is the union of all lessons, `led_minutes` the union of the led ones, and the two that tell why
hours are missing say how many minutes would be added if they were put right; nothing is counted twice, neither over
subjects nor over classes. A school day belongs to the class of its first lesson, so that days may be added up too.
"""

_LED = "teacher_led AND registered AND subject IS NOT NULL"
_UNREGISTERED = "teacher_led AND NOT registered AND subject IS NOT NULL"
_UNMARKED = "registered AND NOT teacher_led AND subject IS NOT NULL"
_GROUP = 'institution, department, education, "class", pupil, course_part'

_SQL = f"""
WITH lesson AS (
    SELECT *,
        CASE WHEN {_LED} THEN 0 WHEN {_UNREGISTERED} THEN 1 WHEN {_UNMARKED} THEN 2 ELSE 3 END AS rank,
        row_number() OVER () AS nr
    FROM {{lessons}}
),
ordered AS (
    SELECT *,
        row_number() OVER day = 1 AS opens_day,
        coalesce(max(end_minute) OVER before > start_minute, FALSE) AS clashes
    FROM lesson
    WINDOW
        day AS (PARTITION BY institution, pupil, date ORDER BY start_minute, end_minute, nr),
        before AS (
            PARTITION BY institution, pupil, date ORDER BY start_minute, end_minute, nr
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
),
crowded AS (SELECT DISTINCT institution, pupil, date FROM ordered WHERE clashes),
edge AS (
    SELECT institution, pupil, date, unnest([start_minute, end_minute]) AS moment
    FROM ordered SEMI JOIN crowded USING (institution, pupil, date)
),
piece AS (
    SELECT institution, pupil, date, moment AS begins,
        lead(moment) OVER (PARTITION BY institution, pupil, date ORDER BY moment) AS ends
    FROM (SELECT DISTINCT * FROM edge)
),
taken AS (
    SELECT arg_min(lesson.nr, (lesson.rank, lesson.nr)) AS nr, any_value(piece.ends - piece.begins) AS minutes
    FROM piece JOIN lesson
        ON lesson.institution = piece.institution AND lesson.pupil = piece.pupil AND lesson.date = piece.date
        AND lesson.start_minute <= piece.begins AND lesson.end_minute >= piece.ends
    GROUP BY piece.institution, piece.pupil, piece.date, piece.begins
),
crowded_minutes AS (SELECT nr, sum(minutes) AS minutes FROM taken GROUP BY nr),
counted AS (
    SELECT ordered.*,
        CASE
            WHEN crowded.pupil IS NULL THEN end_minute - start_minute
            ELSE coalesce(crowded_minutes.minutes, 0)
        END AS minutes
    FROM ordered
    LEFT JOIN crowded USING (institution, pupil, date)
    LEFT JOIN crowded_minutes USING (nr)
)
SELECT {_GROUP},
    CASE
        WHEN month(date) >= 8 THEN concat(year(date), '/', year(date) + 1)
        ELSE concat(year(date) - 1, '/', year(date))
    END AS school_year,
    isoyear(date)::INTEGER AS iso_year,
    week(date)::INTEGER AS iso_week,
    count(*) FILTER (WHERE opens_day)::INTEGER AS school_days,
    count(*)::INTEGER AS lessons,
    sum(minutes)::DOUBLE AS planned_minutes,
    coalesce(sum(minutes) FILTER (WHERE rank = 0), 0)::DOUBLE AS led_minutes,
    coalesce(sum(minutes) FILTER (WHERE rank = 1), 0)::DOUBLE AS unregistered_led_minutes,
    coalesce(sum(minutes) FILTER (WHERE rank = 2), 0)::DOUBLE AS unmarked_minutes
FROM counted
GROUP BY ALL
"""


def pupil_week_sql(*, lessons: str) -> str:
    """DuckDB's query for `pupil_week` (without delivery) over a Parquet file of lessons (see LESSONS)."""
    return pupil_week_sql_over(relation="read_parquet('" + lessons.replace("'", "''") + "')")


def pupil_week_sql_over(*, relation: str) -> str:
    """The same over a table, view or table function named by the caller, never by a user."""
    return _SQL.format(lessons=relation)
