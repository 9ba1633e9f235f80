"""Reading a folder of definition files into checked objects."""

import difflib
import hashlib
import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError


class Definition(BaseModel):
    """What every definition file has: a key equal to its file name; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    key: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the definition's meaning (its values, not its layout)."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


class BrokenDefinitionError(Exception):
    """A definition file cannot be used; the text names the file, the place in it and what is wrong."""


# The reader in C is ten times as fast where PyYAML was built with it.
SAFE: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

D = TypeVar("D", bound=Definition)


def load_folder(folder: Path, *, model: type[D]) -> dict[str, D]:
    """Every YAML file of the folder, keyed and sorted by key; raises BrokenDefinitionError at the first bad one."""
    return {path.stem: load_file(path, model=model) for path in sorted(folder.glob("*.yaml"))}


def load_file(path: Path, *, model: type[D]) -> D:
    try:
        found = model.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=SAFE))  # noqa: S506  # both readers are safe
    except yaml.YAMLError as error:
        raise BrokenDefinitionError(f"{path.name}: {error}") from error
    except ValidationError as error:
        raise BrokenDefinitionError(f"{path.name}: {'; '.join(complaints(error, model))}") from error
    if found.key != path.stem:
        raise BrokenDefinitionError(f"{path.name}: key er «{found.key}», men skal være filens navn «{path.stem}»")
    return found


class BrokenTextError(Exception):
    """A definition somebody wrote cannot be used; `complaints` name each key and what is wrong with it, in Danish."""

    def __init__(self, complaints: Iterable[str]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("; ".join(self.complaints))


def read_text(text: str, *, model: type[D]) -> D:
    """A definition from text nobody vouches for; raises BrokenTextError. References inside it (`&`, `*`) are refused."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=SAFE)):
            raise BrokenTextError(["Henvisninger (& og *) kan ikke bruges. Skriv teksten ud."])
        return model.model_validate(yaml.load(text, Loader=SAFE))  # noqa: S506  # both readers are safe
    except yaml.YAMLError as error:
        raise BrokenTextError([_misread(error)]) from error
    except ValidationError as error:
        raise BrokenTextError(complaints(error, model)) from error


def _misread(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f"Linje {mark.line + 1}, tegn {mark.column + 1}: t" if mark else "T"
    return f"{place}eksten er ikke gyldig YAML. Se efter indrykning, kolon og anførselstegn lige før."


# What pydantic calls a mistake, in Danish; its own words stand for the rest.
WORDS = {
    "missing": "mangler",
    "string_type": "skal være en tekst; sæt anførselstegn om tal og datoer",
    "string_too_short": "er tom",
    "string_pattern_mismatch": "har ikke den rette form ({pattern})",
    "int_type": "skal være et helt tal",
    "int_parsing": "skal være et helt tal",
    "int_from_float": "skal være et helt tal",
    "float_type": "skal være et tal",
    "float_parsing": "skal være et tal",
    "bool_type": "skal være true eller false",
    "bool_parsing": "skal være true eller false",
    "tuple_type": "skal være en liste: [en, to]",
    "dict_type": "skal være navne med værdier: {{navn: værdi}}",
    "model_type": "skal være navne med værdier: {{navn: værdi}}",
    "greater_than_equal": "skal være mindst {ge}",
    "less_than_equal": "må højst være {le}",
    "too_short": "skal have mindst {min_length}",
    "enum": "skal være en af {expected}",
    "literal_error": "skal være en af {expected}",
    "value_error": "{error}",
}


def complaints(error: ValidationError, model: type[BaseModel]) -> Iterable[str]:
    """Each mistake as «key: what is wrong», in Danish; a key nobody knows is told with the one most like it."""
    for problem in error.errors():
        place = ".".join(str(part) for part in problem["loc"]) or "filen"
        if problem["type"] == "extra_forbidden":
            yield f"{place}: kendes ikke{_meant(str(problem['loc'][-1]), model)}"
            continue
        words = WORDS.get(problem["type"])
        told = {name: str(value).replace(" or ", " eller ") for name, value in problem.get("ctx", {}).items()}
        yield f"{place}: {words.format(**told) if words else problem['msg']}"


def _meant(name: str, model: type[BaseModel]) -> str:
    like = difflib.get_close_matches(name, model.model_fields, n=1)
    return f". Mente du «{like[0]}»?" if like else ". Stavefejl, eller en nøgle der ikke findes"
