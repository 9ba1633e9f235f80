"""Every field that could tell of a person is classified."""

from django.contrib.auth import get_user_model
from django.db import models

from ledestjerne.overview.register import our_models

COULD_TELL = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def could_tell(field: models.Field) -> bool:
    return isinstance(field, COULD_TELL) or (field.is_relation and field.related_model is get_user_model())


def test_every_field_is_personal_or_not():
    unclassified = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if could_tell(field)
        if field.name not in getattr(model, "PERSONAL", {}) and field.name not in getattr(model, "IMPERSONAL", ())
    ]

    assert unclassified == []


def test_nothing_is_classified_that_is_not_there():
    unknown = [
        f"{model._meta.label}.{name}"
        for model in our_models()
        for name in [*getattr(model, "PERSONAL", {}), *getattr(model, "IMPERSONAL", ())]
        if name not in {field.name for field in model._meta.get_fields()}
    ]

    assert unknown == []


def test_no_field_is_both():
    both = [
        f"{model._meta.label}.{name}"
        for model in our_models()
        for name in set(getattr(model, "PERSONAL", {})) & set(getattr(model, "IMPERSONAL", ()))
    ]

    assert both == []
