"""Each pupil's grades on the seven-step scale; a test that was only passed or failed has none. Pure."""

from ledestjerne.facts.narrow.fact import PLACE, WHO, Narrow, school_year

NARROW = Narrow(
    table="pupil_grade",
    extract="grades",
    columns={
        **WHO, "subject": "VARCHAR", "level": "VARCHAR", "kind": "VARCHAR", "grade": "DOUBLE", "grades": "INTEGER",
    },
    made=f"""
SELECT institution, department, education, "class", pupil, course_part, {school_year("date")} AS school_year,
    subject, level, kind, try_cast(grade AS DOUBLE) AS grade, 1::INTEGER AS grades
FROM read_parquet($paths) WHERE institution = $institution AND try_cast(grade AS DOUBLE) IS NOT NULL
ORDER BY institution, department, "class", pupil, date, subject, level, kind, grade
""",  # noqa: S608  # our own words
    tells_of=(PLACE, "school_year", "kind"),
)  # fmt: skip
