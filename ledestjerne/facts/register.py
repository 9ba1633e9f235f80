"""What a register of institutions would change in the tree: proposed, never made by itself."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ledestjerne.base.time import COPENHAGEN
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.report import RegisterLine, Report
from ledestjerne.facts.unit_changes import ChangeKind, UnitChange
from ledestjerne.organisation.models import InstitutionType, Level, Unit


def may_bring_units(delivery: Delivery) -> bool:
    """A register lists institutions side by side, so it is handed in for what stands above them, or for the nation."""
    return delivery.unit is None or delivery.unit.level in (Level.NETWORK, Level.MUNICIPALITY)


def proposed_units(delivery: Delivery) -> list[UnitChange]:
    """What the lines of a register would change in the tree, by kind, in the order of the file.

    A unit the register named the last time for the same owner, and does not name any more, is asked about: it may be
    closed, and when just one new unit has its CVR number, merged into that.
    """
    lines = lines_of(delivery)
    before = lines_of(delivery_before(delivery)) if lines else ()
    known = {unit.code: unit for unit in Unit.objects.filter(code__in=[line.code for line in (*lines, *before)])}
    told = [change for line in lines for change in changes_of(line, known.get(line.code), delivery)]
    changes = [*told, *questions(delivery, lines=lines, before=before, known=known)]
    order = list(ChangeKind)
    return sorted(changes, key=lambda change: order.index(change.kind))


def lines_of(delivery: Delivery | None) -> tuple[RegisterLine, ...]:
    """The lines of a register; none of any other delivery."""
    return Report.model_validate(delivery.report).register_lines if delivery else ()


def delivery_before(delivery: Delivery) -> Delivery | None:
    """The register of the same kind that was accepted last for the same owner."""
    accepted = Delivery.objects.accepted().filter(source=delivery.source, unit=delivery.unit).exclude(pk=delivery.pk)
    if delivery.rank:
        accepted = accepted.filter(rank__lt=delivery.rank)
    return accepted.last()


def day_of(delivery: Delivery) -> date:
    """The day a register tells of: when it was fetched, or else handed in."""
    return delivery.retrieved_on or delivery.received_at.astimezone(COPENHAGEN).date()


def changes_of(line: RegisterLine, known: Unit | None, delivery: Delivery) -> Iterator[UnitChange]:
    """What one line says that the tree does not."""
    if known is None:
        if line.ends_on is None:
            yield new_unit(line, owner=delivery.unit_code)
        return
    if known.name != line.name:
        yield UnitChange(kind=ChangeKind.RENAMED, code=line.code, name=line.name, before=known.name)
    if known.ends_on is not None:
        return
    if line.merged_into:
        day = line.ends_on or day_of(delivery)
        yield UnitChange(kind=ChangeKind.MERGED, code=line.code, name=known.name, into=line.merged_into, on=day)
    elif line.ends_on:
        yield UnitChange(kind=ChangeKind.CLOSED, code=line.code, name=known.name, on=line.ends_on)


def new_unit(line: RegisterLine, *, owner: str) -> UnitChange:
    return UnitChange(
        code=line.code,
        level=Level(line.level) if line.level in Level.values else Level.INSTITUTION,
        name=line.name,
        parent=line.parent or owner,
        institution_type=line.kind if line.kind in InstitutionType.values else "",
        cvr=line.cvr,
        municipality_code=line.municipality,
        address=", ".join(part for part in (line.address, f"{line.postcode} {line.town}".strip()) if part),
        on=line.starts_on,
    )


def questions(
    delivery: Delivery,
    *,
    lines: Sequence[RegisterLine],
    before: Sequence[RegisterLine],
    known: Mapping[str, Unit],
) -> Iterator[UnitChange]:
    """What nobody says, but may have happened since the register before."""
    named, named_before = {line.code for line in lines}, {line.code for line in before}
    day = day_of(delivery)
    ended = {line.code: line.ends_on for line in lines if line.ends_on and not line.merged_into}
    fresh = [line for line in lines if line.code not in named_before and line.ends_on is None] if before else []
    asked = {line.code: line for line in [*before, *(line for line in lines if line.code in ended)]}
    for line in asked.values():
        unit = known.get(line.code)
        if unit is None or unit.ends_on is not None or (line.code in named and line.code not in ended):
            continue
        heirs = [heir for heir in fresh if heir.cvr and heir.cvr == (line.cvr or unit.cvr)]
        on = ended.get(line.code) or day
        if len(heirs) == 1:
            into = heirs[0].code
            yield UnitChange(kind=ChangeKind.PERHAPS_MERGED, code=line.code, name=unit.name, into=into, on=on)
        if line.code not in named:
            yield UnitChange(kind=ChangeKind.GONE, code=line.code, name=unit.name, on=on)
