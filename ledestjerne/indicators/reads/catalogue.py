"""The indicators there are."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from ledestjerne.base.danish import sort_key
from ledestjerne.base.files import load_folder
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.vocabulary import Dimension, Status

RELATED = 6


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the catalogue; empty text asks for nothing in particular."""

    text: str = ""
    dimension: str = ""
    framework: str = ""
    status: str = ""


@lru_cache(maxsize=1)
def every_definition() -> dict[str, Definition]:
    """All definitions by key, drafts and retired ones too; read once in a process."""
    return load_folder(settings.DEFINITIONS / "indicators", model=Definition)


def definitions() -> list[Definition]:
    """The live definitions in Danish order of their titles: what users see."""
    live = (each for each in every_definition().values() if each.status is Status.LIVE)
    return sorted(live, key=lambda each: sort_key(each.title))


def definition(key: str) -> Definition:
    """One live definition; Http404 when there is none, drafts included."""
    found = every_definition().get(key)
    if found is None or found.status is not Status.LIVE:
        raise Http404(_("Der er intet nøgletal, der hedder «%(key)s».") % {"key": key})
    return found


def described(key: str) -> Definition:
    """One definition anybody may read about: live, missing its source, or retired; Http404 for drafts and unknown ones."""
    found = every_definition().get(key)
    if found is None or found.status is Status.DRAFT:
        raise Http404(_("Der er intet nøgletal, der hedder «%(key)s».") % {"key": key})
    return found


def definitions_by_dimension(wanted: Wanted | None = None) -> dict[Dimension, list[Definition]]:
    """What is described and fits, under the four quality dimensions in the strategy's order; empty ones left out.

    Retired ones are told of only when they are asked for.
    """
    wanted = wanted or Wanted()
    fits = [each for each in every_definition().values() if _fits(each, wanted)]
    ordered = sorted(fits, key=lambda each: sort_key(each.title))
    groups = {dimension: [each for each in ordered if each.dimension is dimension] for dimension in Dimension}
    return {dimension: found for dimension, found in groups.items() if found}


def frameworks() -> list[str]:
    """The national frameworks that definitions name, in Danish order."""
    named = {name for each in every_definition().values() if each.status is not Status.DRAFT for name in each.framework}
    return sorted(named, key=sort_key)


def related(definition: Definition) -> list[Definition]:
    """Others that are easily mistaken for it: of the same row of the catalogue, or found by the same words."""
    others = (each for each in every_definition().values() if each.status in (Status.LIVE, Status.MISSING))
    near = [each for each in others if each.key != definition.key and _nearness(each, definition)]
    return sorted(near, key=lambda each: (-_nearness(each, definition), sort_key(each.title)))[:RELATED]


def _nearness(one: Definition, other: Definition) -> int:
    shared = len(set(one.synonyms) & set(other.synonyms))
    return shared + (2 if one.row is not None and one.row == other.row else 0)


def _fits(definition: Definition, wanted: Wanted) -> bool:
    statuses = {wanted.status} if wanted.status else {Status.LIVE, Status.MISSING}
    return (
        definition.status in statuses - {Status.DRAFT}
        and wanted.dimension in ("", definition.dimension)
        and (not wanted.framework or wanted.framework in definition.framework)
        and all(word in searched(definition) for word in wanted.text.casefold().split())
    )


def searched(definition: Definition) -> str:
    """All words a definition is found by: titles, synonyms, what it means, its frameworks and its number."""
    number = f"nr. {definition.row}" if definition.row else ""
    texts = (
        definition.title, definition.title_en, definition.key, *definition.synonyms, definition.why, definition.plain,
        *definition.framework, number,
    )  # fmt: skip
    return " ".join(texts).casefold()
