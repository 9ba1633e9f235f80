"""What a proposed finding says, in Danish. Pure: the texts are the school's own from the moment they are proposed."""

from typing import Protocol

from ledestjerne.base.danish import NON_BREAKING_SPACE, format_number

SUFFIXES = {"percent": f"{NON_BREAKING_SPACE}%", "hours": " timer"}
RELATIONS = {"at_least": "mindst", "at_most": "højst"}


class Seen(Protocol):
    """What the words need of an observation."""

    @property
    def title(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def value(self) -> float | None: ...
    @property
    def unit_of_measure(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def numerator(self) -> float | None: ...
    @property
    def n(self) -> int | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def is_complete(self) -> bool: ...
    @property
    def counted(self) -> str: ...
    @property
    def verdict(self) -> str | None: ...


class Aim(Protocol):
    @property
    def relation(self) -> str: ...
    @property
    def value(self) -> float: ...
    @property
    def is_own(self) -> bool: ...
    @property
    def text(self) -> str: ...


class Remark(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def text(self) -> str: ...


class Before(Protocol):
    @property
    def period(self) -> str: ...
    @property
    def value(self) -> float | None: ...


def amount_text(value: float | None, *, decimals: int = 0) -> str:
    """A number without its unit; nothing for a hidden one."""
    return "" if value is None else format_number(value, decimals=decimals)


def goal_text(value: float, *, decimals: int = 0) -> str:
    """A goal without its unit, whole when it is whole: «26», «7,5»."""
    return format_number(value, decimals=0 if value == int(value) else decimals)


def amount(value: float | None, seen: Seen) -> str:
    """«70,8 %», «25,3 timer», «7,2»."""
    return f"{amount_text(value, decimals=seen.decimals)}{SUFFIXES.get(seen.unit_of_measure, '')}"


def aim_words(goal: Aim, seen: Seen) -> str:
    """«mindst 26 timer»."""
    value = goal_text(goal.value, decimals=seen.decimals)
    return f"{RELATIONS[goal.relation]} {value}{SUFFIXES.get(seen.unit_of_measure, '')}"


def figure_words(seen: Seen) -> str:
    """The figure as a sentence: «Hold med mindst 26 timer: 17 af 24 hold (70,8 %) i 2025/26.»"""
    shown, when = amount(seen.value, seen), year_words(seen.period)
    if seen.numerator is None or not seen.n or seen.unit_of_measure != "percent":
        return f"{seen.title}: {shown} i {when}."
    whole = f"{format_number(seen.numerator)} af {format_number(seen.n)} {seen.counted}".strip()
    return f"{seen.title}: {whole} ({shown}) i {when}."


def goal_words(seen: Seen, goal: Aim, *, is_reached: bool) -> tuple[str, str]:
    """Title and text about a goal that is missed, or reached at last."""
    aim = aim_words(goal, seen)
    whose = "Skolens eget mål" if goal.is_own else "Det fastsatte mål"
    if is_reached:
        title = f"{seen.title}: målet på {aim} er nået"
        return title, f"{figure_words(seen)} {whose} er {aim}, og det blev ikke nået perioden før. {goal.text}".strip()
    title = f"{seen.title}: {amount(seen.value, seen)}, målet er {aim}"
    return title, " ".join(filter(None, [figure_words(seen), f"{whose} er {aim}.", goal.text, caution(seen)]))


def reference_words(seen: Seen) -> tuple[str, str]:
    """Title and text about the publisher's verdict, which is quoted and not judged again."""
    title = f"{seen.title}: {lowered(seen.verdict)} i forhold til den socioøkonomiske reference"
    quoted = f"Styrelsens vurdering er «{(seen.verdict or '').strip()}»."
    return title, " ".join(filter(None, [figure_words(seen), quoted, caution(seen)]))


def change_words(seen: Seen, before: Before) -> tuple[str, str]:
    """Title and text about a change larger than its uncertainty."""
    assert seen.value is not None
    assert before.value is not None
    verb = "steget" if seen.value > before.value else "faldet"
    old, new = amount(before.value, seen), amount(seen.value, seen)
    title = f"{seen.title}: {verb} fra {old} til {new}"
    sure = "Ændringen er større end den usikkerhed, der er på de to tal."
    return title, f"{figure_words(seen)} I {year_words(before.period)} var tallet {old}. {sure}"


def note_words(seen: Seen, note: Remark) -> tuple[str, str]:
    """Title and text about a signal, in the words of its rule."""
    return f"{seen.title}: {lowered(note.name)}", note.text


def caution(seen: Seen) -> str:
    return "" if seen.is_complete else "Tallene for perioden er ikke komplette endnu."


def lowered(text: str | None) -> str:
    words = (text or "").strip()
    return words[:1].lower() + words[1:]


def year_words(period: str) -> str:
    """«2025/2026» as «2025/26», other periods as they are."""
    return f"{period[:5]}{period[7:]}" if period[4:5] == "/" and len(period) == len("2025/2026") else period
