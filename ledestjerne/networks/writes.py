"""Being in a network takes a yes from both sides; what is shared is the institution's own choice, and ends at once."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.base.time import COPENHAGEN
from ledestjerne.indicators import writes as figures
from ledestjerne.indicators.models import Share
from ledestjerne.networks import reads
from ledestjerne.networks.models import REQUEST_STATES, JoinRequest, Side
from ledestjerne.organisation import writes as organisation
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require, require_either


class NotAMemberError(ValidationError):
    """An institution shares with the networks it is a member of, and with no other."""


class CannotShareError(ValidationError):
    """There is no such figure of the institution's own."""


@transaction.atomic
def ask_to_join(*, by: User, network: Unit, institution: Unit, side: Side, at: datetime) -> JoinRequest:
    """Let one side ask for the institution to be a member; asking twice changes nothing."""
    require(by, Permission.NETWORK_EDIT, on=network if side == Side.NETWORK else institution)
    organisation.require_joinable(institution, network, on=day_of(at))
    if reads.is_member(institution, network, on=day_of(at)):
        raise ValidationError(_("%(unit)s er allerede medlem.") % {"unit": institution})
    request, made = JoinRequest.objects.get_or_create(
        network=network, institution=institution, state=JoinRequest.State.ASKED,
        defaults={"side": side, "asked_at": at, "asked_by": by},
    )  # fmt: skip
    if made:
        told = {"network": network.code, "side": side}
        record("join_request.asked", subject=request, by=by, unit_code=institution.code, detail=told)
    return request


@transaction.atomic
def accept_request(*, by: User, request: JoinRequest, at: datetime) -> JoinRequest:
    """Say yes for the side that was asked: from that day the institution is a member, and shares nothing yet."""
    require(by, Permission.NETWORK_EDIT, on=request.answerer)
    found = decided(request, JoinRequest.State.ACCEPTED, by=by, at=at)
    organisation.join_network(by=by, institution=found.institution, network=found.network, on=day_of(at))
    record("join_request.accepted", subject=found, by=by, unit_code=found.institution.code)
    return found


@transaction.atomic
def decline_request(*, by: User, request: JoinRequest, at: datetime) -> JoinRequest:
    """Say no for the side that was asked; the other may ask again."""
    require(by, Permission.NETWORK_EDIT, on=request.answerer)
    found = decided(request, JoinRequest.State.DECLINED, by=by, at=at)
    record("join_request.declined", subject=found, by=by, unit_code=found.institution.code)
    return found


@transaction.atomic
def withdraw_request(*, by: User, request: JoinRequest, at: datetime) -> JoinRequest:
    """Take a question back before it is answered."""
    require(by, Permission.NETWORK_EDIT, on=request.asker)
    found = decided(request, JoinRequest.State.WITHDRAWN, by=by, at=at)
    record("join_request.withdrawn", subject=found, by=by, unit_code=found.institution.code)
    return found


def decided(request: JoinRequest, state: JoinRequest.State, *, by: User, at: datetime) -> JoinRequest:
    """The request in its new state; whoever answers first decides."""
    found = (
        JoinRequest.objects.select_for_update(of=("self",)).select_related("network", "institution").get(pk=request.pk)
    )
    REQUEST_STATES.check(old=found.state, new=state)
    found.state, found.decided_at, found.decided_by = state, at, by
    found.save(update_fields=["state", "decided_at", "decided_by"])
    return found


@transaction.atomic
def leave(*, by: User, institution: Unit, network: Unit, at: datetime) -> None:
    """End the membership and all sharing with the network at once; either side may."""
    require_either(by, Permission.NETWORK_EDIT, units=(institution, network))
    end_shares(reads.shares_of(institution, network), by=by, at=at)
    organisation.leave_network(by=by, institution=institution, network=network, on=day_of(at))


@transaction.atomic
def choose_shares(
    *, by: User, institution: Unit, network: Unit, indicators: Collection[str], at: datetime
) -> tuple[Share, ...]:
    """Let the members of the network see just these indicators of the institution's own from now on, and no other."""
    require(by, Permission.NETWORK_EDIT, on=institution)
    if not reads.is_member(institution, network, on=day_of(at)):
        raise NotAMemberError(_("%(unit)s er ikke medlem af %(network)s.") % {"unit": institution, "network": network})
    if not set(indicators) <= {each.key for each in reads.shareable()}:
        raise CannotShareError(_("Et af de valgte nøgletal kan ikke deles."))
    Unit.objects.select_for_update().get(pk=institution.pk)
    shared = {each.indicator: each for each in reads.shares_of(institution, network)}
    end_shares((share for key, share in shared.items() if key not in indicators), by=by, at=at)
    return tuple(
        figures.start_share(by=by, institution=institution, network=network, indicator=key, at=at)
        for key in sorted(set(indicators) - set(shared))
    )


def end_shares(shares: Iterable[Share], *, by: User, at: datetime) -> None:
    for share in shares:
        figures.end_share(by=by, share=share, at=at)


def day_of(moment: datetime) -> date:
    """The day it is in Denmark."""
    return moment.astimezone(COPENHAGEN).date()
