from django.apps import apps

from ledestjerne.publication import register


def test_every_kind_of_personal_data_has_a_danish_name():
    kinds = {model._meta.label_lower for model in apps.get_models() if getattr(model, "PERSONAL", {})}

    assert kinds == set(register.KINDS)


def test_every_personal_field_has_a_danish_name():
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.fields
        if field.name in getattr(model, "PERSONAL", {}) and field.name not in register.FIELDS
    ]

    assert [str(field) for field in fields if field.verbose_name == field.name.replace("_", " ")] == []


def test_a_row_says_what_why_and_how_long(db):
    rows = {row.cells[0].text: row.cells for row in register.personal_data().rows}

    assert [cell.text for cell in rows["Konto: e-mail"]][1:] == ["Login og besked", "Til kontoen slettes"]
