"""The indicators there are."""

from functools import lru_cache

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from ledestjerne.base.danish import sort_key
from ledestjerne.base.files import load_folder
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.vocabulary import Dimension, Status


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


def definitions_by_dimension() -> dict[Dimension, list[Definition]]:
    """The live definitions under the four quality dimensions, in the strategy's order."""
    return {each: [found for found in definitions() if found.dimension is each] for each in Dimension}
