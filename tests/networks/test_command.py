"""A network is made on the command line, for it has nothing above it."""

import json

import pytest
from django.core.management import CommandError, call_command

from ledestjerne.accounts.permissions import Permission
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.permissions import may


def test_a_network_is_made_with_its_coordinator(cast, capsys):
    call_command("network", "net-ny", "Det nye", "--coordinator", cast.outsider.email, "--json")

    told, made = json.loads(capsys.readouterr().out), Unit.objects.get(code="net-ny")
    assert told == {"code": "net-ny", "name": "Det nye", "coordinator": cast.outsider.email}
    assert made.level == Level.NETWORK
    assert may(cast.outsider, Permission.NETWORK_EDIT, on=made)


def test_a_network_without_a_known_coordinator_is_not_made(console):
    with pytest.raises(CommandError, match="Ingen har en konto"):
        call_command("network", "net-ny", "Det nye", "--coordinator", "ingen@intet.example")

    assert not Unit.objects.filter(code="net-ny").exists()
