"""How forms are drawn: in the markup of Det Fælles Designsystem."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, QueryDict

GROUPS = {
    "django/forms/widgets/radio.html": "form-radio",
    "django/forms/widgets/checkbox_select.html": "form-checkbox",
}
CLASSES = {
    "django/forms/widgets/checkbox.html": "form-checkbox",
    "django/forms/widgets/select.html": "form-select",
    "django/forms/widgets/file.html": "",
    "django/forms/widgets/clearable_file_input.html": "",
    "django/forms/widgets/hidden.html": "",
}


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, also when that is nothing at all; None when it is only shown."""
    return request.POST if request.method == "POST" else None


AUTOCOMPLETE = {"password": "new-password", "email": "off", "text": "off"}  # unless the form says otherwise


class Renderer(TemplatesSetting):
    """Forms in the markup of Det Fælles Designsystem: label, help, error, field, and a summary of errors on top."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if widget := context.get("widget"):
            chosen = CLASSES.get(template_name, "form-input")
            own = widget["attrs"].get("class", "")
            offered = {"autocomplete": kind} if (kind := AUTOCOMPLETE.get(widget.get("type", ""))) else {}
            widget["attrs"] = {**offered, **widget["attrs"], "class": f"{chosen} {own}".strip()}
        if template_name in GROUPS:
            context = {**context, "choice_class": GROUPS[template_name]}
            template_name = "forms/choices.html"
        return super().render(template_name, context, request)
