"""The borders between apps that no import shows."""

import ast
import re
from collections.abc import Iterator

from ledestjerne.overview.register import our_models
from tests.architecture.source import PUBLIC, modules, tiers

CHANGING = {
    "save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete", "update", "_raw_delete",
}  # fmt: skip
MAY_CHANGE = {"models", "writes"}


def test_foreign_keys_point_to_the_same_app_or_a_lower_tier():
    height = {app: number for number, layer in enumerate(reversed(tiers())) for app in layer}
    upwards = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if field.is_relation
        and field.related_model._meta.app_label != model._meta.app_label
        and height.get(field.related_model._meta.app_label, 0) >= height[model._meta.app_label]
    ]

    assert upwards == []


def test_other_apps_are_entered_by_their_public_modules_only():
    private = [
        f"{module} imports {name}"
        for module in modules()
        if module.app != "config"
        for name in module.imported
        if name.startswith("ledestjerne.") and name.count(".") > 1
        if name.split(".")[1] not in {module.app, "base"} and name.split(".")[2] not in PUBLIC
    ]

    assert private == []


def test_rows_are_changed_in_models_and_writes_only():
    elsewhere = [
        f"{module}:{call.lineno} {ast.unparse(call.func)}"
        for module in modules()
        if module.part not in MAY_CHANGE and module.app != "base"  # base has no tables
        for call in changes(module.tree)
        # A set or a digest takes what it is updated with without a name; a file is saved under a path.
        if not call.args or "objects" in ast.unparse(call.func)
    ]

    assert elsewhere == []


def test_rows_are_changed_by_their_own_app_only():
    of_others = [
        f"{module}:{call.lineno} {ast.unparse(call.func)}"
        for module in modules()
        for call in changes(module.tree)
        if ast.unparse(call.func).split(".")[0] in module.models_of_others
    ]

    assert of_others == []


def test_a_row_handed_in_is_changed_by_its_own_app_only():
    of_others = [
        f"{module}:{call.lineno} {ast.unparse(call.func)}"
        for module in modules()
        for function in module.functions
        for call in changes(function)
        if kinds(function).get(ast.unparse(call.func).split(".")[0], set()) & module.models_of_others
    ]

    assert of_others == []


def changes(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call that reads as a change of rows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
            yield node


def kinds(function: ast.FunctionDef) -> dict[str, set[str]]:
    """The names in the type of each argument of a function, and of each variable of a loop over one."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    found = {each.arg: set(re.findall(r"\w+", ast.unparse(each.annotation))) for each in arguments if each.annotation}
    for node in ast.walk(function):
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name) and isinstance(node.iter, ast.Name):
            found[node.target.id] = found.get(node.iter.id, set())
    return found


def test_nothing_is_imported_inside_a_function():
    hidden = [
        f"{module}:{node.lineno}"
        for module in modules()
        for function in module.functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []


def test_the_clock_is_read_at_the_edge_only():
    edge = {"views", "management", "commands", "permissions", "context", "kept"}  # kept: middleware, the edge of all
    inside = [
        f"{module}: {name}"
        for module in modules()
        if module.app not in {"base", "config"} and module.part not in edge
        for name in module.imported
        if name in {"ledestjerne.base.time.now", "ledestjerne.base.time.today"}
    ]

    assert inside == []
