"""Who is in a network, who may see it, and who waits for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.networks.models import JoinRequest, Side
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import WIDER_THAN_SCHOOLS, Level, Unit, UnitQuerySet
from ledestjerne.organisation.permissions import holds


@dataclass(frozen=True)
class Place:
    """What stands above institutions, with those in it, by code in Danish order; `own` are those the reader may read.

    `is_shared` when they are members, and so are seen here only with what they share.
    """

    unit: Unit
    institutions: Mapping[str, Unit]
    own: frozenset[str]
    is_shared: bool


def is_member(institution: Unit, network: Unit, *, on: date) -> bool:
    return organisation.memberships_on(on).filter(child=institution, parent=network).exists()


def network_for(user: User, *, code: str, on: date) -> Unit:
    """What stands above institutions under this code, for its own people and those of its members; else Http404."""
    unit = Unit.objects.filter(code=code, level__in=WIDER_THAN_SCHOOLS).first()
    if unit is None or not (holds(user, Permission.FIGURE_READ, on=unit, day=on) or is_of_member(user, unit, on=on)):
        raise Http404
    return unit


def is_of_member(user: User, network: Unit, *, on: date) -> bool:
    """Whether the person may read the figures of a member; a right on a class or a department is not enough."""
    return organisation.institutions_in(network, on=on).filter(pk__in=readable(user, on=on)).exists()


def readable(user: User, *, on: date) -> UnitQuerySet:
    return organisation.institutions_of(user, Permission.FIGURE_READ, on=on)


def place_of(unit: Unit, *, user: User, on: date) -> Place:
    """The institutions in it: its members, or of a network without any, a municipality and the nation those below."""
    members = organisation.institutions_in(unit, on=on)
    is_shared = unit.level == Level.NETWORK and members.exists()
    inside = members if is_shared else below(unit, on=on)
    own = readable(user, on=on).filter(pk__in=inside.values("pk")).values_list("code", flat=True)
    return Place(unit, {each.code: each for each in inside}, frozenset(own), is_shared)


def below(unit: Unit, *, on: date) -> UnitQuerySet:
    institutions = Unit.objects.filter(level=Level.INSTITUTION).in_danish_order()
    if unit.level == Level.NATION:
        return institutions
    return institutions.filter(pk__in=Unit.objects.below([unit.pk], on=on))


def places_of(user: User, *, on: date) -> list[Unit]:
    """Every network, municipality and nation the person may look at, in Danish order."""
    links = organisation.memberships_on(on).filter(child__in=readable(user, on=on))
    by_membership = Unit.objects.filter(pk__in=links.values("parent"))
    by_right = Unit.objects.where(user, Permission.FIGURE_READ, on=on).filter(level__in=WIDER_THAN_SCHOOLS)
    return list(
        Unit.objects.filter(pk__in=[*by_membership.values_list("pk", flat=True), *by_right.values_list("pk", flat=True)])
        .in_danish_order()
    )  # fmt: skip


def sharers_of(user: User, *, on: date) -> UnitQuerySet:
    """The institutions for which the person decides what is shared."""
    return organisation.institutions_of(user, Permission.NETWORK_EDIT, on=on)


def requests_to(unit: Unit) -> QuerySet[JoinRequest]:
    """The questions this side is to answer: an institution's invitations, or those who ask to be in a network."""
    return waiting_for(unit, asked_by=Side.NETWORK if unit.level == Level.INSTITUTION else Side.INSTITUTION)


def requests_from(unit: Unit) -> QuerySet[JoinRequest]:
    """The questions this side has asked and nobody has answered."""
    return waiting_for(unit, asked_by=Side.INSTITUTION if unit.level == Level.INSTITUTION else Side.NETWORK)


def requests_to_answer(user: User, *, on: date) -> QuerySet[JoinRequest]:
    """The questions the person may answer, for whichever side was asked."""
    units = Unit.objects.where(user, Permission.NETWORK_EDIT, on=on)
    asked = Q(side=Side.NETWORK, institution__in=units) | Q(side=Side.INSTITUTION, network__in=units)
    return JoinRequest.objects.waiting().filter(asked)


def requests_asked(user: User, *, on: date) -> QuerySet[JoinRequest]:
    """The questions the person may take back, for whichever side asked."""
    units = Unit.objects.where(user, Permission.NETWORK_EDIT, on=on)
    asked = Q(side=Side.NETWORK, network__in=units) | Q(side=Side.INSTITUTION, institution__in=units)
    return JoinRequest.objects.waiting().filter(asked)


def waiting_for(unit: Unit, *, asked_by: Side) -> QuerySet[JoinRequest]:
    place = {"institution": unit} if unit.level == Level.INSTITUTION else {"network": unit}
    return JoinRequest.objects.waiting().filter(side=asked_by, **place)


def request_for(user: User, request_id: int, *, on: date, as_asker: bool = False) -> JoinRequest:
    """A waiting question that the person may answer, or take back when asked for `as_asker`; else Http404."""
    request = get_object_or_404(JoinRequest.objects.waiting(), pk=request_id)
    side = request.asker if as_asker else request.answerer
    if not holds(user, Permission.NETWORK_EDIT, on=side, day=on):
        raise Http404
    return request
