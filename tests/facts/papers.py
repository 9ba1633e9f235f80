"""Small files as schools and agencies hand them in, written out so that a test can be read alone."""

from collections.abc import Iterable

LESSON_HEADINGS = (
    "Institutionsnummer;Afdeling;Uddannelse;Hold;Elevnøgle;Forløbsdel;Dato;Start;Slut;Fag;Lærerstyret;Registreret"
)


def statbank(*, year: int, numbers: dict[str, tuple[int, int, int, int]]) -> bytes:
    """STATUSU6 of a year: municipality → completed, ongoing, dropped, none."""
    lines = [f'"I alt","{year}","{name}",{sum(parts)},{",".join(map(str, parts))}' for name, parts in numbers.items()]
    return ("\r\n".join(lines) + "\r\n").encode()


def herning(*, year: int = 2024, dropped: int = 20) -> bytes:
    return statbank(year=year, numbers={"Herning": (100, 50, dropped, 10), "Randers": (200, 90, 40, 20)})


def lesson(
    *,
    institution: str = "999001",
    department: str = "EUD",
    education: str = "GF2TOEM",
    class_: str = "TØ26A",
    pupil: str = "a1",
    part: str = "GF2",
    date: str = "2026-09-07",
    start: str = "08:00",
    end: str = "09:30",
    subject: str = "Dansk",
    led: str = "ja",
    registered: str = "ja",
) -> str:
    return ";".join(
        (institution, department, education, class_, pupil, part, date, start, end, subject, led, registered)
    )


def lessons(rows: Iterable[str]) -> bytes:
    return "\n".join((LESSON_HEADINGS, *rows, "")).encode()
