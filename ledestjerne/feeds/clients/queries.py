"""What a person asks a public source for, as it is kept and sent. Pure."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Filters = dict[str, tuple[str, ...]]
Name = Annotated[str, Field(min_length=1, max_length=300)]


class Query(BaseModel):
    """What every question has: it does not change, and it knows no more than it says."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class UddstatQuery(Query):
    """Measures of one cube of Uddannelsesstatistik, broken down and filtered."""

    kind: Literal["uddstat"] = "uddstat"
    area: Name
    topic: Name
    subtopic: Name
    measures: Annotated[tuple[Name, ...], Field(min_length=1)]
    breakdowns: tuple[Name, ...] = ()
    filters: Filters = {}

    def body(self, *, page: int, size: int) -> dict[str, object]:
        """The question as the API wants it, for one page."""
        return {
            "område": self.area,
            "emne": self.topic,
            "underemne": self.subtopic,
            "nøgletal": list(self.measures),
            "detaljering": list(self.breakdowns),
            "filtre": {name: list(members) for name, members in self.filters.items()},
            "indlejret": False,
            "tomme_rækker": False,
            "formattering": "json",
            "side": page,
            "side_størrelse": size,
        }

    @classmethod
    def from_body(cls, body: dict[str, Any]) -> "UddstatQuery":
        """The question of a request body as the source's own tool writes it."""
        return cls(
            area=body["område"],
            topic=body["emne"],
            subtopic=body["underemne"],
            measures=tuple(body["nøgletal"]),
            breakdowns=tuple(body.get("detaljering", ())),
            filters={name: tuple(members) for name, members in body.get("filtre", {}).items()},
        )


class StatbankQuery(Query):
    """One table of StatBank and the values wanted of each variable («*»: all)."""

    kind: Literal["statbank"] = "statbank"
    table: Annotated[str, Field(pattern=r"^[A-Za-z0-9ÆØÅæøå]{2,20}$")]
    values: Filters

    def body(self, *, form: str) -> dict[str, object]:
        """The question as the API wants it; `form` is JSONSTAT or CSV."""
        return {
            "table": self.table,
            "format": form,
            "lang": "da",
            "valuePresentation": "Code",
            "variables": [{"code": code, "values": list(values)} for code, values in self.values.items()],
        }


class FileQuery(Query):
    """A file at an address, read as one of the sources we know (empty: as what it is recognised as)."""

    kind: Literal["file"] = "file"
    address: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=500)]
    source: str = ""


AnyQuery = UddstatQuery | StatbankQuery | FileQuery
_ANY: TypeAdapter[AnyQuery] = TypeAdapter(Annotated[AnyQuery, Field(discriminator="kind")])


def query_from(kept: object) -> AnyQuery:
    """The question that `model_dump(mode="json")` wrote; raises pydantic.ValidationError."""
    return _ANY.validate_python(kept)
