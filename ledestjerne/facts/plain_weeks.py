"""The easy way from lessons to weeks, for those pupils' weeks where nothing can be counted twice. Pure.

A pupil's week is *plain* when its lessons do not overlap, all stand in one place, all have happened, none is cancelled
and each has a subject. Most are, and then the week is one pass over its lessons. Which are not is found once, when the
lessons are accepted: plain weeks and the others, the tangled, lie in files of their own; `counted_weeks` counts the plain
and `weeks` the tangled.
"""

from ledestjerne.facts.weeks import FITS, GRID

PLACE = 'department, education, "class", course_part'
DAYS = "(date - DATE '1970-01-05')"
"""Days since a Monday, so that weeks and the day in the week are whole numbers."""
MINUTES = "(end_minute - start_minute)"

KINDS = f"""
WITH lesson AS (
    SELECT pupil, date, start_minute, end_minute, {MINUTES} AS whole, {FITS} AS fits, hash({PLACE}) AS spot,
        date > $day OR coalesce(cancelled, FALSE) OR coalesce(trim(subject), '') = '' OR end_minute <= start_minute
            OR teacher_led IS NULL OR registered IS NULL AS is_odd
    FROM ({{lessons}})
), day AS (
    SELECT pupil, date, min(spot) AS spot, max(spot) AS other, bool_or(is_odd) AS is_odd, bool_and(fits) AS fits,
        bit_count(bit_or({GRID}))::INTEGER * 5 <> sum(whole) AS clashes
    FROM lesson GROUP BY pupil, date
), unfit AS (
    SELECT pupil, date, bool_or(clashes) AS clashes FROM (
        SELECT pupil, date, end_minute > lead(start_minute) OVER (PARTITION BY pupil, date ORDER BY start_minute) AS clashes
        FROM lesson SEMI JOIN (FROM day WHERE NOT fits) AS one USING (pupil, date)
    ) GROUP BY pupil, date
)
SELECT pupil, {DAYS} // 7 AS week,
    bool_or(CASE WHEN fits THEN day.clashes ELSE coalesce(unfit.clashes, FALSE) END)
        OR bool_or(is_odd) OR min(spot) <> max(other) AS is_tangled
FROM day LEFT JOIN unfit USING (pupil, date) GROUP BY pupil, week
"""  # noqa: S608  # our own words
"""Each pupil's weeks and whether they are tangled, of the lessons of one institution and school year drawn on $day."""

OF_KIND = f"""
SELECT lesson.* FROM ({{lessons}}) AS lesson
SEMI JOIN kind ON kind.pupil = lesson.pupil AND kind.week = {DAYS} // 7 AND kind.is_tangled = $tangled
ORDER BY lesson.pupil, date, start_minute
"""  # noqa: S608  # our own words
"""The lessons in the plain or in the tangled weeks that the table `kind` tells of."""
