import pytest

from ledestjerne.base.states import ForbiddenMoveError, table

PLAN = table("plan", draft="proposed", proposed="draft adopted", adopted="")


def test_only_the_moves_of_the_table_are_allowed():
    PLAN.check(old="draft", new="proposed")

    with pytest.raises(ForbiddenMoveError):
        PLAN.check(old="draft", new="adopted")


def test_the_diagram_shows_every_move():
    assert PLAN.diagram().splitlines()[1:] == [
        "    [*] --> draft", "    draft --> proposed", "    proposed --> adopted", "    proposed --> draft",
    ]  # fmt: skip
