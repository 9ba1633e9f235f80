"""The borders between apps that no import shows."""

import ast

from ledestjerne.overview.register import our_models
from tests.architecture.source import PUBLIC, modules, tiers

CHANGING = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete", "update"}
MAY_CHANGE = {"models", "writes"}


def test_foreign_keys_point_to_the_same_app_or_a_lower_tier():
    height = {app: number for number, layer in enumerate(reversed(tiers())) for app in layer}
    upwards = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
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
        f"{module}:{node.lineno} {node.func.attr}"
        for module in modules()
        if module.part not in MAY_CHANGE
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING
        if "objects" in ast.unparse(node.func) or (node.func.attr in {"save", "delete"} and not node.args)
    ]

    assert elsewhere == []


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
