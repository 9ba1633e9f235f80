"""Brings a received file together with what the installation knows, and has it examined."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from ledestjerne.base.time import COPENHAGEN
from ledestjerne.facts.catalogue import places, sources
from ledestjerne.facts.checked import OF_PUPILS, ColumnMapping, FileRefused, Problem, Recognition
from ledestjerne.facts.context import Context
from ledestjerne.facts.contract import Source
from ledestjerne.facts.door import Opened, open_file
from ledestjerne.facts.examination import Examination, examine, unreadable
from ledestjerne.facts.incoming import ONLY_US
from ledestjerne.facts.mappings import remembered, signature_for
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.recognise import nearly, recognise_opened
from ledestjerne.facts.rules import problem
from ledestjerne.facts.unit_names import codes_by_name
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.reads import institution_of


def study(delivery: Delivery, *, mapping: ColumnMapping | None) -> Examination:
    """Recognise a delivery's source unless somebody chose it, and check the file; sets the source on the delivery."""
    file = delivery.readable or delivery.original
    try:
        opened = open_file(path=file)
        candidates = tuple(recognise_opened(opened, sources=sources().values()))
    except FileRefused as refusal:
        return unreadable(refusal.problem, candidates=())
    key = delivery.source or (candidates[0].source if candidates else "")
    if key not in sources():
        return unreadable(problem("unknown_kind"), candidates=candidates)
    found = examined(delivery, opened, sources()[key], mapping, candidates)
    return replace(found, problems=(*looks_like(opened), *found.problems)) if found.report.missing_mapping else found


def looks_like(opened: Opened) -> tuple[Problem, ...]:
    """That a table nobody has described is a known one but for a column, if so."""
    near = nearly(opened, sources=sources().values())
    return (problem("nearly", value=near[1], what=near[0].title),) if near else ()


def examined(
    delivery: Delivery,
    opened: Opened,
    source: Source,
    mapping: ColumnMapping | None,
    candidates: tuple[Recognition, ...],
) -> Examination:
    take_over(delivery, source)
    signature = signature_for(opened, source=source)
    mapping = mapping or remembered(delivery, signature=signature)
    work = delivery.folder / f"work-{uuid4().hex}"
    work.mkdir(mode=ONLY_US, parents=True)
    try:
        context = context_of(delivery, work=work, mapping=mapping)
        found = examine(opened=opened, folder=delivery.folder, source=source, context=context, candidates=candidates)
        return replace(found, report=found.report.model_copy(update={"signature": signature}))
    finally:
        shutil.rmtree(work)


def take_over(delivery: Delivery, source: Source) -> None:
    delivery.source, delivery.title, delivery.attribution = source.key, source.title, source.attribution
    delivery.is_public = source.public and source.table not in OF_PUPILS


def context_of(delivery: Delivery, *, work: Path, mapping: ColumnMapping | None) -> Context:
    """What the check must know: the units there are, for whom and when the file was delivered."""
    day = delivery.received_at.astimezone(COPENHAGEN).date()
    school = institution_of(delivery.unit, on=day) if delivery.unit else None
    return Context(
        work=work,
        places=places(),
        secret=hashlib.sha256(settings.PUPIL_KEY.encode()).digest(),
        known_units=frozenset(Unit.objects.values_list("code", flat=True)),
        unit_names=codes_by_name(delivery.unit),
        institution=school.code if school else "",
        period=delivery.period,
        mapping=mapping,
        retrieved_on=delivery.retrieved_on,
        may_tell_of_persons=not delivery.is_original_kept or (mapping is not None and mapping.drops),
    )
