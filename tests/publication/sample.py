"""A plan with the rows of HEG's follow-up plan for 2022, and the figures such rows rest on."""

from dataclasses import replace

from ledestjerne.publication.content import (
    Compared,
    EditionContent,
    Effect,
    Figure,
    Heading,
    Initiative,
    Publisher,
    Row,
)

HEADINGS = (
    Heading("Resultat", "Ændringsbehov"),
    Heading("Kvalitetsmål", "Operationelle mål"),
    Heading("Handlinger, der igangsættes/videreføres", "Strategier"),
    Heading("Periode/ansvarlig", "Tidsplan"),
)
LESSONS = "Skolens egne lektionsregistreringer, hentet 1. oktober 2026"
MINISTRY = "Uddannelsesstatistik, Børne- og Undervisningsministeriet, hentet 15. september 2026"

EFFECT = Effect(
    expected="Andel elever med mindst 26 timer stiger med mindst 3 procentpoint (HEG), ses efter 1. august 2026",
    verdict="Det hjalp",
    reason="Hele usikkerheden ligger på den gode side af nul.",
    change="+4,1 procentpoint (usikkerhed: +1,2 til +7,0)",
    method="Før og efter: gennemsnittet efter mod gennemsnittet før.",
    assumptions=("Der er talt på samme måde før og efter.",),
    consequence="Udbred til flere",
    checked_on="2026-09-01",
)

HOURS = Figure(
    frozen_id=41, indicator="hours_26_share", title="Elever med mindst 26 timers lærerstyret undervisning",
    unit_code="999001", unit_name="Fjordby Erhvervsskole & Gymnasium", period="2025/2026", breakdown=(),
    value=92.4, numerator=610, n=660, low=90.1, high=94.2, measured_in="%", decimals=1, hidden="", marks=(), verdict="",
    definition="Andelen af elever på grundforløb, der i gennemsnit har haft mindst 26 klokketimers lærerstyret "
    "undervisning om ugen.", definition_hash="a" * 64, not_counted="Elever på skolepraktik og hovedforløb.",
    source=LESSONS, deliveries=(7,), frozen_on="2026-10-05",
)  # fmt: skip
DROPOUT = replace(
    HOURS, frozen_id=42, indicator="dropout", title="Frafald på grundforløb", value=9.8, numerator=97, n=987, low=8.1,
    high=11.8, definition="Andelen af elever, der afbryder grundforløbet.", definition_hash="b" * 64, not_counted="",
    marks=("Der er databrud mellem 2022/23 og 2023/24.",), source=MINISTRY, deliveries=(9,),
)  # fmt: skip
HIDDEN = replace(
    HOURS, frozen_id=43, indicator="grade", title="Karakterer i dansk skriftlig A", unit_code="999001-afd-HHX",
    unit_name="Handelsgymnasiet", value=None, numerator=None, n=None, low=None, high=None, measured_in="",
    hidden="Skjult, fordi gruppen er så lille, at enkelte elever kunne genkendes.", definition="Gennemsnit af "
    "prøvekarakterer i dansk skriftlig A.", definition_hash="c" * 64, not_counted="", source=MINISTRY, deliveries=(9,),
)  # fmt: skip

GRADES = replace(
    HOURS, frozen_id=44, indicator="exam_mean", title="Eksamensgennemsnit", value=7.4, numerator=None, n=82, low=None,
    high=None, measured_in="", source=MINISTRY, reference="Karakterer i forhold til referencen: +0,4 (Over niveau).",
    compared=Compared(
        indicator="reference_grade", title="Karakterer i forhold til den socioøkonomiske reference", actual=7.4,
        expected=7.0, difference=0.4, low=None, high=None, measured_in="", decimals=1, verdict="Over niveau", source=MINISTRY,
    ),
)  # fmt: skip

