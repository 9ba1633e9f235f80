"""The rules of the check, each with its weight and its Danish message. Pure."""

import re
from dataclasses import dataclass

from ledestjerne.base.noop import gettext_noop
from ledestjerne.facts.checked import FileRefused, Problem, Severity


@dataclass(frozen=True)
class Rule:
    """What a broken rule means and what the person should do; `{…}` is filled in where it is found."""

    severity: Severity
    message: str


R, W, N = Severity.REFUSED, Severity.WARNING, Severity.NOTICE

RULES: dict[str, Rule] = {
    # The file as a whole
    "empty_file": Rule(R, gettext_noop("Filen er tom. Hent den igen fra kilden, og aflever den på ny.")),
    "not_a_table": Rule(
        R, gettext_noop("Filen er {what}, ikke en tabel. Aflever et regneark (.xlsx, .xls, .ods) eller en CSV-fil.")
    ),
    "encrypted": Rule(
        R, gettext_noop("Filen er beskyttet med en adgangskode. Fjern adgangskoden i Excel, gem, og aflever igen.")
    ),
    "zip_bomb": Rule(
        R, gettext_noop("Filen fylder {what} pakket ud og læses ikke af hensyn til serveren. Aflever den som CSV.")
    ),
    "broken_workbook": Rule(
        R, gettext_noop("Regnearket er beskadiget og kan ikke læses. Åbn og gem det i Excel, og aflever igen.")
    ),
    "long_line": Rule(
        R, gettext_noop("En linje er længere end {what} tegn, så filen er næppe en tabel. Kontrollér eksporten.")
    ),
    "unclosed_quote": Rule(
        R,
        gettext_noop(
            "Et anførselstegn, der begynder i rækken, bliver ikke lukket igen. Slet eller luk det, og aflever filen på ny."
        ),
    ),
    "macro": Rule(N, gettext_noop("Regnearket indeholder makroer. De er ikke kørt; kun celleværdierne er læst.")),
    "no_rows": Rule(
        R, gettext_noop("Der er ingen rækker med tal under overskrifterne. Kontrollér udtrækket, og aflever igen.")
    ),
    "no_header": Rule(R, gettext_noop("Overskrifterne kan ikke findes. Filen skal have kolonnerne: {what}.")),
    "missing_column": Rule(
        R, gettext_noop("Kolonnen «{what}» mangler, og uden den kan rækkerne ikke bruges. Tag den med i udtrækket.")
    ),
    "missing_measure": Rule(
        W, gettext_noop("Kolonnen «{what}» mangler. Resten er læst; tallet findes ikke i denne aflevering.")
    ),
    "duplicate_column": Rule(
        R, gettext_noop("Kolonnen «{what}» står {times} gange, og det er uvist, hvilken der gælder. Slet de andre.")
    ),
    "duplicate_ignored": Rule(N, gettext_noop("Overskriften «{what}» står {times} gange. Kolonnerne bruges ikke.")),
    "two_headers": Rule(
        R, gettext_noop("Rækken ligner endnu en overskrift. Den er udeladt; slet den i filen, hvis den ikke hører til.")
    ),
    "above_header": Rule(N, gettext_noop("Teksten over overskrifterne er gemt som en note og ikke læst som tal.")),
    "unknown_kind": Rule(
        R,
        gettext_noop(
            "Filen ligner ingen af de kilder, Ledestjerne kender. Vælg selv kilden under «Kontrollér igen, eventuelt som en anden kilde»."
        ),
    ),
    "nearly": Rule(
        W,
        gettext_noop(
            "Filen ligner «{what}», men kolonnen «{value}» mangler. Er det den kilde, så tag kolonnen med, og aflever igen."
        ),
    ),
    "mapping_needed": Rule(
        N, gettext_noop("Filens kolonner er ikke set før. Sig én gang, hvad de betyder; det huskes til næste gang.")
    ),
    "period_assumed": Rule(
        N,
        gettext_noop(
            "Filen siger ikke, hvilken periode den gælder. Tallene er lagt på {what}; ret det, hvis det er forkert."
        ),
    ),
    "period_missing": Rule(
        R, gettext_noop("Filen siger ikke, hvilken periode den gælder. Vælg perioden, når du afleverer.")
    ),
    "more": Rule(
        W, gettext_noop("Der er {times} rækker mere med samme fejl ({what}). Hent alle udeladte rækker som fil.")
    ),
    "refused_not_kept": Rule(W, gettext_noop("Kun de første {times} udeladte rækker er gemt til hentning.")),
    # The row
    "encoding": Rule(
        R,
        gettext_noop(
            "Linjen er gemt med et andet tegnsæt end resten ({what}). Gem hele filen i UTF-8, og aflever igen."
        ),
    ),
    "width": Rule(
        R,
        gettext_noop(
            "Rækken har {value} felter, overskriften {what}. Kontrollér skilletegn og anførselstegn i rækken."
        ),
    ),
    "formula": Rule(
        R, gettext_noop("Feltet indeholder en formel som tekst. Gem værdierne i stedet for formlerne, og aflever igen.")
    ),
    "cpr": Rule(
        R,
        gettext_noop(
            "Feltet indeholder noget, der ligner et CPR-nummer. Rækken er udeladt og nummeret slettet; fjern det i kilden."
        ),
    ),
    "missing_value": Rule(R, gettext_noop("Feltet «{what}» er tomt. Udfyld det i kilden, og aflever igen.")),
    "not_a_number": Rule(R, gettext_noop("«{value}» er ikke et tal. Skriv tallet med cifre{what}.")),
    "ambiguous_number": Rule(
        R, gettext_noop("«{value}» kan læses på to måder. Kilden skal bruge {what} som decimaltegn.")
    ),
    "impossible": Rule(
        R, gettext_noop("{value} kan ikke passe: tallet skal ligge inden for {what}. Værdien er udeladt; spørg kilden.")
    ),
    "not_a_period": Rule(R, gettext_noop("«{value}» er ikke {what}. Skriv perioden sådan, og aflever igen.")),
    "not_a_date": Rule(R, gettext_noop("«{value}» er ikke en dato. Skriv datoen som 2025-08-31 eller 31-08-2025.")),
    "not_a_time": Rule(R, gettext_noop("«{value}» er ikke et klokkeslæt. Skriv det som 08:15.")),
    "end_before_start": Rule(
        R,
        gettext_noop(
            "Lektionen slutter ({value}), før eller samtidig med at den begynder. Ret tidspunkterne i skemaet."
        ),
    ),
    "absent_more_than_offered": Rule(
        R,
        gettext_noop("Der er registreret mere fravær ({value}) end der var skematimer. Ret timerne, og aflever igen."),
    ),
    "exit_before_start": Rule(
        R,
        gettext_noop("Afgangsdatoen ({value}) ligger før startdatoen. Ret datoerne i det studieadministrative system."),
    ),
    "off_scale": Rule(
        R, gettext_noop("{value} kan ikke stå på skalaen {what}. Ret skalaen eller tallet; skalaer regnes ikke om.")
    ),
    "more_than_all": Rule(
        R, gettext_noop("{value} er flere end de {what}, de er en del af. Ret et af tallene, og aflever igen.")
    ),
    "not_yes_no": Rule(R, gettext_noop("«{value}» er hverken ja eller nej. Skriv ja eller nej.")),
    "not_a_choice": Rule(R, gettext_noop("«{value}» kendes ikke. Skriv et af: {what}.")),
    "not_a_code": Rule(R, gettext_noop("«{value}» er ikke {what}. Ret det i kilden, og aflever igen.")),
    "date_in_band": Rule(
        R,
        gettext_noop(
            "«{value}» er blevet til en dato i regnearket. Formatér kolonnen som tekst, og skriv intervallet igen."
        ),
    ),
    "other_school": Rule(
        R,
        gettext_noop(
            "Rækken hører til institution {value}, men filen er afleveret for {what}. Aflever den rette skoles fil."
        ),
    ),
    "repeated_row": Rule(
        R,
        gettext_noop(
            "Rækken har samme enhed, periode og kategori som række {what}, men kun én kan gælde. Slet den forkerte."
        ),
    ),
    # Worth knowing
    "unknown_unit": Rule(
        N, gettext_noop("{times} enheder i filen findes ikke i organisationen, fx {value}. Tallene er bevaret.")
    ),
    "no_institution": Rule(
        R, gettext_noop("Det er uvist, hvilken institution filen gælder. Vælg institutionen, når du afleverer.")
    ),
    "unknown_own_unit": Rule(
        R, gettext_noop("Institution {value} findes ikke i organisationen. Opret den, eller ret nummeret.")
    ),
    "unknown_municipality": Rule(
        R, gettext_noop("Kommunen «{value}» kendes ikke. Skriv navnet som i Danmarks Statistiks liste.")
    ),
    "unknown_region": Rule(R, gettext_noop("Regionen «{value}» kendes ikke. Skriv fx «Region Midtjylland».")),
    "name_variant": Rule(N, gettext_noop("«{value}» er læst som {what} ({times} rækker).")),
    "unit_by_name": Rule(N, gettext_noop("«{value}» har intet nummer i filen og er fundet på navnet som {what}.")),
    "unit_without_code": Rule(
        N,
        gettext_noop(
            "{times} enheder står kun med navn, fx «{value}», og er ikke knyttet til en enhed. Tallene er bevaret."
        ),
    ),
    "swapped_coordinates": Rule(
        W,
        gettext_noop(
            "Bredde- og længdegrad ({value}) ser ud til at være byttet om. Koordinaterne er udeladt; ret dem i kilden."
        ),
    ),
    "outside_denmark": Rule(
        W, gettext_noop("Koordinaterne ({value}) ligger uden for Danmark. De er udeladt; ret dem i kilden.")
    ),
    "outlier": Rule(
        W,
        gettext_noop(
            "{value} er usædvanligt i forhold til de andre enheder: {what}. Tallet er bevaret uændret; spørg kilden."
        ),
    ),
    "sum_differs": Rule(
        N,
        gettext_noop(
            "De trykte tal giver tilsammen {what}, men totalen er trykt som {value}. Den trykte total bruges."
        ),
    ),
    "parts_differ": Rule(
        W, gettext_noop("Delene i rækken giver {what}, men totalen er trykt som {value}. Begge er bevaret som trykt.")
    ),
    "withheld": Rule(
        N,
        gettext_noop(
            "{times} celler er tomme eller markeret som ikke oplyst. De regnes som skjult af kilden, ikke som nul."
        ),
    ),
    "not_complete": Rule(N, gettext_noop("Kilden skriver, at {what} ikke er fuldstændig. Perioden er mærket.")),
    "nothing_to_divide": Rule(N, gettext_noop("Alle tal er 0, så en andel kan ikke regnes ud (0/0).")),
    "over_years": Rule(
        N, gettext_noop("Totalen for alle år er et gennemsnit over årene og må ikke læses som et punkt i udviklingen.")
    ),
    "personal_columns": Rule(N, gettext_noop("Personoplysninger er ikke læst ind: {what}.")),
    "key_is_cpr": Rule(
        N, gettext_noop("Elevnøglen ligner et CPR-nummer. Den er omsat til en nøgle, der ikke kan føres tilbage.")
    ),
    "counted_as_dropout": Rule(
        N,
        gettext_noop(
            "{times} afgange er talt som frafald ud fra deres årsag: {what}. Sig til, hvis en af dem ikke er det."
        ),
    ),
    "column_not_used": Rule(N, gettext_noop("Kolonnen «{what}» er ikke i kildens beskrivelse og er ikke brugt.")),
}

