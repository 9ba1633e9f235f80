"""How far a delivery is, and what became of it, in the components' own words."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ledestjerne.base.parts import Moment, State, Step, Tone
from ledestjerne.facts.models import Delivery

S = Delivery.State
TONES = {S.RECEIVED: Tone.INFO, S.CHECKED: Tone.WARN, S.ACCEPTED: Tone.GOOD, S.REJECTED: Tone.BAD}


def state_of(delivery: Delivery) -> State:
    """How far a delivery is, as a mark; a checked one says whether there is anything to accept."""
    state = S(delivery.state)
    if delivery.is_useless:
        return State(text=_("Kan ikke bruges"), tone=Tone.BAD, is_open=True)
    if delivery.needs_explaining:
        return State(text=_("Skal forklares"), tone=Tone.WARN, is_open=True)
    return State(text=str(state.label), tone=TONES.get(state, Tone.NEUTRAL), is_open=state in (S.RECEIVED, S.CHECKED))


def steps_of(delivery: Delivery, *, is_running: bool) -> tuple[Step, ...]:
    """Received ▸ recognised ▸ checked ▸ decided, and where the delivery stands."""
    is_checked = delivery.state != S.RECEIVED
    is_known = bool(delivery.title)
    received = date_format(localtime(delivery.received_at), "DATETIME_FORMAT")
    return (
        Step(title=_("Modtaget"), text=received, state="done"),
        Step(
            title=_("Genkendt") if is_known or not is_checked else _("Ikke genkendt"),
            text=delivery.title,
            state="done" if is_known else "" if is_checked else "current",
        ),
        Step(
            title=_("Kontrolleret"),
            text=_("Kontrollen er i gang") if is_running else "",
            state="done" if is_checked else "",
        ),
        decision_of(delivery),
    )


def decision_of(delivery: Delivery) -> Step:
    """The last step: what was decided, or what has to happen first."""
    decided = {S.ACCEPTED: _("Godkendt"), S.WITHDRAWN: _("Trukket tilbage"), S.REJECTED: _("Afvist")}
    state = S(delivery.state)
    if state in decided:
        return Step(title=decided[state], state="done")
    if delivery.is_useless:
        return Step(title=_("Kan ikke godkendes"), text=_("Ret filen, og aflever den igen."), state="current")
    if delivery.needs_explaining:
        return Step(title=_("Godkendt eller afvist"), text=_("Sig først, hvad kolonnerne betyder."), state="current")
    return Step(title=_("Godkendt eller afvist"), state="current" if state == S.CHECKED else "")


def history_of(delivery: Delivery) -> list[Moment]:
    """Who did what with it, the newest last."""
    moments = [Moment(title=_("Afleveret"), at=delivery.received_at, by=delivery.received_by.name)]
    if delivery.checked_at:
        moments.append(Moment(title=_("Kontrolleret"), at=delivery.checked_at))
    if delivery.decided_at and delivery.decided_by:
        is_rejected = delivery.state == S.REJECTED
        said = delivery.reason if is_rejected else ""
        title = _("Afvist") if is_rejected else _("Godkendt")
        moments.append(Moment(title=title, at=delivery.decided_at, by=delivery.decided_by.name, text=said))
    if delivery.withdrawn_at and delivery.withdrawn_by:
        taken = _("Trukket tilbage")
        moments.append(
            Moment(title=taken, at=delivery.withdrawn_at, by=delivery.withdrawn_by.name, text=delivery.reason)
        )
    return moments
