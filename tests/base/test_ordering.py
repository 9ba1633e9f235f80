"""Danish order as the database gives it."""

import re

import pytest

from ledestjerne.accounts.models import User
from ledestjerne.base.danish import sort_key
from ledestjerne.base.ordering import danish_order
from tests.architecture.source import modules

NAMES = ["Åse", "Øjvind", "Ærø", "Zoe", "Aage", "Bo", "aabenraa", "Århus", "zink", "Äpfel", "Özil", "Ib-Å"]
# Words people read; what stands in it must not hang on how the database was made.
BY_NAME = re.compile(r"""order_by\([^)]*["'][\w]*(?:name|title)["']""")


@pytest.mark.django_db
def test_the_database_orders_as_a_danish_list():
    for number, name in enumerate(NAMES):
        User.objects.create(email=f"{number}@fjordby.example", name=name, password="!")
    everybody = User.objects.filter(name__in=NAMES)

    found = list(everybody.order_by(danish_order("name"), "pk").values_list("name", flat=True))

    assert found == sorted(NAMES, key=sort_key)


@pytest.mark.django_db
def test_people_are_ordered_also_when_each_is_wanted_once():
    for number, name in enumerate(NAMES):
        User.objects.create(email=f"{number}@fjordby.example", name=name, password="!")

    found = User.objects.filter(name__in=NAMES).order_by(danish_order("name"), "pk").distinct()

    assert [each.name for each in found] == sorted(NAMES, key=sort_key)


def test_no_list_is_ordered_by_a_text_as_the_database_pleases():
    by_name = [
        f"{module}: {found}"
        for module in modules()
        for found in BY_NAME.findall(module.path.read_text(encoding="utf-8").replace('danish_order("', "danish("))
    ]

    assert by_name == []
