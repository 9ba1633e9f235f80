"""The key figures a goal may name."""

from ledestjerne.indicators import reads as figures


def indicator_titles() -> dict[str, str]:
    """The live indicators by key, in Danish order of their titles."""
    return {each.key: each.title for each in figures.definitions()}


def title_of(key: str) -> str:
    """The indicator's title, also when it is retired; its key when it is gone."""
    found = figures.every_definition().get(key)
    return found.title if found else key
