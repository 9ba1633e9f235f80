"""Gathers what a check finds: problems with their number kept in bounds, refused rows for download. Pure."""

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from ledestjerne.facts.checked import Problem, Severity
from ledestjerne.facts.rules import CPR_PATTERN, RULES, problem

LISTED = 200  # problems listed one by one per rule and column; the rest are counted
KEPT = 100_000  # refused rows kept for download

FAULTS = pl.Schema(
    {
        "row": pl.Int64(),
        "rule": pl.String(),
        "column": pl.String(),
        "value": pl.String(),
        "what": pl.String(),
        "whole": pl.Boolean(),  # the whole row is left out, not only the cell
    }
)
REFUSED_ROWS = {
    "sheet": pl.String(),
    "row": pl.Int64(),
    "rule": pl.String(),
    "column": pl.String(),
    "whole": pl.Boolean(),
    "text": pl.String(),
}


@dataclass
class Findings:
    """The notebook of one check."""

    problems: list[Problem] = field(default_factory=list)
    refused: list[pl.DataFrame] = field(default_factory=list)
    whole_rows: int = 0
    _listed: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _noted: dict[tuple[str, str, str, str], tuple[int, int, str]] = field(default_factory=dict)
    _kept: int = 0

    def add(self, found: Problem) -> None:
        """Note one problem."""
        self.problems.append(found)

    def note(self, rule: str, *, sheet: str, column: str, value: str, row: int, what: str = "", times: int = 1) -> None:
        """Note something that repeats: told once per value, with its first row and how often."""
        key = (rule, sheet, column, value)
        first, before, _ = self._noted.get(key, (row, 0, what))
        self._noted[key] = (min(first, row), before + times, what)

    def faults(self, *, sheet: str, faults: pl.DataFrame, text: pl.DataFrame) -> None:
        """Note faults (see FAULTS) of rows whose printed text (row, text) is given; CPR numbers are masked."""
        if faults.is_empty():
            return
        self.whole_rows += faults.filter("whole")["row"].n_unique()
        for (rule, column), group in faults.group_by("rule", "column", maintain_order=True):
            self._list(sheet=sheet, rule=str(rule), column=str(column), group=group)
        severe = [rule for rule, meaning in RULES.items() if meaning.severity is Severity.REFUSED]
        kept = faults.filter(pl.col("rule").is_in(severe)).unique(["row", "column"], keep="first", maintain_order=True)
        self._keep(sheet=sheet, rows=kept.join(text, on="row", how="left", maintain_order="left"))

    def _list(self, *, sheet: str, rule: str, column: str, group: pl.DataFrame) -> None:
        before = self._listed[rule, sheet, column]
        self._listed[rule, sheet, column] += group.height
        for fault in group.head(max(0, LISTED - before)).iter_rows(named=True):
            self.problems.append(
                problem(
                    rule,
                    sheet=sheet,
                    row=fault["row"],
                    column=column,
                    value=fault["value"] or "",
                    what=fault["what"] or "",
                )
            )

    def _keep(self, *, sheet: str, rows: pl.DataFrame) -> None:
        room = max(0, KEPT - self._kept)
        self._kept += rows.height
        masked = pl.col("text")
        for _again in range(2):  # two in a row share the sign between them
            masked = masked.str.replace_all(CPR_PATTERN, " ******-**** ")
        self.refused.append(
            rows.head(room).select(pl.lit(sheet).alias("sheet"), "row", "rule", "column", "whole", masked)
        )

    def close(self) -> tuple[tuple[Problem, ...], pl.DataFrame]:
        """All problems and the refused rows; repeated ones are summed up in a last line each."""
        for (rule, sheet, column), times in self._listed.items():
            if times > LISTED:
                self.add(problem("more", sheet=sheet, column=column, what=rule, times=times - LISTED))
        for (rule, sheet, column, value), (row, times, what) in self._noted.items():
            self.add(problem(rule, sheet=sheet, row=row, column=column, value=value, what=what, times=times))
        if self._kept > KEPT:
            self.add(problem("refused_not_kept", times=KEPT))
        return tuple(self.problems), pl.concat([pl.DataFrame(schema=REFUSED_ROWS), *self.refused])
