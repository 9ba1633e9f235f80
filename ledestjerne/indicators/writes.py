"""Keeping a figure that something rests on, setting a unit's own goals and limits, and sharing its figures."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.indicators import reads
from ledestjerne.indicators.models import FrozenResult, Share, ShownFrom, Target
from ledestjerne.indicators.vocabulary import Better
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.permissions import require, require_either


class NoFigureError(ValidationError):
    """There is no such figure for the unit and period."""


@dataclass(frozen=True)
class Cited:
    """Which figure is cited: a live indicator, a period, and the part of a breakdown if not the whole."""

    indicator: str
    period: str
    breakdown: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def freeze_result(*, by: User, unit: Unit, cited: Cited) -> FrozenResult:
    """Keep a figure as it is now, with its definition and deliveries; the same figure is kept only once."""
    require(by, Permission.FIGURE_READ, on=unit)
    frozen, is_new = kept_figure(by=by, unit=unit, cited=cited)
    if is_new:
        record("result.frozen", subject=frozen, by=by, unit_code=unit.code)
    return frozen


@transaction.atomic
def freeze_nation(*, by: User, beside: Unit, cited: Cited) -> FrozenResult:
    """Keep the whole country's figure as a publisher prints it, to stand beside those of a unit.

    NoFigureError for what is not printed: what we put together of pupils belongs to the unit of the country.
    """
    require(by, Permission.FIGURE_READ, on=beside)
    if not reads.has_nation(reads.definition(cited.indicator)):
        raise NoFigureError(_("Landets tal for dette nøgletal er ikke trykt af nogen."))
    frozen, is_new = kept_figure(by=by, unit=None, cited=cited)
    if is_new:
        record("result.frozen", subject=frozen, by=by, unit_code=beside.code)
    return frozen


def kept_figure(*, by: User, unit: Unit | None, cited: Cited) -> tuple[FrozenResult, bool]:
    """The figure as it is now, and whether it was not already kept."""
    definition, code = reads.definition(cited.indicator), unit.code if unit else reads.NATION
    live = reads.live_figures(definition)
    result = live.result(code, period=cited.period, breakdown=tuple(sorted(cited.breakdown.items())))
    if result is None:
        raise NoFigureError(_("Der er intet tal for %(title)s i %(period)s.")
                            % {"title": definition.title, "period": cited.period})  # fmt: skip
    values = {
        "value": result.value, "numerator": result.numerator, "n": result.n, "low": result.low, "high": result.high,
        "hidden": result.hidden.value if result.hidden else "", "marks": [mark.value for mark in result.marks],
        "verdict": result.verdict or "", "deliveries": list(result.deliveries), "facts_version": live.version,
    }  # fmt: skip
    place = {
        "unit": unit, "indicator": definition.key, "period": cited.period, "breakdown": dict(cited.breakdown),
        "definition_hash": definition.digest,
    }  # fmt: skip
    kept = FrozenResult.objects.filter(**place, **values).order_by("pk").first()
    if kept is not None:
        return kept, False
    frozen = FrozenResult.objects.create(
        **place, **values, title=definition.title, definition_text=definition.text, frozen_by=by,
        source_line=reads.source_line(definition, result), unit_of_measure=definition.unit.value,
        decimals=definition.decimals, rows=[astuple(row) for row in reads.rows_behind(definition, result)],
        fewest=result.fewest, hidden_beside=[[code, list(part)] for code, part in reads.hidden_beside(live, result)],
    )  # fmt: skip
    return frozen, True


@transaction.atomic
def set_target(*, by: User, unit: Unit, indicator: str, value: float, text: str = "") -> Target:
    """Set the unit's own goal for an indicator, in its unit of measure; an earlier goal is replaced."""
    require(by, Permission.TARGET_EDIT, on=unit)
    definition = reads.definition(indicator)
    if definition.better is Better.NEITHER:
        raise ValidationError(_("Der kan ikke sættes mål for dette tal: hverken højt eller lavt er bedst."))
    target, _made = Target.objects.update_or_create(
        unit=unit, indicator=definition.key, defaults={"value": value, "text": text.strip(), "set_by": by}
    )
    record("target.set", subject=target, by=by, unit_code=unit.code, detail={"value": value})
    return target


@transaction.atomic
def remove_target(*, by: User, target: Target) -> None:
    """Take the unit's own goal away; the national one, if any, still holds."""
    require(by, Permission.TARGET_EDIT, on=target.unit)
    record("target.removed", subject=target, by=by, unit_code=target.unit.code, detail={"value": target.value})
    target.delete()


@transaction.atomic
def set_shown_from(*, by: User, unit: Unit, limits: reads.Limits) -> ShownFrom | None:
    """Say how large a group must be to be shown in an institution; the rule itself takes an own limit away.

    Raises ValidationError below the rule, and for a unit that is not an institution.
    """
    require(by, Permission.UNIT_EDIT, on=unit)
    if unit.level != Level.INSTITUTION:
        raise ValidationError(_("Grænsen sættes for hele institutionen."))
    if limits.fewest < reads.RULE.fewest or limits.fewest_wellbeing < reads.RULE.fewest_wellbeing:
        raise ValidationError(_("Grænsen kan hæves, men ikke sættes under reglen."))
    detail = {"fewest": limits.fewest, "fewest_wellbeing": limits.fewest_wellbeing}
    if limits == reads.RULE:
        ShownFrom.objects.filter(unit=unit).delete()
        shown = None
    else:
        shown, _made = ShownFrom.objects.update_or_create(unit=unit, defaults={**detail, "set_by": by})
    record("shown_from.set", subject=shown or unit, by=by, unit_code=unit.code, detail=detail)
    return shown


@transaction.atomic
def start_share(*, by: User, institution: Unit, network: Unit, indicator: str, at: datetime) -> Share:
    """Let the members of a network see the institution's own figure of an indicator from now on."""
    require(by, Permission.NETWORK_EDIT, on=institution)
    share = Share.objects.create(
        institution=institution, network=network, indicator=indicator, started_at=at, started_by=by
    )
    record("share.started", subject=share, by=by, unit_code=institution.code, detail=detail_of(share))
    return share


@transaction.atomic
def end_share(*, by: User, share: Share, at: datetime) -> Share:
    """End the sharing of a figure at once; either side may."""
    require_either(by, Permission.NETWORK_EDIT, units=(share.institution, share.network))
    share.ended_at, share.ended_by = at, by
    share.save(update_fields=["ended_at", "ended_by"])
    record("share.ended", subject=share, by=by, unit_code=share.institution.code, detail=detail_of(share))
    return share


def detail_of(share: Share) -> dict[str, str]:
    return {"network": share.network.code, "indicator": share.indicator}
