"""What is wrong with the words of a command line, in the reader's language; argparse says it in English only."""

import re

from django.utils.translation import gettext as _


def said(message: str) -> str:
    """A message of argparse in Danish or English; one it is not known by is left as it is."""
    plain = message.removeprefix("Error: ")
    argument, place = "", re.match(r"argument ([^:]+): ", plain)
    if place:
        argument, plain = place[1] + ": ", plain[place.end() :]
    for pattern, words in patterns():
        if found := re.fullmatch(pattern, plain, re.DOTALL):
            return argument + words % found.groupdict()
    return argument + plain


def patterns() -> tuple[tuple[str, str], ...]:
    return (
        (r"the following arguments are required: (?P<names>.*)", _("Der mangler: %(names)s")),
        (r"unrecognized arguments: (?P<names>.*)", _("Kendes ikke: %(names)s")),
        (r"expected one argument", _("her skal stå en værdi")),
        (r"expected at least one argument", _("her skal stå mindst én værdi")),
        (r"invalid (?P<kind>\w+) value: (?P<value>.*)", _("%(value)s kan ikke bruges her")),
        (
            r"invalid choice: (?P<value>.*) \(choose from (?P<names>.*)\)",
            _("%(value)s kan ikke vælges; vælg: %(names)s"),
        ),
        (r"not allowed with argument (?P<names>.*)", _("kan ikke bruges sammen med %(names)s")),
        (r"ambiguous option: (?P<value>.*) could match (?P<names>.*)", _("%(value)s er flertydig: %(names)s")),
    )
