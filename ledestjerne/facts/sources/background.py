"""Pupils' background and what became of them, a row a pupil and enrolment. Pure."""

from ledestjerne.facts.checked import BACKGROUND
from ledestjerne.facts.sources.extract import Layout

LAYOUT = Layout(schema=BACKGROUND, title="Elever, der begyndte", day="started_on")
