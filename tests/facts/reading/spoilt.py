"""Rows of two sources, to spoil one thing in at a time; and what is said of a file nobody can open."""

from pathlib import Path

import pytest

from ledestjerne.facts.checked import FileRefused, Problem
from ledestjerne.facts.door import open_file

SHARED = "kommune,klassetrin,skoleår,fravaer_pct,trivsel_score\n"
GOOD = "Herning,Mellemtrin,2024/2025,7.8,3.7\n"
LESSONS = "Elevnøgle;Hold;Uddannelse;Forløbsdel;Dato;Start;Slut;Fag;Lærerstyret;Registreret"
LESSON = "E1;TØ26A;GF2 Tømrer;GF2;01-09-2025;08:15;09:00;Dansk;ja;ja"


def refusal(path: Path) -> Problem:
    with pytest.raises(FileRefused) as refused:
        open_file(path=path)
    return refused.value.problem


def raw(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "delivered.xlsx"
    path.write_bytes(content)
    return path


def found(problems: tuple[Problem, ...], rule: str) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.value) for problem in problems if problem.rule == rule]
