"""Grades: what each pupil got, in what and when. Pure."""

from ledestjerne.facts.checked import GRADES
from ledestjerne.facts.sources.extract import Layout

LAYOUT = Layout(schema=GRADES, title="Karakterer", day="date")
