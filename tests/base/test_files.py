import pytest

from ledestjerne.base.files import BrokenDefinitionError, BrokenTextError, Definition, load_folder, read_text


class Fruit(Definition):
    title: str


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def test_every_file_of_a_folder_is_loaded_by_key(tmp_path):
    write(tmp_path, "pear.yaml", "key: pear\ntitle: Pære\n")
    write(tmp_path, "apple.yaml", "key: apple\ntitle: Æble\n")

    assert {key: fruit.title for key, fruit in load_folder(tmp_path, model=Fruit).items()} == {
        "apple": "Æble", "pear": "Pære",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("key: pear\ntitle: Pære\ncolour: grøn\n", "colour"),
        ("key: pear\n", "title"),
        ("key: apple\ntitle: Æble\n", "skal være filens navn"),
        ("key: [pear\n", "pear.yaml"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(tmp_path, text, complaint):
    write(tmp_path, "pear.yaml", text)

    with pytest.raises(BrokenDefinitionError, match=complaint):
        load_folder(tmp_path, model=Fruit)


def test_the_digest_is_of_the_meaning_not_the_layout(tmp_path):
    write(tmp_path, "pear.yaml", "title: Pære\n# en note\nkey: pear\n")
    other = Fruit(key="pear", title="Pære")

    assert load_folder(tmp_path, model=Fruit)["pear"].digest == other.digest
    assert Fruit(key="pear", title="Pærer").digest != other.digest


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("key: pear\n", "title: mangler"),
        ("key: pear\ntitle: 7\n", "title: skal være en tekst; sæt anførselstegn om tal og datoer"),
        ("key: pear\ntitle: Pære\ntitel: Pære\n", "titel: kendes ikke. Mente du «title»?"),
        ("key: [pear\n", "Linje 2, tegn 1: teksten er ikke gyldig YAML."),
        ("key: &a pear\ntitle: *a\n", "Henvisninger"),
        ("- pear\n", "filen: skal være navne med værdier: {navn: værdi}"),
    ],
)
def test_a_text_that_cannot_be_used_is_told_key_by_key_in_danish(text, complaint):
    with pytest.raises(BrokenTextError) as found:
        read_text(text, model=Fruit)

    assert [each for each in found.value.complaints if each.startswith(complaint)]


def test_a_good_text_becomes_a_definition():
    assert read_text("key: pear\ntitle: Pære\n", model=Fruit) == Fruit(key="pear", title="Pære")
