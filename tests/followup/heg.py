"""The follow-up plan of Himmerlands Erhvervs- og Gymnasieuddannelser for 2022, word for word, entered as a person would."""

from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

YEAR = "2022"
TITLE = "Opfølgingsplan 2022: Med baggrund i kvalitetsrapport Mål 3 ” Den enkelte elev skal blive så dygtig som mulig”."
INTRODUCTION = (
    "Opfølgingsplanen er udarbejdet på baggrund af det systematiske kvalitetsarbejde der er forankret i en række "
    "rapporter, der understøtter kvalitetsmålene fastsat for erhvervsuddannelser og gymnasiale uddannelser.\n\n"
    "Denne opfølgingsplan er en opsamling på de i løbet af året udvalgte nedslagpunkter, der har vist sig i den "
    "løbende informationsindsamling."
)


@dataclass(frozen=True)
class Row:
    """One row: its four cells as printed, and what the cells hold when it is taken apart."""

    result: str
    goal: str
    actions: str
    schedule: str
    more: dict[str, str]
    initiatives: tuple[dict[str, object], ...] = field(default=())


ROWS = (
    Row(
        "Timetal for lærerstyret undervisning udviser periodisk elever, der efter afsluttet grundforløb ikke har "
        "opnået minimum 26 klokketimers undervisning. Ofte baserer afvigelserne på baggrund af forkert "
        "skemalægning/manglende registrering.",
        "Kvalitetsmålet er at 100 % alle eleverne kan dokumenteres at have haft min. 26 timers lærerstyret "
        "undervisning på en uge.",
        "Opgørelser fra Styrelsen for It og Læring (STIL) opdaterer månedlig disse timetal, hvor der straks herefter "
        "indhentes data på elever, som ikke har opnået de forventede antal timer. Data analyseres, og afdelingerne "
        "har til opgave at rette skema.",
        "Skemalægger, uddannelsesleder og elevkursistteamet indkaldes til 2 årlige møde med henblik på at holde fokus "
        "på målet. Der indkaldes til møde i januar og august. Ansv: Stabs-/støttechef",
        {
            "kind": "change",
            "dimension": "uddannelseskvalitet",
            "target_relation": "all",
            "target_indicator": "share_26_hours",
        },
        (
            {
                "text": "Møder om timetallet",
                "meeting_months": ["1", "8"],
                "meeting_what": "holde fokus på målet",
                "meeting_who": "skemalægger, uddannelsesleder, elevkursistteamet",
                "titles": ["Stabs-/støttechef"],
            },
        ),
    ),
    Row(
        "Frafaldet for erhvervsuddannelser ligger på HEG ligger signifikant lavere end Socioøkonomisk reference.",
        "Dette skal vi fortsat have fokus på og inputs til hvad der er opretholdende faktorer: Nærhed, Kulturen på "
        "HEG, Små hold, Overskuelige enheder, Skolehjem ect.",
        "Den positive udvikling skal i talesættes på alle niveauer. ”Sproget skaber det, - det nævner” og det er en "
        "succes som er værd at fejre",
        "Direktør, uddannelsesleder, koordinatore, kontaktlærere i talesætter dette i februar 2023 på "
        "bestyrelsesmøde, chefmøde, koordinatormøde og afdelingsmøde",
        {"kind": "keep", "dimension": "resultatkvalitet"},
    ),
    Row(
        "Socioøkonomisk reference på karaktergivning udviser på htx et positivt resultat i dansk skriftlig A",
        "Vi ønsker at gentage successen også i årene fremover og udbrede denne",
        "Der tages kontakt til det lærerteam, der er involveret i samfundsfag på hhx for at afdække årsagerne til den "
        "højere prøvekarakter i forhold til den socioøkonomiske reference.",
        "Afdelingsrektor og relevante gymnasielærere Det indgår i MUS og i planlægningen af 2023-24",
        {"kind": "spread", "dimension": "resultatkvalitet"},
    ),
    Row(
        "Socioøkonomisk reference for karakterer på hhx i Aars ligger for i et enkelt fag over det der er præsteret i "
        "prøvekarakteren.",
        "Vi ønsker at løfte karakteren til det socioøkonomiske reference niveau.",
        "Der tages kontakt til det lærerteam, der er involveret i et enkelt fag på hhx for at afdække årsagerne til "
        "den lavere prøvekarakter i forhold til den socioøkonomiske reference.",
        "Afdelingsrektor og relevante gymnasielærere Det indgår i MUS og i planlægningen af 2023-24",
        {"kind": "change", "dimension": "resultatkvalitet"},
    ),
)


def enter(client: Client, code: str) -> None:
    """Type the whole plan in, page by page, as someone without JavaScript would."""
    begun = client.post(
        reverse("followup:plan-create", args=[code]), {"year": YEAR, "title": TITLE, "introduction": INTRODUCTION}
    )
    assert begun.status_code == 302, begun.content.decode()[:3000]
    for row in ROWS:
        enter_row(client, code, row)


def enter_row(client: Client, code: str, row: Row) -> None:
    added = client.post(reverse("followup:row-add", args=[code, YEAR]))
    row_id = added.url.rsplit("-", 1)[1]
    address = reverse("followup:row-edit", args=[code, YEAR, row_id])
    cells = {"result": row.result, "goal": row.goal, "actions": row.actions, "schedule": row.schedule}
    form = client.get(address).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    saved = client.post(address, {**shown, **cells, **row.more})
    assert saved.status_code == 302, saved.content.decode()
    for initiative in row.initiatives:
        made = client.post(reverse("followup:initiative-add", args=[code, YEAR, row_id]), initiative)
        assert made.status_code == 302, made.content.decode()
