"""What an edition would show the world, and what a person should look at before it does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledestjerne.accounts.models import User
from ledestjerne.base.ordering import danish_order
from ledestjerne.followup.models import Plan
from ledestjerne.organisation.models import Unit
from ledestjerne.publication import gather, reads
from ledestjerne.publication.content import EditionContent, says_the_same, to_text
from ledestjerne.publication.models import Edition
from ledestjerne.publication.standing import Held, safe_beside_editions
from ledestjerne.publication.wording import day_text


@dataclass(frozen=True)
class Preview:
    """The next edition of a plan as it would be without names, and what calls for a second look."""

    plan: Plan
    content: EditionContent
    number: int
    newest: Edition | None
    is_unchanged: bool
    people: tuple[User, ...]
    warnings: tuple[str, ...]


def preview_of(plan: Plan, *, on: date) -> Preview:
    """The plan as its next edition; names of persons are never in it."""
    with translation.override(settings.LANGUAGE_CODE):
        safe = safe_beside_editions(gather.content_of(plan, named=(), on=on))
    content = safe.content
    newest = reads.newest_edition(unit_code=plan.unit.code, year=plan.year)
    stands = newest is not None and not newest.is_revoked
    return Preview(
        plan=plan,
        content=content,
        number=newest.number + 1 if newest else 1,
        newest=newest,
        is_unchanged=stands and newest is not None and says_the_same(newest.read(), content),
        people=tuple(owners_of(plan)),
        warnings=(*(held_words(each) for each in safe.held), *warnings_about(content, plan, on=on)),
    )


def held_words(held: Held) -> str:
    """Which row, what was done with its figure, and what the editor must do."""
    told = {"rows": ", ".join(map(str, held.rows)), "title": held.title, "day": day_text(held.day)}
    if held.day:
        return (
            _(
                "Række %(rows)s: «%(title)s» er ændret med nogle få personer, siden tallet blev offentliggjort %(day)s. "
                "Forskellen ville vise, hvem der er kommet til eller gået. Derfor bliver det offentliggjorte tal stående. "
                "Skriv heller ikke det nye tal i rækkens tekst."
            )
            % told
        )
    if held.is_hidden:
        return (
            _(
                "Række %(rows)s: «%(title)s» bliver skjult. Sammen med tal fra en anden dag ville det vise, hvor få der er "
                "i en lille gruppe. Skriv heller ikke tallet i rækkens tekst."
            )
            % told
        )
    return (
        _(
            "Række %(rows)s: «%(title)s» står i planen med to tal fra hver sin dag, og kun nogle få personer skiller dem. "
            "Derfor vises det nyeste alle steder. Skriv heller ikke det gamle tal i rækkens tekst."
        )
        % told
    )


def owners_of(plan: Plan) -> list[User]:
    """The persons who own an initiative of the plan."""
    return list(
        User.objects.filter(owned_initiatives__initiative__row__plan=plan)
        .order_by(danish_order("name"), "pk")
        .distinct()
    )


def warnings_about(content: EditionContent, plan: Plan, *, on: date) -> Iterator[str]:
    for name in names_in(content, plan, on=on):
        yield _("Navnet «%(name)s» står i planens egne tekster. Skal alle kunne læse det?") % {"name": name}
    if unanswered := sum(bool(row.carried_from) and not row.outcome for row in content.rows):
        yield ngettext(
            "%(count)d række er videreført fra sidste år, uden at det står, hvad der kom af den.",
            "%(count)d rækker er videreført fra sidste år, uden at det står, hvad der kom af dem.",
            unanswered,
        ) % {"count": unanswered}
    if hidden := sum(bool(figure.hidden) for figure in content.figures):
        yield ngettext(
            "%(count)d tal er skjult. Grunden bliver vist, men ikke tallet.",
            "%(count)d tal er skjult. Grunden bliver vist, men ikke tallene.",
            hidden,
        ) % {"count": hidden}
    for row in content.rows:
        if not all([row.result, row.goal, row.actions or row.initiatives, row.schedule or row.initiatives]):
            yield _("Række %(number)d har et tomt felt.") % {"number": row.number}


def names_in(content: EditionContent, plan: Plan, *, on: date) -> list[str]:
    """Full names of the unit's own people that stand in what somebody wrote."""
    nearby = Unit.objects.below([plan.unit_id], on=on) | Unit.objects.above(plan.unit, on=on)
    people = User.objects.filter(Q(memberships__unit__in=nearby) | Q(pk__in=[user.pk for user in owners_of(plan)]))
    text = to_text(content).casefold()
    names = people.order_by(danish_order("name")).values_list("name", flat=True).distinct()
    return [name for name in names if " " in name and name.casefold() in text]
