"""From lessons to what each pupil was offered week by week. Pure."""

LESSON_WEEKS = """
WITH lesson AS (
    SELECT *, isoyear(date) AS iso_year, weekofyear(date) AS iso_week,
        CASE WHEN month(date) >= 8 THEN year(date) ELSE year(date) - 1 END AS first_year,
        teacher_led AND registered AND coalesce(trim(subject), '') <> '' AS is_led,
        teacher_led AND NOT registered AS is_missed,
        registered AND NOT teacher_led AS is_unmarked
    FROM read_parquet($paths)
), timed AS (
    SELECT *,
        greatest(0, end_minute - greatest(start_minute, coalesce(max(end_minute) OVER earlier, 0))) AS planned,
        CASE WHEN is_led THEN greatest(0, end_minute - greatest(start_minute,
            coalesce(max(CASE WHEN is_led THEN end_minute END) OVER earlier, 0))) ELSE 0 END AS led,
        CASE WHEN is_missed THEN greatest(0, end_minute - greatest(start_minute,
            coalesce(max(CASE WHEN is_missed THEN end_minute END) OVER earlier, 0))) ELSE 0 END AS missed,
        CASE WHEN is_unmarked THEN greatest(0, end_minute - greatest(start_minute,
            coalesce(max(CASE WHEN is_unmarked THEN end_minute END) OVER earlier, 0))) ELSE 0 END AS unmarked
    FROM lesson
    WINDOW earlier AS (
        PARTITION BY institution, pupil, date ORDER BY start_minute, end_minute, "class"
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), placed AS (
    SELECT institution, pupil, first_year, iso_year, iso_week, department, education, "class", course_part,
        count(*) AS lessons, sum(planned) AS planned, sum(led) AS led, sum(missed) AS missed, sum(unmarked) AS unmarked
    FROM timed GROUP BY ALL
), attended AS (
    SELECT institution, pupil, first_year, iso_year, iso_week, count(DISTINCT date) AS days FROM lesson GROUP BY ALL
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
"""One row per pupil and school week. Minutes in which lessons overlap count once; a pupil with lessons in several
classes in a week stands in the one with most minutes, so that nobody is counted twice."""