ROWS = (
    Row(
        number=1, kind="Forandre", dimension="Uddannelseskvalitet", outcome="", outcome_text="", carried_from="",
        result="Timetal for lærerstyret undervisning udviser periodisk elever, der efter afsluttet grundforløb ikke har "
        "opnået minimum 26 klokketimers undervisning. Ofte baserer afvigelserne på baggrund af forkert "
        "skemalægning/manglende registrering.",
        goal="Kvalitetsmålet er at 100 % alle eleverne kan dokumenteres at have haft min. 26 timers lærerstyret "
        "undervisning på en uge.",
        target="100 %",
        actions="Opgørelser fra Styrelsen for It og Læring (STIL) opdaterer månedlig disse timetal, hvor der straks "
        "herefter indhentes data på elever, som ikke har opnået de forventede antal timer. Data analyseres, og "
        "afdelingerne har til opgave at rette skema.",
        schedule="Skemalægger, uddannelsesleder og elevkursistteamet indkaldes til 2 årlige møde med henblik på at holde "
        "fokus på målet.",
        initiatives=(
            Initiative("Analysér månedens timetal, og ret skemaet", ("Stabs-/støttechef", "Skemalægger"),
                       "møder i januar og august", "I gang", False, ""),
            Initiative("Gennemgå registreringer med underviserne", ("Uddannelsesleder",), "hver måned", "I gang", True, "",
                       EFFECT),
        ),
        figures=(HOURS,),
    ),
    Row(
        number=2, kind="Fastholde", dimension="Resultatkvalitet", carried_from="2025",
        result="Frafaldet for erhvervsuddannelser på HEG ligger signifikant lavere end Socioøkonomisk reference.",
        goal="Dette skal vi fortsat have fokus på og inputs til hvad der er opretholdende faktorer: Nærhed, Kulturen på "
        "HEG, Små hold, Overskuelige enheder, Skolehjem ect.",
        target="", outcome="Nået", outcome_text="Frafaldet er det laveste i fem år.",
        actions="Den positive udvikling skal italesættes på alle niveauer. ”Sproget skaber det, det nævner” og det er en "
        "succes, som er værd at fejre.",
        schedule="Direktør, uddannelsesleder, koordinatorer, kontaktlærere italesætter dette i februar 2023 på "
        "bestyrelsesmøde, chefmøde, koordinatormøde og afdelingsmøde.",
        initiatives=(), figures=(DROPOUT,),
    ),
    Row(
        number=3, kind="Udbrede", dimension="Læringskvalitet", target="", outcome="", outcome_text="", carried_from="",
        result="Socioøkonomisk reference på karaktergivning udviser på htx et positivt resultat i dansk skriftlig A.",
        goal="Vi ønsker at gentage successen også i årene fremover og udbrede denne.",
        actions="Der tages kontakt til det lærerteam, der er involveret i samfundsfag på hhx for at afdække årsagerne til "
        "den højere prøvekarakter i forhold til den socioøkonomiske reference.",
        schedule="Afdelingsrektor og relevante gymnasielærere. Det indgår i MUS og i planlægningen af 2023-24.",
        initiatives=(), figures=(HIDDEN,),
    ),
    Row(
        number=4, kind="Forandre", dimension="Læringskvalitet", outcome="", outcome_text="", carried_from="",
        result="Socioøkonomisk reference for karakterer på hhx i Aars ligger i et enkelt fag over det, der er præsteret i "
        "prøvekarakteren.",
        goal="Vi ønsker at løfte karakteren til det socioøkonomiske referenceniveau.", target="til referencen",
        actions="Der tages kontakt til det lærerteam, der er involveret i et enkelt fag på hhx for at afdække årsagerne "
        "til den lavere prøvekarakter i forhold til den socioøkonomiske reference.",
        schedule="Afdelingsrektor og relevante gymnasielærere. Det indgår i MUS og i planlægningen af 2023-24.",
        initiatives=(), figures=(),
    ),
)  # fmt: skip

PLAN = EditionContent(
    publisher=Publisher(
        code="999001", name="Fjordby Erhvervsskole & Gymnasium", level="Institution", institution_code="999001",
        institution_name="Fjordby Erhvervsskole & Gymnasium", website="https://fjordby.example/",
    ),
    year="2026", title="Opfølgningsplan 2026", language="da", adopted_on="2026-10-12", headings=HEADINGS, rows=ROWS,
    introduction="Opfølgningsplanen er udarbejdet på baggrund af det systematiske kvalitetsarbejde, der er forankret i "
    "en række rapporter, der understøtter kvalitetsmålene fastsat for erhvervsuddannelser og gymnasiale uddannelser."
    "\n\nDenne opfølgningsplan er en opsamling på de i løbet af året udvalgte nedslagspunkter, der har vist sig i den "
    "løbende informationsindsamling.",
)  # fmt: skip
