"""A local reference in plain words: what it says, what it rests on, and why there is none."""

from collections.abc import Iterator

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ledestjerne.base.charts import Measure
from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Term, Tone
from ledestjerne.indicators.reference.definition import Background, Kind, Missing, ReferenceDefinition
from ledestjerne.indicators.reference.matrix import Counted
from ledestjerne.indicators.reference.results import NoFit, Remark, Trouble
from ledestjerne.indicators.reference.standing import Verdict
from ledestjerne.indicators.vocabulary import Better

CHANCE = 0.05
WORDS = {
    Verdict.OVER: gettext_lazy("Over niveau"),
    Verdict.LEVEL: gettext_lazy("På niveau"),
    Verdict.UNDER: gettext_lazy("Under niveau"),
}
TROUBLES = {
    Trouble.NO_ROWS: gettext_lazy("Ingen elever har både udfald og de oplysninger, modellen kræver."),
    Trouble.NOT_FINITE: gettext_lazy("En oplysning er ikke et tal. Ret den i kilden, og aflever igen."),
    Trouble.ONE_UNIT: gettext_lazy("Der er kun én enhed, så der er ingen at sammenligne den med."),
    Trouble.ALL_UNITS_OF_ONE: gettext_lazy("Alle enheder har kun én elev, så enhed og elev kan ikke skilles ad."),
    Trouble.CONSTANT_COLUMN: gettext_lazy(
        "Alle elever er ens i en baggrundsoplysning, så den kan ikke forklare noget."
    ),
    Trouble.DEPENDENT_COLUMNS: gettext_lazy("To baggrundsoplysninger siger det samme og kan ikke skilles ad."),
    Trouble.TOO_FEW_ROWS: gettext_lazy("Der er for få elever i forhold til antallet af baggrundsoplysninger."),
    Trouble.NOT_BINARY: gettext_lazy("Udfaldet er ikke ja eller nej."),
    Trouble.ONE_OUTCOME: gettext_lazy("Alle elever har samme udfald, så der er intet at forklare."),
    Trouble.PERFECT_FIT: gettext_lazy("Baggrunden bestemmer udfaldet helt. Det tyder på en fejl i tallene."),
    Trouble.SEPARATION: gettext_lazy(
        "I en gruppe elever har alle samme udfald, så der ikke kan regnes en sikkerhed. Saml gruppen med en anden."
    ),
    Trouble.UNITS_SEPARATE: gettext_lazy(
        "I hver enhed har alle elever samme udfald, så enhederne ikke kan sammenlignes."
    ),
    Trouble.NOT_CONVERGED: gettext_lazy("Beregningen fandt ikke et sikkert svar, og der vises derfor intet tal."),
}


def reference_title(definition: ReferenceDefinition) -> str:
    """The title in the reader's language."""
    return definition.title_en if get_language() == "en" else definition.title


def background_title(background: Background) -> str:
    return background.title_en if get_language() == "en" else background.title


def measure(definition: ReferenceDefinition) -> Measure:
    """How actual and expected values are written."""
    if definition.kind is Kind.LOGISTIC:
        return Measure.share(decimals=definition.decimals)
    return Measure(decimals=definition.decimals)


def apart(definition: ReferenceDefinition) -> Measure:
    """How differences are written: shares in percentage points."""
    if definition.kind is Kind.LOGISTIC:
        return Measure(unit=_("procentpoint"), decimals=definition.decimals, is_share=True)
    return Measure(decimals=definition.decimals)


def difference_title(definition: ReferenceDefinition) -> str:
    """What the column of differences is called."""
    return _("Forskel i procentpoint") if definition.kind is Kind.LOGISTIC else _("Forskel")


def signed(measured: Measure, value: float) -> str:
    """«+1,2» or «−0,4»."""
    text = measured.bare(value)
    return f"+{text}" if any(digit in "123456789" for digit in text) and value > 0 else text


def tone(definition: ReferenceDefinition, verdict: Verdict) -> Tone:
    """The colour beside the word: whether more is better depends on the outcome."""
    if verdict is Verdict.LEVEL or definition.better is Better.NEITHER:
        return Tone.NEUTRAL
    return Tone.GOOD if (verdict is Verdict.OVER) == (definition.better is Better.HIGHER) else Tone.BAD


