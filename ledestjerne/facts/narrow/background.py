"""Each pupil's background and outcome in the school year of the start; what is not stated stays null. Pure."""

from ledestjerne.facts.narrow.fact import PLACE, WHO, Narrow, school_year

TEXTS = ("sex", "origin", "entry_path", "parents_education", "parents_income")

NARROW = Narrow(
    table="pupil_background",
    extract="background",
    columns={
        **WHO, "age": "DOUBLE", **dict.fromkeys(TEXTS, "VARCHAR"), "entry_grade": "DOUBLE", "dropout": "BOOLEAN",
        "grade": "DOUBLE",
    },
    made=f"""
SELECT institution, department, education, "class", pupil, course_part, {school_year("started_on")} AS school_year,
    age, {", ".join(TEXTS)}, entry_grade, dropout, grade
FROM read_parquet($paths) WHERE institution = $institution
ORDER BY institution, department, education, "class", pupil, started_on
""",  # noqa: S608  # our own words
    tells_of=(PLACE, "school_year", "'background'"),
)  # fmt: skip
