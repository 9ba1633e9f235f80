"""Input about deliveries."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.fields import DanishDateField, FileInput
from ledestjerne.base.time import Period, UnknownPeriodError
from ledestjerne.facts.checked import ColumnMapping
from ledestjerne.facts.contract import Source
from ledestjerne.facts.sources.cells import as_key
from ledestjerne.facts.sources.long import complete
from ledestjerne.facts.suggestions import suggest

MEGABYTE = 1024 * 1024


def source_choices(sources: Sequence[Source]) -> list[tuple[str, str]]:
    return [("", str(_("Lad Ledestjerne genkende filen"))), *((source.key, source.title) for source in sources)]


def clean_period(text: str) -> str:
    """A period as it is kept, or a ValidationError with examples."""
    if not text:
        return ""
    try:
        return str(Period.parse(text))
    except UnknownPeriodError as error:
        raise ValidationError(_("Skriv perioden som 2025/2026, 2025 eller 2025-09.")) from error


class DeliveryForm(forms.Form):
    """A file and what only the person who brings it can know."""

    file = forms.FileField(
        label=_("Fil"),
        widget=FileInput,
        max_length=200,
        help_text=_("Træk filen hertil, eller vælg den: regneark (.xlsx, .xls, .ods) eller CSV."),
        error_messages={"required": _("Vælg en fil."), "empty": _("Filen er tom. Hent den igen fra kilden.")},
    )
    retrieved_on = DanishDateField(
        label=_("Hentet fra kilden den"),
        required=False,
        help_text=_("Står ved tallene som del af kildeangivelsen, fx 1.5.2026."),
    )
    period = forms.CharField(
        label=_("Periode"),
        required=False,
        max_length=30,
        help_text=_("Kun når filen ikke selv siger det: 2025/2026, 2025 eller 2025-09."),
    )
    source = forms.ChoiceField(
        label=_("Kilde"),
        required=False,
        help_text=_("Filen kendes på sin form, ikke på sit navn. Vælg kun selv, når genkendelsen tager fejl."),
    )

    def __init__(self, *args: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = source_choices(sources)  # type: ignore[attr-defined]  # a ChoiceField has them

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            most = settings.MAX_UPLOAD_BYTES // MEGABYTE
            raise ValidationError(_("Filen er større end %(most)s MB. Del den op.") % {"most": most})
        return file

    def clean_period(self) -> str:
        return clean_period(self.cleaned_data["period"].strip())


class SourceForm(forms.Form):
    """Another source than the one recognised, or the period the file does not tell."""

    source = forms.ChoiceField(label=_("Kilde"), required=False)
    period = forms.CharField(
        label=_("Periode"), required=False, max_length=30, help_text=_("Kun når filen ikke selv siger den.")
    )

    def __init__(self, *args: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = source_choices(sources)  # type: ignore[attr-defined]  # a ChoiceField has them

    def clean_period(self) -> str:
        return clean_period(self.cleaned_data["period"].strip())


class ReasonForm(forms.Form):
    """Why a delivery is turned down or taken back."""

    reason = forms.CharField(
        label=_("Begrundelse"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("Én sætning, som den der afleverede, kan bruge. Skriv ikke navne på elever."),
    )


MEANINGS = [
    ("", _("Bruges ikke")),
    ("unit", _("Enhedens nummer (institution eller kommune)")),
    ("unit_name", _("Enhedens navn")),
    ("period", _("Perioden")),
    ("value", _("Tallet")),
    ("measure", _("Hvad tallet måler")),
    ("dim", _("En opdeling, fx køn eller fag")),
    ("drop", _("Personoplysning: skal ikke læses")),
]


class MappingForm(forms.Form):
    """What the columns of an unknown file mean; asked once, and remembered for files with the same headings."""

    unit_level = forms.ChoiceField(
        label=_("Hver række handler om en"),
        choices=[
            ("institution", _("Institution")), ("municipality", _("Kommune")), ("region", _("Region")),
            ("department", _("Afdeling")), ("nation", _("Hele landet")),
        ],
    )  # fmt: skip
    period_kind = forms.ChoiceField(
        label=_("Perioden er"),
        choices=[
            ("school_year", _("Skoleår")),
            ("year", _("Kalenderår")),
            ("quarter", _("Kvartal")),
            ("month", _("Måned")),
        ],
    )
    period = forms.CharField(
        label=_("Perioden for hele filen"), required=False, max_length=30,
        help_text=_("Når ingen kolonne siger den: 2025/2026, 2025 eller 2025-09."),
    )  # fmt: skip
    measure = forms.CharField(
        label=_("Hvad tallet måler"), required=False, max_length=60,
        help_text=_("Når ingen kolonne siger det, fx «fravær i procent»."),
    )  # fmt: skip
    decimal = forms.ChoiceField(
        label=_("Decimaler skrives med"), choices=[("comma", _("Komma: 7,5")), ("point", _("Punktum: 7.5"))]
    )
    additive = forms.BooleanField(
        label=_("Tallene er antal, der må lægges sammen"), required=False,
        help_text=_("Sæt ikke mærket ved procenter og gennemsnit."),
    )  # fmt: skip

    def __init__(self, *args: Any, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = tuple(heading for heading in headings if heading)
        for place, heading in enumerate(self.headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=_("Kolonnen «%(heading)s»") % {"heading": heading}, choices=MEANINGS, required=False,
                initial=suggest(heading),
            )  # fmt: skip

    def clean_period(self) -> str:
        return clean_period(self.cleaned_data["period"].strip())

    def clean(self) -> None:
        for lack in complete(self.mapping(signature="")):
            self.add_error(None, _(lack))

    def mapping(self, *, signature: str) -> ColumnMapping:
        """What was filled in, for the file whose headings have this signature."""
        data = self.cleaned_data
        chosen = [(heading, data.get(f"column_{place}", "")) for place, heading in enumerate(self.headings)]
        return ColumnMapping(
            signature=signature,
            columns=tuple((heading, as_key(heading) if said == "dim" else said) for heading, said in chosen if said),
            unit_level=data.get("unit_level", ""),
            period_kind=data.get("period_kind", ""),
            decimal=data.get("decimal", ""),
            measure=data.get("measure", "").strip(),
            period=data.get("period", ""),
            additive=data.get("additive", False),
        )
