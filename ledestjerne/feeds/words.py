"""What a person is told when a source does not answer, or a question is refused, and what to do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledestjerne.feeds.clients.faults import Fault, SourceError
from ledestjerne.feeds.layout import attribute_of
from ledestjerne.feeds.overdetail import Objection, OverDetailedError, Why

FAULTS: dict[Fault, Promise] = {
    Fault.UNREACHABLE: _("Der er ingen forbindelse til %(what)s. Tallene fra sidst gælder stadig; der prøves igen."),
    Fault.TIMEOUT: _("Kilden (%(what)s) svarede ikke i tide. Prøv igen senere, eller bed om færre opdelinger ad gangen."),
    Fault.BUSY: _("Kilden har for travlt og beder os vente. Der prøves igen af sig selv."),
    Fault.BROKEN: _("Kilden melder fejl hos sig selv (%(what)s). Der prøves igen af sig selv."),
    Fault.KEY_MISSING: _("Der mangler en nøgle til Uddannelsesstatistik. Bed driften sætte LEDESTJERNE_UDDSTAT_KEY; nøglen er gratis."),
    Fault.KEY_REFUSED: _("Kilden afviser nøglen. Bed driften hente en ny og sætte den i LEDESTJERNE_UDDSTAT_KEY. %(what)s"),
    Fault.NOT_UNDERSTOOD: _("Kilden forstår ikke forespørgslen (%(what)s). Vælg nøgletal og opdelinger på ny."),
    Fault.NOT_FOUND: _("Kilden har ikke længere det, der spørges om. Find det igen, og gem det som en ny kilde. %(what)s"),
    Fault.REDIRECTED: _("Kilden sender os videre til %(what)s, og det følges ikke af hensyn til sikkerheden. Bed driften se på adressen."),
    Fault.FORBIDDEN_HOST: _("Værten %(what)s er ikke tilladt. Bed driften føje den til LEDESTJERNE_FEED_HOSTS."),
    Fault.TOO_LARGE: _("Svaret er større end tilladt (%(what)s). Vælg færre opdelinger, eller filtrér på færre år."),
    Fault.TRUNCATED: _("Svaret blev afbrudt, så det er ikke taget i brug. Der prøves igen."),
    Fault.NOT_JSON: _("Kilden svarede med en side eller en tekst i stedet for tal (%(what)s). Den er måske under vedligehold; der prøves igen."),
    Fault.ODD_SHAPE: _("Svaret (%(what)s) har en anden form end aftalt. Kilden er nok lavet om; meld det til dem, der driver Ledestjerne."),
    Fault.RENAMED: _("Et navn i svaret er lavet om: %(what)s. Vælg det nye navn, og gem kilden igen."),
    Fault.NOT_WHOLE: _("Svaret hang ikke sammen fra side til side, heller ikke efter flere forsøg. Det er ikke taget i brug; der prøves igen."),
    Fault.EMPTY: _("Kilden svarede uden en eneste række. Der er måske intet offentliggjort, eller alt er skjult; vælg grovere opdelinger."),
}  # fmt: skip

OBJECTIONS: dict[Why, Promise] = {
    Why.NO_PERIOD: _("Vælg en opdeling på år eller måned. Uden den lægger kilden alle år sammen, og hver elev tælles én gang pr. år."),
    Why.TWO_PERIODS: _("Vælg kun én opdeling på tid (%(names)s). Sammen tæller de den samme elev med i flere perioder på én gang."),
    Why.OTHER_PERIOD: _("Perioden «%(names)s» kan ikke gemmes. Vælg skoleår, kalenderår, kvartal, måned eller interval."),
    Why.TWO_LEVELS: _("Vælg ét niveau af enheder (%(names)s). Blandes de, tælles de samme elever både for helheden og for delene; hent helheden som en kilde for sig, så kilden selv regner den."),
    Why.NAME_ONLY: _("Vælg også nummeret: navnet i «%(names)s» kan være ændret eller fælles for flere og peger ikke sikkert på én enhed."),
    Why.SAME_DIMENSION: _("Vælg kun én af %(names)s. De deler det samme op på to måder, så grupperne overlapper."),
    Why.SUMMED_FILTER: _("Filteret på «%(names)s» har flere værdier, men er ikke en opdeling. Tallet ville være en sum, ingen kan se. Vælg det også som opdeling, eller filtrér på én værdi."),
    Why.UNIT_FILTER: _("Der er filtreret på «%(names)s», men enheden er ikke en opdeling, så tallet ville se ud som hele landets. Vælg enhedens nummer som opdeling."),
    Why.COUNTED_AGAIN: _("%(names)s: den samme elev hører til flere grupper og ville blive talt med én gang i hver. Fjern opdelingen, eller vælg et andet nøgletal."),
    Why.TOTAL_AND_PARTS: _("Vælg enten «i alt» eller delene, ikke begge (%(names)s). Ellers tælles alle to gange."),
    Why.MUST_BE_CHOSEN: _("Vælg værdier for «%(names)s». Statistikbanken lægger dem ikke selv sammen."),
    Why.NO_LONGER: _("Kilden kender ikke længere %(names)s. Vælg på ny."),
    Why.NOT_NUMBERS: _("Nøgletallet %(names)s er et ord og ikke et tal. Fravælg det her; ord og afgørelser kan afleveres som fil."),
}  # fmt: skip
EXCEEDS = _("«%(measure)s»: delene giver %(sum)s, men kilden siger %(total)s i alt (%(place)s). De samme er altså talt med flere gange. Fjern en opdeling.")  # fmt: skip


def told(error: SourceError | OverDetailedError) -> str:
    """The Danish sentence, or sentences, for what went wrong."""
    if isinstance(error, SourceError):
        return " ".join((str(FAULTS[error.fault]) % {"what": error.what}).split())
    return " ".join(sentence(objection) for objection in error.objections)


def sentence(objection: Objection) -> str:
    """Why a question is refused, in words."""
    if objection.why is Why.SUM_EXCEEDS:
        measure, summed, total, place = objection.names
        return str(EXCEEDS) % {"measure": measure, "sum": summed, "total": total, "place": place}
    names = ", ".join(attribute_of(name) for name in objection.names)
    return str(OBJECTIONS[objection.why]) % {"names": names}
