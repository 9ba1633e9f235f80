"""Whether an initiative did what was expected of it."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ledestjerne.base.charts import Chart
from ledestjerne.base.parts import State, Term, Tone
from ledestjerne.followup.models import EffectCheck, EffectVerdict, Expectation, Initiative, Way
from ledestjerne.followup.models.expectation import COUNTING_STATES
from ledestjerne.followup.reads.catalogue import title_of
from ledestjerne.indicators import reads as figures
from ledestjerne.indicators.models import Target
from ledestjerne.indicators.reads import Judgement, Measured, Method, Reason, Verdict

TONES = {
    EffectVerdict.HELPED: Tone.GOOD, EffectVerdict.NO_EFFECT: Tone.NEUTRAL, EffectVerdict.HARMED: Tone.BAD,
    EffectVerdict.UNDECIDED: Tone.WARN,
}  # fmt: skip


@dataclass(frozen=True)
class EffectSheet:
    """The page of an effect: what was expected, what is measured, and what one may conclude."""

    expectation: Expectation
    expected: str
    terms: tuple[Term, ...]
    verdict: State
    reason: str
    assumptions: tuple[str, ...]
    chart: Chart | None
    check: EffectCheck | None
    is_due: bool
    goes_on_in: Expectation | None


def expectation_of(initiative: Initiative) -> Expectation | None:
    """What the initiative is expected to do to a figure, if anybody said so."""
    found: Expectation | None = getattr(initiative, "expectation", None)
    return found


def expectation_for(initiative: Initiative) -> Expectation:
    """The same, or Http404."""
    found = Expectation.objects.select_related(
        "unit", "baseline__unit", "judged__decided_by", "judged__figure__unit", "carried_from__judged__decided_by",
        "carried_from__judged__figure__unit",
    )  # fmt: skip
    expectation = found.filter(initiative=initiative).first()
    if expectation is None:
        raise Http404
    return expectation


def expectation_words(expectation: Expectation) -> str:
    """«Frafald på GF1 falder med mindst 3 procentpoint (EUD), ses efter 1. august 2027»."""
    words = {
        "title": title_of(expectation.indicator), "way": Way(expectation.way).label.lower(),
        "unit": expectation.unit.name, "day": date_format(expectation.check_on), "size": size_words(expectation),
    }  # fmt: skip
    if expectation.size is None:
        return _("%(title)s %(way)s (%(unit)s), ses efter %(day)s") % words
    return _("%(title)s %(way)s med mindst %(size)s (%(unit)s), ses efter %(day)s") % words


def size_words(expectation: Expectation) -> str:
    definition = figures.every_definition().get(expectation.indicator)
    if definition is None or expectation.size is None:
        return "" if expectation.size is None else str(expectation.size)
    return figures.amount_words(definition, float(expectation.size)).lstrip("+")


def measured_of(expectation: Expectation) -> Measured:
    """What the figures show now; undecided when no figure was there to start from."""
    if expectation.baseline is None:
        definition = figures.every_definition()[expectation.indicator]
        is_adopted = expectation.initiative.row.plan.state in COUNTING_STATES
        reason = Reason.NO_BASELINE if is_adopted else Reason.NOT_ADOPTED
        return Measured(definition, expectation.unit, (), (), None, Judgement(Verdict.UNDECIDED, reason))
    return figures.measured_since(
        expectation.unit, expectation.baseline, is_up=expectation.way == Way.UP, size=size_of(expectation)
    )


def size_of(expectation: Expectation) -> float | None:
    """How large a change was expected; when nobody said, the way to the goal."""
    if expectation.size is not None:
        return float(expectation.size)
    baseline = expectation.baseline
    own = Target.objects.filter(unit=expectation.unit, indicator=expectation.indicator).first()
    common = baseline.definition.target if baseline else None
    goal = own.value if own else common.value if common else None
    if goal is None or baseline is None or baseline.value is None:
        return None
    gap = (goal - baseline.value) * (1 if expectation.way == Way.UP else -1)
    return gap if gap > 0 else None


def effect_sheet(expectation: Expectation, *, on: date) -> EffectSheet:
    """All that the page shows; once it is judged, what was decided then stands beside what the figures show now."""
    found = measured_of(expectation)
    check = expectation.check_made
    goes_on_in = expectation.goes_on_in() if check is None else None
    verdict = EffectVerdict(check.verdict if check else found.judgement.verdict.value)
    return EffectSheet(
        expectation=expectation,
        expected=expectation_words(expectation),
        terms=tuple(terms_of(expectation, found, check)),
        verdict=State(str(verdict.label), TONES[verdict], is_open=check is None),
        reason=check.words if check else figures.reason_words(found.judgement, found.effect),
        assumptions=tuple(
            check.assumptions if check else figures.assumption_words(found.effect.assumptions) if found.effect else ()
        ),
        chart=figures.effect_chart(found),
        check=check,
        is_due=check is None and goes_on_in is None and expectation.check_on <= on,
        goes_on_in=goes_on_in,
    )


@dataclass(frozen=True)
class CheckWords:
    """The measured change with its interval, and the method it was measured by; empty when nothing could be measured."""

    change: str
    method: str


def check_words(expectation: Expectation, check: EffectCheck) -> CheckWords:
    """What a kept check says, in words."""
    definition = figures.every_definition().get(expectation.indicator)
    change = ""
    if definition and check.change is not None and check.low is not None and check.high is not None:
        change = figures.step_words(definition, check.change, low=check.low, high=check.high)
    return CheckWords(change, figures.method_words(Method(check.method)) if check.method else "")


def terms_of(expectation: Expectation, found: Measured, check: EffectCheck | None) -> list[Term]:
    """Baseline, the figure now, the change with its interval, and the method."""
    terms = []
    if (baseline := expectation.baseline) is not None:
        terms.append(Term(_("Udgangspunkt"), figures.frozen_words(baseline), figures.frozen_url(baseline)))
    if check and check.figure:
        terms.append(
            Term(_("Da der blev set efter"), figures.frozen_words(check.figure), figures.frozen_url(check.figure))
        )
    elif found.after:
        terms.append(Term(_("Nu"), figures.result_words(found.definition, found.after[-1])))
    if found.effect and not check:
        terms.append(Term(_("Målt ændring"), figures.change_words(found.definition, found.effect)))
        terms.append(Term(_("Metode"), figures.method_words(found.effect.method)))
    if check:
        told = check_words(expectation, check)
        kept = ((_("Målt ændring"), told.change), (_("Metode"), told.method))
        terms += [Term(name, text) for name, text in kept if text]
    return terms
