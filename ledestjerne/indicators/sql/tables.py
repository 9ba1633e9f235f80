"""The two tables of facts as the engine reads them."""

PUBLISHED = {
    "delivery": "BIGINT", "source": "VARCHAR", "sheet": "VARCHAR", "row": "BIGINT", "kind": "VARCHAR",
    "unit": "VARCHAR", "unit_level": "VARCHAR", "period": "VARCHAR", "period_kind": "VARCHAR",
    "measure": "VARCHAR", "dims": "MAP(VARCHAR, VARCHAR)", "value": "DOUBLE", "text": "VARCHAR",
    "withheld": "BOOLEAN", "complete": "BOOLEAN",
}  # fmt: skip

PUPIL_WEEK = {
    "delivery": "BIGINT", "institution": "VARCHAR", "department": "VARCHAR", "education": "VARCHAR",
    "class": "VARCHAR", "pupil": "BIGINT", "course_part": "VARCHAR", "school_year": "VARCHAR",
    "iso_year": "INTEGER", "iso_week": "INTEGER", "school_days": "INTEGER", "lessons": "INTEGER",
    "planned_minutes": "DOUBLE", "led_minutes": "DOUBLE", "unregistered_led_minutes": "DOUBLE",
    "unmarked_minutes": "DOUBLE",
}  # fmt: skip
