"""Minutes offered and missed, for each pupil and month. Pure."""

from ledestjerne.facts.narrow.fact import PLACE, WHO, Narrow, school_year

NARROW = Narrow(
    table="pupil_absence",
    extract="absence",
    columns={
        **WHO, "month": "VARCHAR", "offered_minutes": "DOUBLE", "absent_minutes": "DOUBLE",
        "unlawful_minutes": "DOUBLE",
    },
    made=f"""
SELECT institution, department, education, "class", pupil, course_part, {school_year("date")} AS school_year,
    strftime(date, '%Y-%m') AS month,
    round(sum(offered_hours) * 60)::DOUBLE AS offered_minutes,
    round(sum(absent_hours) * 60)::DOUBLE AS absent_minutes,
    round(sum(CASE WHEN unlawful THEN absent_hours WHEN NOT unlawful THEN 0 END) * 60)::DOUBLE AS unlawful_minutes
FROM read_parquet($paths) WHERE institution = $institution
GROUP BY ALL ORDER BY ALL
""",  # noqa: S608  # our own words
    tells_of=(PLACE, "month", "'absence'"),
)  # fmt: skip
