"""How hours a week are written."""

from django import template

from ledestjerne.hours.screens import hours_text

register = template.Library()
register.filter("hours", hours_text)
