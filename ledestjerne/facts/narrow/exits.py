"""How each course went: its outcome, how long it lasted and what came next. Pure.

Enrolments of a pupil in the same course part and education that follow each other within a month, as when the pupil
is moved to another class, are one course: the first start, the last end and the last outcome. What came next is
looked for at the same school only. Whether a month or three have gone is told by the last exit in the file; until
then what came next is `unknown`.
"""

from ledestjerne.facts.narrow.fact import PLACE, WHO, Narrow, school_year

LENGTH = """
    CASE
        WHEN outcome = 'never_started' THEN 'never'
        WHEN coalesce(ended_on, known_until) - started_on <= 14 THEN 'to_14_days'
        WHEN coalesce(ended_on, known_until) - started_on <= 92 THEN 'to_3_months'
        WHEN coalesce(ended_on, known_until) - started_on <= 161 THEN 'to_23_weeks'
        ELSE 'longer'
    END
"""


def came_next(months: int) -> str:
    """The course part begun after the end, within so many months; `none`, or `unknown` when it is too soon to tell."""
    return f"""
    CASE
        WHEN ended_on IS NULL THEN 'none'
        WHEN next_on <= ended_on + INTERVAL {months} MONTH THEN next_part
        WHEN ended_on + INTERVAL {months} MONTH > known_until THEN 'unknown'
        ELSE 'none'
    END AS next_{months}_month{"s" if months > 1 else ""}"""


NARROW = Narrow(
    table="pupil_exit",
    extract="exits",
    columns={
        **WHO, "started_on": "DATE", "ended_on": "DATE", "outcome": "VARCHAR", "length": "VARCHAR",
        "next_1_month": "VARCHAR", "next_3_months": "VARCHAR",
    },
    made=f"""
WITH enrolled AS (
    SELECT *, row_number() OVER () AS nr, coalesce(ended_on, DATE '9999-12-31') AS until,
        CASE
            WHEN ended_on IS NULL THEN 'in_progress'
            WHEN reason IN ('completed', 'moved', 'never_started') THEN reason
            ELSE 'dropped'
        END AS outcome,
        coalesce(max(ended_on) OVER (), max(started_on) OVER ()) AS known_until
    FROM read_parquet($paths) WHERE institution = $institution
), ordered AS (
    SELECT *, outcome = 'never_started' AS absent,
        max(until) OVER (
            PARTITION BY pupil, course_part, education, outcome = 'never_started' ORDER BY started_on, until, nr
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
    FROM enrolled
), numbered AS (
    SELECT *, count(*) FILTER (WHERE absent OR reached IS NULL OR started_on > reached + 31) OVER (
        PARTITION BY pupil, course_part, education, absent ORDER BY started_on, until, nr) AS course
    FROM ordered
), joined AS (
    SELECT institution, pupil, course_part, education, absent, course, min(started_on) AS started_on,
        arg_max(struct_pack(d := department, c := "class", o := outcome, e := ended_on), (until, started_on, nr)) AS last,
        any_value(known_until) AS known_until
    FROM numbered GROUP BY ALL
), placed AS (
    SELECT institution, last.d AS department, education, last.c AS "class", pupil, course_part,
        {school_year("started_on")} AS school_year, started_on, last.e AS ended_on, last.o AS outcome, known_until,
        CASE WHEN course_part IN ('GF1', 'GF2', 'HF') THEN course_part ELSE 'other' END AS part
    FROM joined
), followed AS (
    SELECT this.*, min(next.started_on) AS next_on, arg_min(next.part, (next.started_on, next.part)) AS next_part
    FROM placed AS this LEFT JOIN placed AS next
        ON next.pupil = this.pupil AND next.started_on > this.started_on AND next.started_on >= this.ended_on
        AND next.outcome <> 'never_started'
    GROUP BY ALL
)
SELECT institution, department, education, "class", pupil, course_part, school_year, started_on, ended_on, outcome,
    CASE WHEN outcome = 'in_progress' THEN 'open_' ELSE '' END || {LENGTH} AS length,
    {came_next(1)},
    {came_next(3)}
FROM followed
ORDER BY institution, department, "class", pupil, started_on, education, course_part
""",  # noqa: S608  # our own words
    tells_of=(PLACE, "school_year", "'exits'"),
)  # fmt: skip
