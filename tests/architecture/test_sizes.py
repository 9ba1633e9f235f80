"""Nothing grows beyond what one reader can hold."""

from tests.architecture.source import modules, templates

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 150


def test_no_file_is_too_long():
    assert [str(each) for each in modules() if len(each.path.read_text().splitlines()) > LONGEST_FILE] == []


def test_no_function_is_too_long():
    long = [
        f"{module}: {function.name}"
        for module in modules()
        for function in module.functions
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]

    assert long == []


def test_no_template_is_too_long():
    assert [str(path) for path in templates() if len(path.read_text().splitlines()) > LONGEST_TEMPLATE] == []
