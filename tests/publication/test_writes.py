from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from ledestjerne.audit.models import Event
from ledestjerne.publication.content import digest_of
from ledestjerne.publication.models import Edition
from ledestjerne.publication.writes import (
    AlreadyRevokedError,
    NoReasonError,
    NothingChangedError,
    publish_content,
    revoke_edition,
)
from tests.publication.plans import AT
from tests.publication.sample import PLAN

LATER = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)
CHANGED = replace(PLAN, introduction="Rettet.")


def test_the_first_edition_is_number_one_and_holds_the_plan(edition):
    edition.refresh_from_db()

    assert (edition.number, edition.read(), digest_of(edition.content)) == (1, PLAN, edition.digest)


def test_the_next_edition_is_numbered_on(edition, cast, school):
    second = publish_content(unit=school.institution, content=CHANGED, by=cast.quality, at=LATER)

    assert second.number == 2


def test_each_year_and_each_unit_counts_its_own(edition, cast, school):
    other_year = publish_content(
        unit=school.institution, content=replace(PLAN, year="2026/2027"), by=cast.quality, at=AT
    )
    other_unit = publish_content(unit=school.vocational, content=PLAN, by=cast.quality, at=AT)

    assert (other_year.number, other_unit.number) == (1, 1)


def test_an_unchanged_plan_is_not_published_again(edition, cast, school):
    with pytest.raises(NothingChangedError):
        publish_content(unit=school.institution, content=PLAN, by=cast.quality, at=LATER)


def test_an_unchanged_plan_is_published_again_when_told_to(edition, cast, school):
    again = publish_content(unit=school.institution, content=PLAN, by=cast.quality, at=LATER, even_unchanged=True)

    assert (again.number, again.digest) == (2, edition.digest)


def test_a_revoked_plan_may_come_out_again_unchanged(edition, cast, school):
    revoke_edition(edition=edition, by=cast.quality, at=AT, reason="Forkert år")

    assert publish_content(unit=school.institution, content=PLAN, by=cast.quality, at=LATER).number == 2


@pytest.mark.parametrize("who", ["head", "teacher", "board", "pupil", "neighbour", "outsider"])
def test_others_may_neither_publish_nor_revoke(edition, cast, school, who):
    person = getattr(cast, who)

    with pytest.raises(PermissionDenied):
        publish_content(unit=school.institution, content=CHANGED, by=person, at=LATER)
    with pytest.raises(PermissionDenied):
        revoke_edition(edition=edition, by=person, at=LATER, reason="Nej")


def test_both_are_logged_with_what_was_said(edition, cast):
    revoke_edition(edition=edition, by=cast.director, at=LATER, reason="Forkert bilag")

    published, revoked = Event.objects.filter(verb__startswith="edition.").order_by("pk")
    assert (published.verb, published.detail, published.by_name) == (
        "edition.published", {"digest": edition.digest}, "Karin Kvist",
    )  # fmt: skip
    assert (revoked.verb, revoked.detail, revoked.by_name) == (
        "edition.revoked", {"reason": "Forkert bilag"}, "Dorte Dam",
    )  # fmt: skip


def test_nobody_revokes_without_saying_why(edition, cast):
    with pytest.raises(NoReasonError):
        revoke_edition(edition=edition, by=cast.quality, at=LATER, reason="  ")


def test_nobody_revokes_twice(edition, cast):
    revoke_edition(edition=edition, by=cast.quality, at=LATER, reason="Forkert")

    with pytest.raises(AlreadyRevokedError):
        revoke_edition(edition=edition, by=cast.quality, at=LATER, reason="Igen")


CHANGES = [
    {"title": "Andet"}, {"year": "2027"}, {"number": 9}, {"language": "en"}, {"published_at": LATER}, {"schema": 2},
    {"content": "{}", "digest": digest_of("{}")}, {"revoked_at": None},
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_the_database_refuses_to_change_an_edition(edition, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**change)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE publication_edition SET content = content || ' ', digest = encode(sha256(convert_to(content || ' ', 'UTF8')), 'hex')",
        "UPDATE publication_edition SET revoked_at = now(), revoked_by_id = published_by_id, revoke_reason = 'x', title = 'y'",
        "DELETE FROM publication_edition",
    ],
)
def test_the_database_refuses_plain_sql_too(edition, sql):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_database_refuses_content_that_is_not_its_hash(cast, school):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(
            unit=school.institution, year="2026", number=1, title="x", language="da", schema=1, content="{}",
            digest="0" * 64, published_at=AT, published_by=cast.quality,
        )  # fmt: skip


@pytest.mark.parametrize(
    "change", [{"revoked_at": None, "revoked_by": None, "revoke_reason": ""}, {"revoke_reason": "Ny"}]
)
def test_what_was_revoked_stays_revoked(edition, cast, change):
    revoke_edition(edition=edition, by=cast.quality, at=LATER, reason="Forkert")

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**change)
