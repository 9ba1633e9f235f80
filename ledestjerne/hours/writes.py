"""The published figure noted and removed, and the meetings a miss calls for."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission, Role
from ledestjerne.audit.writes import record
from ledestjerne.followup import writes as followup
from ledestjerne.followup.models import Commitment
from ledestjerne.hours.models import PublishedHours
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require

MEETINGS = "hours"
"""What the meetings are made from."""

MONTHS = (1, 8)


@transaction.atomic
def note_published_hours(
    *, by: User, unit: Unit, school_year: str, hours: Decimal, pupils: int | None, source: str
) -> PublishedHours:
    """Note what the ministry published for an institution and school year; a later note takes the place of the first."""
    require(by, Permission.DELIVERY_MAKE, on=unit)
    before = PublishedHours.objects.filter(unit=unit, school_year=school_year).first()
    published, _made = PublishedHours.objects.update_or_create(
        unit=unit, school_year=school_year,
        defaults={"hours": hours, "pupils": pupils, "source": source.strip(), "noted_by": by},
    )  # fmt: skip
    detail = {"school_year": school_year, "hours": str(hours), "before": str(before.hours) if before else ""}
    record("published_hours.noted", subject=published, by=by, unit_code=unit.code, detail=detail)
    return published


@transaction.atomic
def remove_published_hours(*, by: User, published: PublishedHours) -> None:
    """Take a figure away that was noted by mistake."""
    require(by, Permission.DELIVERY_MAKE, on=published.unit)
    detail = {"school_year": published.school_year, "hours": str(published.hours)}
    record("published_hours.removed", subject=published, by=by, unit_code=published.unit.code, detail=detail)
    published.delete()


@transaction.atomic
def make_meetings(*, by: User, unit: Unit, owner: User | Role, on: date) -> Commitment:
    """The two yearly meetings about the 26 hours; raises CommitmentStandsError when the unit has them."""
    return followup.make_commitment(
        by=by, unit=unit, owner=owner, on=on, months=MONTHS, origin_kind=MEETINGS,
        text=_("Møde om 26-timerskravet"),
        why=_("26-timers-overblikket viste elever på grundforløbet, der ender under 26 klokketimer om ugen."),
        who=_("Stabs-/støttechefen, skemalæggerne og uddannelseslederne"),
    )  # fmt: skip