_DAY = r"(?:[0-2]\d|3[01]|[67]\d|[45]\d)(?:0[1-9]|1[0-2])\d\d"
_BEFORE = r"^|[^\d.]|(?:^|\D)\."  # ten digits after a digit and a point are decimals: 3.0310714125
_CPR = re.compile(rf"(?<!\d){_DAY}[- ]\d{{4}}(?!\d)|(?<!\d)(?<!\d\.){_DAY}\d{{4}}(?!\d)")
CPR_PATTERN = rf"(?:^|\D){_DAY}[- ]\d{{4}}(?:\D|$)|(?:{_BEFORE}){_DAY}\d{{4}}(?:\D|$)"
"""A CPR number by its shape, for engines without look-around; replacement numbers add 40 or 60 to the day."""
CPR_SURROUNDED = rf"(^|\D){_DAY}[- ]\d{{4}}(\D|$)|({_BEFORE}){_DAY}\d{{4}}(\D|$)"
"""The same, what stands before (1, 3) and after it (2, 4) as groups."""


def without_cpr(text: str) -> str:
    """The text with every CPR-like number replaced, so that it may be shown and stored."""
    return _CPR.sub("******-****", text)


def problem(
    rule: str, *, sheet: str = "", row: int = 0, column: str = "", value: str = "", what: str = "", times: int = 0
) -> Problem:
    """A problem with its Danish message filled in; CPR numbers are masked in everything it carries."""
    found = RULES[rule]
    shown, told = without_cpr(value)[:200], without_cpr(what)
    message = found.message.format(value=shown, what=told, times=f"{times:,}".replace(",", "."))
    return Problem(
        rule=rule, message=message, severity=found.severity, sheet=sheet, row=row, column=column, value=shown,
        what=told, times=times,
    )  # fmt: skip


def refused(rule: str, *, what: str = "", row: int = 0) -> FileRefused:
    """The exception for a file that cannot be read at all, and the row where that shows, if in one."""
    return FileRefused(problem(rule, what=what, row=row))
