"""The few tags and filters of our pages."""

from django import template

register = template.Library()
