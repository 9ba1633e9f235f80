from ledestjerne.audit.models import Event
from ledestjerne.audit.reads import last_event


def event(**more):
    return Event.objects.create(
        verb="unit.added", subject_kind="x", subject_id="1", subject_text="x", by_name="x", **more
    )


def test_an_event_that_comes_in_behind_a_newer_one_is_noticed(db):
    event(pk=11)
    before = last_event()
    event(pk=10)

    assert last_event() != before
