"""Reading a folder of definition files into checked objects."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError


class Definition(BaseModel):
    """What every definition file has: a key equal to its file name; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    key: str

    @property
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
        raise BrokenDefinitionError(f"{path.name}: {'; '.join(complaints(error))}") from error
    if found.key != path.stem:
        raise BrokenDefinitionError(f"{path.name}: key er «{found.key}», men skal være filens navn «{path.stem}»")
    return found


def complaints(error: ValidationError) -> Iterable[str]:
    for problem in error.errors():
        place = ".".join(str(part) for part in problem["loc"])
        yield f"{place}: {problem['msg']}"
