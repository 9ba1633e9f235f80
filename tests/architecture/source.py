"""The code of the product as trees and lines, for tests about the code itself."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ledestjerne"
# What other apps may import; a vocabulary is the words a definition may use, and no more.
PUBLIC = {"models", "reads", "writes", "permissions", "vocabulary"}


@dataclass(frozen=True)
class Module:
    """One Python file of the product."""

    path: Path

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def app(self) -> str:
        return self.path.relative_to(PACKAGE).parts[0]

    @property
    def part(self) -> str:
        """What it is in its app: models, reads, writes, views, …"""
        inside = self.path.relative_to(PACKAGE).parts[1:]
        return inside[0].removesuffix(".py") if inside else ""

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def imported(self) -> Iterator[str]:
        """Every name it imports, with its module: ledestjerne.facts.models.Delivery."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)

    @property
    def models_of_others(self) -> set[str]:
        """The tables of other apps, by the name they have here."""
        return {
            alias.asname or alias.name
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and node.module
            if (parts := node.module.split("."))[0] == "ledestjerne" and "models" in parts and parts[1] != self.app
            for alias in node.names
        }

    @property
    def functions(self) -> Iterator[ast.FunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))

    @property
    def public_functions(self) -> Iterator[ast.FunctionDef]:
        return (node for node in self.tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"))


@cache
def modules() -> list[Module]:
    return [Module(path) for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))


def tiers() -> list[list[str]]:
    """The apps from the highest tier to the lowest, as the import contract has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    found = next(each for each in contracts if each["name"] == "Apps point down")
    return [[name.strip() for name in layer.split("|")] for layer in found["layers"]]


def calls(node: ast.AST) -> set[str]:
    """The names of everything called inside, without what they hang on."""
    names = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            names.add(each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", ""))
    return names
