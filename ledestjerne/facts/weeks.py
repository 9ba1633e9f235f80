"""From lessons to what each pupil was offered week by week: every minute of a pupil's day counts once. Pure.

A minute lies in one place only, even when several lessons cover it: the best of them takes it, in the order
led (teacher-led, registered, with a subject) > led but not registered > registered but not marked > other.
So `planned_minutes` is the union of all lessons, `led_minutes` the union of the led ones, and the two that tell why
hours are missing say how many minutes would be added if they were put right; those of lessons without a subject
would not. A pupil with lessons in several classes in a week stands in the one with most minutes, so that nobody is
counted twice.
"""

LESSON_WEEKS = """
WITH lesson AS (
    SELECT *, row_number() OVER () AS nr,
        CASE
            WHEN coalesce(trim(subject), '') = '' THEN 3
            WHEN teacher_led AND registered THEN 0
            WHEN teacher_led THEN 1
            WHEN registered THEN 2
            ELSE 3
        END AS rank
    FROM read_parquet($paths)
), ordered AS (
    SELECT *, coalesce(max(end_minute) OVER earlier > start_minute, FALSE) AS clashes
    FROM lesson
    WINDOW earlier AS (
        PARTITION BY institution, pupil, date ORDER BY start_minute, end_minute, nr
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), crowded AS (
    SELECT DISTINCT institution, pupil, date FROM ordered WHERE clashes
), moment AS (
    SELECT DISTINCT institution, pupil, date, unnest([start_minute, end_minute]) AS begins
    FROM ordered SEMI JOIN crowded USING (institution, pupil, date)
), piece AS (
    SELECT *, lead(begins) OVER (PARTITION BY institution, pupil, date ORDER BY begins) AS ends FROM moment
), taken AS (
    SELECT arg_min(lesson.nr, (lesson.rank, lesson.nr)) AS nr, any_value(piece.ends - piece.begins) AS minutes
    FROM piece JOIN lesson
        ON lesson.institution = piece.institution AND lesson.pupil = piece.pupil AND lesson.date = piece.date
        AND lesson.start_minute <= piece.begins AND lesson.end_minute >= piece.ends
    GROUP BY piece.institution, piece.pupil, piece.date, piece.begins
), shared AS (
    SELECT nr, sum(minutes) AS minutes FROM taken GROUP BY nr
), counted AS (
    SELECT ordered.*,
        CASE WHEN month(date) >= 8 THEN year(date) ELSE year(date) - 1 END AS first_year,
        isoyear(date) AS iso_year, weekofyear(date) AS iso_week,
        CASE WHEN crowded.pupil IS NULL THEN end_minute - start_minute ELSE coalesce(shared.minutes, 0) END AS minutes
    FROM ordered
    LEFT JOIN crowded USING (institution, pupil, date)
    LEFT JOIN shared USING (nr)
), placed AS (
    SELECT institution, pupil, first_year, iso_year, iso_week, department, education, "class", course_part,
        count(*) AS lessons,
        sum(minutes) AS planned,
        coalesce(sum(minutes) FILTER (WHERE rank = 0), 0) AS led,
        coalesce(sum(minutes) FILTER (WHERE rank = 1), 0) AS missed,
        coalesce(sum(minutes) FILTER (WHERE rank = 2), 0) AS unmarked
    FROM counted GROUP BY ALL
), attended AS (
    SELECT institution, pupil, first_year, iso_year, iso_week, count(DISTINCT date) AS days
    FROM counted GROUP BY ALL
), week AS (
    SELECT institution, pupil, first_year, iso_year, iso_week,
        first(struct_pack(d := department, e := education, c := "class", p := course_part)
              ORDER BY planned DESC, "class", education, department, course_part) AS place,
        sum(lessons) AS lessons, sum(planned) AS planned, sum(led) AS led, sum(missed) AS missed,
        sum(unmarked) AS unmarked
    FROM placed GROUP BY ALL
)
SELECT institution, place.d AS department, place.e AS education, place.c AS "class", pupil, place.p AS course_part,
    first_year || '/' || (first_year + 1) AS school_year, iso_year::INTEGER AS iso_year, iso_week::INTEGER AS iso_week,
    days::INTEGER AS school_days, lessons::INTEGER AS lessons, planned::DOUBLE AS planned_minutes,
    led::DOUBLE AS led_minutes, missed::DOUBLE AS unregistered_led_minutes, unmarked::DOUBLE AS unmarked_minutes
FROM week JOIN attended USING (institution, pupil, first_year, iso_year, iso_week)
ORDER BY institution, department, "class", pupil, first_year, iso_year, iso_week
"""
"""One row per pupil and school week, over a Parquet file of lessons (see checked.LESSONS) given as $paths."""
