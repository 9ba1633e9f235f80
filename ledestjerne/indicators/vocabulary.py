"""The closed vocabulary of an indicator file: every word a definition may use."""

from enum import StrEnum


class Status(StrEnum):
    """`missing` is a figure that is wanted and described, but that no source feeds yet."""

    DRAFT = "draft"
    LIVE = "live"
    MISSING = "missing"
    RETIRED = "retired"


class Table(StrEnum):
    """The tables of facts; all but the first hold persons and stand in `pupil_tables`."""

    PUBLISHED = "published"
    PUPIL_WEEK = "pupil_week"
    PUPIL_ABSENCE = "pupil_absence"
    PUPIL_EXIT = "pupil_exit"
    PUPIL_GRADE = "pupil_grade"


class Measure(StrEnum):
    """How the figure is made. `published` is taken as printed and never recomputed."""

    PUBLISHED = "published"
    SHARE = "share"
    MEAN = "mean"
    COUNT = "count"
    RATIO = "ratio"


class Level(StrEnum):
    """The levels of units a figure may be shown for, from the widest to the narrowest."""

    NATION = "nation"
    REGION = "region"
    MUNICIPALITY = "municipality"
    NETWORK = "network"
    INSTITUTION = "institution"
    SCHOOL = "school"
    DEPARTMENT = "department"
    EDUCATION = "education"
    CLASS = "class"
    COURSE = "course"


NATION = "DK"
"""The code of the whole country, which needs not be a unit of the tree."""


class UnitOfMeasure(StrEnum):
    PERCENT = "percent"
    HOURS = "hours"
    COUNT = "count"
    SCORE = "score"
    SCORE_10 = "score_10"
    INDEX = "index"
    GRADE = "grade"
    RATE = "rate"


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Dimension(StrEnum):
    """The four quality dimensions the strategy and the overview are ordered by."""

    LEARNING = "læringskvalitet"
    EDUCATION = "uddannelseskvalitet"
    RESULT = "resultatkvalitet"
    SYSTEM = "systemisk_kvalitet"


class Privacy(StrEnum):
    STANDARD = "standard"
    WELLBEING = "wellbeing"


class PupilValue(StrEnum):
    """What is worked out for each pupil before the pupils are counted or averaged."""

    LED = "led_hours_per_week"
    PLANNED = "planned_hours_per_week"
    UNREGISTERED = "unregistered_led_hours_per_week"
    UNMARKED = "unmarked_hours_per_week"
    ABSENCE = "absence_percent"
    GRADE = "mean_grade"


class Weeks(StrEnum):
    """School days divided by five, or the calendar weeks in which the pupil had lessons."""

    SCHOOL_DAYS = "school_days"
    CALENDAR_WEEKS = "calendar_weeks"


class Distinct(StrEnum):
    """`class_places` counts a pupil once in each class the pupil is in."""

    PUPILS = "pupils"
    CLASSES = "classes"
    CLASS_PLACES = "class_places"


# The fewest persons that may be shown: groups of three or fewer are hidden, of five or fewer for wellbeing.
FEWEST_SHOWN = {Privacy.STANDARD: 4, Privacy.WELLBEING: 6}
