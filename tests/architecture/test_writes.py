"""Every write is of one shape: keyword-only, in one transaction, permission first, record last."""

import ast
from functools import cache

import pytest

from tests.architecture.source import calls, modules

# The log itself, and what people change of their own account: there is no unit to hold a permission on.
WITHOUT_UNIT = {
    "accounts.add_user", "accounts.choose_language", "accounts.change_password", "accounts.choose_password",
    "accounts.note_login",
}  # fmt: skip


@cache
def entered() -> set[tuple[str, str]]:
    """The app and name of every write that is used from outside the writes of its app."""
    found = set()
    for module in modules():
        for name in module.imported:
            parts = name.split(".")
            if (
                parts[0] == "ledestjerne"
                and "writes" in parts[2:-1]
                and (parts[1], "writes") != (module.app, module.part)
            ):
                found.add((parts[1], parts[-1]))
        if module.part != "writes":
            found |= {(module.app, each) for each in used_of(module.tree, "writes")}
    return found


def used_of(tree: ast.Module, name: str) -> set[str]:
    nodes = (each for each in ast.walk(tree) if isinstance(each, ast.Attribute))
    return {each.attr for each in nodes if isinstance(each.value, ast.Name) and each.value.id == name}


@cache
def helpers() -> dict[str, ast.FunctionDef]:
    """Every function of the writes of all apps, by name: what a write leaves to others counts as done."""
    return {each.name: each for module in modules() if module.part == "writes" for each in module.functions}


def does(write: ast.FunctionDef) -> set[str]:
    """Everything a write calls, itself or through other functions of writes."""
    found: set[str] = set()
    waiting = [write]
    while waiting:
        new = calls(waiting.pop()) - found
        found |= new
        waiting.extend(helpers()[name] for name in new if name in helpers())
    return found


WRITES = [
    pytest.param(function, id=f"{module.app}.{function.name}")
    for module in modules()
    if module.part == "writes" and module.app != "audit"
    for function in module.public_functions
    if (module.app, function.name) in entered()
]
ON_A_UNIT = [each for each in WRITES if each.id not in WITHOUT_UNIT]


def test_there_are_writes_to_look_at():
    assert len(WRITES) > 20


@pytest.mark.parametrize("write", WRITES)
def test_a_write_takes_its_arguments_by_name(write):
    assert write.args.args == []


@pytest.mark.parametrize("write", WRITES)
def test_a_write_is_one_transaction(write):
    assert any("atomic" in ast.unparse(decorator) for decorator in write.decorator_list) or "atomic" in does(write)


@pytest.mark.parametrize("write", ON_A_UNIT)
def test_a_write_asks_for_a_permission(write):
    assert any(name.startswith("require") for name in does(write))


@pytest.mark.parametrize("write", ON_A_UNIT)
def test_a_write_records_what_it_did(write):
    assert "record" in does(write)


@pytest.mark.parametrize("write", WRITES)
def test_a_write_says_what_it_does(write):
    assert ast.get_docstring(write)