def why_none(reason: NoFit) -> str:
    """Why there is no reference, with the columns at fault."""
    text = str(TROUBLES[reason.trouble])
    at_fault = _("Det gælder: %(columns)s.") % {"columns": ", ".join(reason.columns)} if reason.columns else ""
    return f"{text} {at_fault}".strip()


def reading(definition: ReferenceDefinition, *, units: int) -> Iterator[Term]:
    """How the table is read."""
    yield Term(_("Ventet"), definition.plain.strip())
    yield Term(_("Ikke talt med"), definition.not_counted.strip())
    yield Term(_("Forskel og usikkerhed"), _UNCERTAINTY[definition.kind]())
    yield Term(_("Vurdering"), _verdict_words(definition))
    yield Term(_("Bedste bud"), _shrinkage())
    if units:
        expected = format_number(units * CHANCE, decimals=1)
        yield Term(
            _("Tilfældige udslag"),
            _(
                "Selv om alle %(units)s viste enheder var på niveau, ville i gennemsnit %(expected)s af dem få et andet ord."
            )
            % {"units": units, "expected": expected},
        )


def _grade_uncertainty() -> str:
    return _(
        "Forskellen er det faktiske gennemsnit minus det ventede. Med 95 % sikkerhed ligger den i intervallet, når kun "
        "tilfældigheder mellem eleverne tages med."
    )


def _share_uncertainty() -> str:
    return _(
        "Forskellen er den faktiske andel minus den ventede, i procentpoint. Intervallet er eksakt: det regnes af hver "
        "enkelt elevs sandsynlighed og passer derfor også for små hold. Det gælder med 95 % sikkerhed."
    )


_UNCERTAINTY = {Kind.LINEAR: _grade_uncertainty, Kind.LOGISTIC: _share_uncertainty}


def _verdict_words(definition: ReferenceDefinition) -> str:
    more = _("Over niveau er ikke i sig selv godt: her er det bedst at ligge lavt.")
    words = _(
        "«På niveau» betyder, at forskellen kan være tilfældig. «Over» og «under niveau» betyder, at den næppe er det."
    )
    return f"{words} {more}" if definition.better is Better.LOWER else words


def _shrinkage() -> str:
    return _(
        "En enhed med få elever kan let ligge langt fra det ventede ved et tilfælde og næste år tættere på. Bedste bud "
        "trækker derfor forskellen mod nul: meget, hvor der er få elever, og næsten ikke, hvor der er mange."
    )


def missing_words(definition: ReferenceDefinition, counted: Counted) -> Iterator[str]:
    """What became of pupils about whom something is not stated; numbers under the limit are not told."""
    few = definition.hide_below
    yield _("%(n)s elever er regnet med.") % {"n": format_number(counted.used)}
    if counted.without_outcome:
        yield _("%(n)s elever har endnu intet udfald og er ikke regnet med.") % {
            "n": many(counted.without_outcome, few)
        }
    if counted.left_out:
        yield _("%(n)s elever er udeladt, fordi en oplysning, som modellen kræver, mangler.") % {
            "n": many(counted.left_out, few)
        }
    for each in counted.unstated:
        treated = _("de er udeladt") if each.background.missing is Missing.LEAVE_OUT else _("de er en gruppe for sig")
        name = background_title(each.background)
        yield _("%(name)s er ikke oplyst for %(n)s elever: %(treated)s.") % {
            "name": name, "n": many(each.pupils, few), "treated": treated,
        }  # fmt: skip
    for background, words in counted.rare:
        yield _("%(name)s: de små grupper %(words)s er slået sammen.") % {
            "name": background_title(background), "words": ", ".join(words),
        }  # fmt: skip
    if counted.idle:
        yield _("Uden betydning, fordi andre oplysninger siger det samme: %(names)s.") % {
            "names": ", ".join(counted.idle)
        }


def many(number: int, few: int) -> str:
    """The number, or that it is below what may be told."""
    return format_number(number) if number >= few else _("færre end %(few)s") % {"few": few}


def remark_words(remarks: tuple[Remark, ...]) -> Iterator[str]:
    """What a reader of the model must know."""
    if Remark.NO_UNIT_VARIATION in remarks:
        yield _(
            "Enhederne adskiller sig ikke mere fra hinanden, end tilfældet alene ville give. Bedste bud er derfor nul for alle."
        )
    if Remark.UNITS_OF_ONE in remarks:
        yield _("Enheder med en enkelt elev er med i beregningen, men vises aldrig.")
