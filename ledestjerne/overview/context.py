"""What every page's frame shows: the institution in view, the school year, and the stages of the cycle."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Case, IntegerField, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.reads import last_event
from ledestjerne.base.time import SchoolYear, today
from ledestjerne.followup import reads as followup
from ledestjerne.networks import reads as networks
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import WIDER_THAN_SCHOOLS, Unit, UnitQuerySet
from ledestjerne.organisation.permissions import holds, permissions_on


@dataclass(frozen=True)
class Stage:
    """One entry of the navigation: a stage of the quality cycle."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """The frame around a page for one reader."""

    unit: Unit | None
    school_year: SchoolYear
    nav: tuple[Stage, ...]
    tasks: int = 0
    tasks_url: str = ""


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame`, made only when a template asks for it."""
    return {"frame": SimpleLazyObject(lambda: frame_for(request))}


def frame_for(request: HttpRequest) -> Frame:
    year = SchoolYear.of(today())
    if not isinstance(request.user, User):
        return Frame(unit=None, school_year=year, nav=())
    code = request.resolver_match.kwargs.get("code", "") if request.resolver_match else ""
    seen = standing_of(request.user, code, on=today(), event=last_event())
    return Frame(
        unit=seen.unit, school_year=year, nav=tuple(stages(request, seen)),
        tasks=seen.tasks, tasks_url=reverse("overview:task-list"),
    )  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What the frame rests on: the unit in view, what the reader may do there, and how much waits."""

    unit: Unit | None
    allowed: frozenset[Permission]
    tasks: int


@lru_cache(maxsize=1000)
def standing_of(user: User, code: str, *, on: date, event: tuple[int, int]) -> Standing:
    """Asked for once until something is changed: every change has an event, whose number is part of the question."""
    unit = unit_in_view(user, code)
    allowed = permissions_on(user, unit=unit) if unit else frozenset()
    tasks = followup.task_count(user, on=on) + networks.requests_to_answer(user, on=on).count()
    return Standing(unit=unit, allowed=allowed, tasks=tasks)


def unit_in_view(user: User, code: str) -> Unit | None:
    """The institution of the unit the address names, as far up as the reader may go; else the reader's own home."""
    named = Unit.objects.filter(code=code).first() if code else None
    if named is not None and holds(user, Permission.UNIT_READ, on=named, day=today()):
        return top_of(named, user)
    return home_of(Unit.objects.where(user, Permission.UNIT_READ, on=today()))


def top_of(unit: Unit, user: User) -> Unit:
    """The widest unit around this one that is no wider than an institution and open to the reader."""
    path = organisation.open_part(organisation.path_to(unit, on=today()), user, on=today())
    return next((each for each in path if each.level not in WIDER_THAN_SCHOOLS), unit)


HOMES = ["institution", "department", "education", "class", "course", "municipality", "network", "region", "nation"]


def home_of(units: UnitQuerySet) -> Unit | None:
    """The reader's first institution, or the widest unit below one when that is all the reader has."""
    order = Case(*(When(level=level, then=place) for place, level in enumerate(HOMES)), output_field=IntegerField())
    return units.order_by(order, "sort_key", "code").first()


def stages(request: HttpRequest, seen: Standing) -> list[Stage]:
    """The stages of the cycle that the reader may see for the unit."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    if seen.unit is None:
        return []
    return [
        Stage(label=str(label), url=reverse(name, args=[seen.unit.code]), is_current=here.startswith(views))
        for label, name, permission, views in STAGES
        if permission in seen.allowed
    ]


STAGES = (
    (_("Overblik"), "overview:unit-detail", Permission.UNIT_READ, ("overview:unit", "organisation:")),
    (_("Data"), "facts:delivery-list", Permission.DELIVERY_READ, ("facts:",)),
    (
        _("Nøgletal"),
        "indicators:figure-list",
        Permission.FIGURE_READ,
        ("indicators:", "hours:", "explore:", "networks:"),
    ),
    (_("Forslag"), "followup:finding-list", Permission.FINDING_READ, ("followup:finding",)),
    (
        _("Opfølgningsplan"),
        "followup:plan-list",
        Permission.PLAN_READ,
        ("followup:plan", "followup:row", "followup:initiative"),
    ),
    (_("Offentliggjort"), "publication:edition-list", Permission.PLAN_READ, ("publication:",)),
)
