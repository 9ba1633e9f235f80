"""Made-up pupils with a background and an outcome, as a student system gives them; nobody in it exists. Pure."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator

HEAD = (
    "Institutionsnummer", "Afdeling", "Uddannelse", "Hold", "Elevnøgle", "Startdato", "Alder", "Køn", "Herkomst", "Adgangsvej",
    "Forældres uddannelse", "Forældres indkomst", "Karakter fra grundskolen", "Faldet fra", "Karakter",
)  # fmt: skip
ORIGINS = ("dansk", "indvandrer", "efterkommer")
PATHS = ("direkte fra grundskolen", "fra andet forløb", "fra arbejde")
EDUCATIONS = ("grundskole", "erhvervsfaglig", "gymnasial", "videregående")
INCOMES = ("laveste fjerdedel", "næstlaveste", "næsthøjeste", "højeste fjerdedel")
UNSTATED = 0.06  # share of what concerns the parents that nobody has stated


@dataclass(frozen=True, kw_only=True)
class StartingClass:
    """Pupils who begin together, in a class or (without `code`) on an education; `pull` moves their log odds of dropping out, and their grades the other way."""

    department: str
    education: str
    code: str
    pupils: int
    pull: float = 0.0


def write_background(
    *, institution: str, first_year: int, classes: Sequence[StartingClass], seed: int, path: Path
) -> None:
    """A file of the pupils who began in August of `first_year`; the same for the same seed."""
    rng = np.random.default_rng(seed)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEAD)
        for one in classes:
            for number in range(one.pupils):
                key = f"B{first_year}-{one.code or one.education}-{number:03d}"
                place = (institution, one.department, one.education, one.code, key, f"11-08-{first_year}")
                writer.writerow((*place, *_pupil(one.pull, rng)))


def _pupil(pull: float, rng: Generator) -> tuple[str, ...]:
    age = 16 + min(int(rng.exponential(2.5)), 14)
    entry = float(np.clip(rng.normal(5.5, 2.2), -2, 12))
    path, origin = int(rng.choice(3, p=(0.5, 0.3, 0.2))), int(rng.choice(3, p=(0.82, 0.08, 0.10)))
    education, income = int(rng.choice(4, p=(0.2, 0.45, 0.1, 0.25))), int(rng.integers(4))
    odds = -1.0 - 0.25 * (entry - 5.5) + 0.04 * (age - 18) + 0.3 * path - 0.15 * education - 0.1 * income + pull
    has_left = rng.random() < 1 / (1 + np.exp(-odds))
    grade = float(np.clip(rng.normal(6.5 + 0.5 * (entry - 5.5) + 0.2 * education - pull, 2.0), -3, 12))
    sex = "K" if rng.random() < 0.4 else "M"
    return (
        str(age), sex, _stated(ORIGINS[origin], rng, share=0.01), _stated(PATHS[path], rng, share=0.02),
        _stated(EDUCATIONS[education], rng), _stated(INCOMES[income], rng), _stated(_comma(entry), rng),
        "ja" if has_left else "nej", "" if has_left else _comma(grade),
    )  # fmt: skip


def _stated(word: str, rng: Generator, *, share: float = UNSTATED) -> str:
    return "" if rng.random() < share else word


def _comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")
