"""The made-up installation that national_pages.py measures: made once in a database and a folder, and kept."""

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

PUPILS, SHARING = 930, 60
BEGUN, AT = date(2015, 8, 1), datetime(2026, 8, 5, 8, tzinfo=UTC)
COORDINATOR, HEAD, READER = (f"{who}@nation.example" for who in ("kvalitet", "kommune", "landet"))
SHARED = ("share_26_hours", "led_hours_per_week")
REGIONS, TOWNS = ("1081", "1082", "1083", "1084", "1085"), [str(101 + number) for number in range(25)]
PLACE = """SELECT pupil, pupil % 93 AS seat, pupil // 93 AS education, pupil // 186 AS department
    FROM range($pupils) AS one(pupil)"""
CLASS = "CASE WHEN seat >= 91 AND education IN (1, 4, 7) THEN 40 + education // 3 ELSE education * 4 + seat // 24 END"
"""Classes of 24 and 21, and in three educations two pupils in a class of their own: 900 small groups in the nation."""
WEEKS = f"""
COPY (
    SELECT $school AS institution, $school || '-afd-' || department AS department,
        $school || '-udd-' || education AS education, $school || '-hold-' || ({CLASS}) AS "class",
        (pupil + 1000 * $school::INTEGER)::BIGINT AS pupil, CASE WHEN pupil % 3 = 0 THEN 'GF1' ELSE 'GF2' END AS course_part,
        '2025/2026' AS school_year, isoyear(monday)::INTEGER AS iso_year, weekofyear(monday)::INTEGER AS iso_week,
        5::INTEGER AS school_days, 30::INTEGER AS lessons, (1500 + hash(pupil, week, $school) % 200)::DOUBLE AS planned_minutes,
        (1400 + hash(pupil, week, $school) % 300 + hash(pupil, $school) % 60)::DOUBLE AS led_minutes,
        45::DOUBLE AS unregistered_led_minutes, 60::DOUBLE AS unmarked_minutes, 0::DOUBLE AS no_subject_minutes,
        0::DOUBLE AS cancelled_minutes, 0::INTEGER AS days_ahead, 0::DOUBLE AS ahead_minutes, 0::DOUBLE AS ahead_led_minutes,
        0::DOUBLE AS ahead_unmarked_minutes, 0::DOUBLE AS ahead_no_subject_minutes
    FROM ({PLACE}), (SELECT week, DATE '2025-08-11' + (7 * week)::INTEGER AS monday FROM range(40) AS two(week))
    ORDER BY institution, department, "class", pupil, iso_year, iso_week
) TO '{{path}}' (FORMAT parquet, COMPRESSION zstd)
"""  # noqa: S608  # our own words
TREE = f"""SELECT DISTINCT department, education, {CLASS} AS "class" FROM ({PLACE}) ORDER BY ALL"""  # noqa: S608  # our own words


def schools_in(schools: int) -> list[str]:
    return [str(100_001 + number) for number in range(schools)]


def set_up(folder: Path, *, schools: int) -> None:
    """Django on this folder and the database named in the environment, with the installation in it."""
    if not os.environ.get("DATABASE_URL"):
        raise SystemExit("DATABASE_URL must name a database of its own")
    os.environ |= {"LEDESTJERNE_HOME": str(folder / "home"), "DJANGO_SETTINGS_MODULE": "ledestjerne.config.settings"}
    os.environ.setdefault("LEDESTJERNE_LOG_LEVEL", "ERROR")
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0)
    (folder / "home" / "static").mkdir(parents=True, exist_ok=True)
    if not (folder / "home" / "static" / "staticfiles.json").exists():
        call_command("collectstatic", verbosity=0, interactive=False)
    from ledestjerne.organisation.models import Unit

    if not Unit.objects.filter(level="institution").exists():
        make(folder, schools)
    found = Unit.objects.filter(level="institution").count()
    if found != schools:
        raise SystemExit(f"the database holds {found} schools, not {schools}")
    connections.close_all()  # children are begun from here


def make(folder: Path, schools: int) -> None:
    from django.db import transaction

    from ledestjerne.accounts.models import User

    by = User.objects.console()
    with transaction.atomic():
        make_tree(schools)
        make_people(by)
    (folder / "work").mkdir(exist_ok=True)
    from ledestjerne.config.demo.deliveries import deliver_public_files

    deliver_public_files(by=by, at=AT)
    accept_lessons(by, schools)
    share(by, schools)


def make_tree(schools: int) -> None:
    """The units and what each is part of, laid down at once: one by one they would take minutes."""
    from ledestjerne.base.danish import sort_key
    from ledestjerne.organisation.models import Unit, UnitLink

    lines = list(tree(schools))
    Unit.objects.bulk_create(
        [Unit(code=code, level=level, name=name, sort_key=sort_key(name), starts_on=BEGUN)
         for code, level, name, _parent in lines], batch_size=2000)  # fmt: skip
    keys = dict(Unit.objects.values_list("code", "pk"))
    UnitLink.objects.bulk_create(
        [UnitLink(child_id=keys[code], parent_id=keys[parent], starts_on=BEGUN)
         for code, _level, _name, parent in lines if parent], batch_size=2000)  # fmt: skip


def tree(schools: int) -> Iterator[tuple[str, str, str, str]]:
    """Code, level, name and parent of every unit, parents first."""
    yield "DK", "nation", "Hele landet", ""
    yield from ((code, "region", f"Region {number + 1}", "DK") for number, code in enumerate(REGIONS))
    for number, code in enumerate(TOWNS):
        yield code, "municipality", f"Kommune {number + 1}", REGIONS[number % len(REGIONS)]
    with duckdb.connect() as connection:
        places = connection.execute(TREE, {"pupils": PUPILS}).fetchall()
    for number, school in enumerate(schools_in(schools)):
        yield school, "institution", f"Skole {number + 1}", TOWNS[number % len(TOWNS)]
        seen = set()
        for department, education, group in places:
            path = [("afd", "department", "Afdeling", department), ("udd", "education", "Uddannelse", education),
                    ("hold", "class", "Hold", group)]  # fmt: skip
            parent = school
            for short, level, word, local in path:
                code = f"{school}-{short}-{local}"
                if code not in seen:
                    seen.add(code)
                    yield code, level, f"{word} {local + 1}", parent
                parent = code
    yield "NET", "network", "Netværket", ""


def make_people(by: object) -> None:
    from ledestjerne.accounts.permissions import Role
    from ledestjerne.accounts.writes import add_user
    from ledestjerne.organisation.models import Unit
    from ledestjerne.organisation.writes import add_member

    roles = ((COORDINATOR, Role.QUALITY, ["100001"]), (HEAD, Role.MUNICIPALITY, TOWNS[:3]),
             (READER, Role.BOARD, ["DK", "NET"]))  # fmt: skip
    for email, role, codes in roles:
        user = add_user(email=email, name=email.partition("@")[0].title(), password="nationen-2026")  # noqa: S106
        for code in codes:
            add_member(by=by, unit=Unit.objects.get(code=code), user=user, role=role, on=BEGUN)


def accept_lessons(by: object, schools: int) -> None:
    """A delivery a school, each with its weeks as a part, and one adoption of them all."""
    from django.db import transaction

    from ledestjerne.facts import manifest
    from ledestjerne.facts.models import Delivery, StoredPart
    from ledestjerne.facts.reads import next_rank
    from ledestjerne.facts.writes.deciding import want_next_state
    from ledestjerne.organisation.models import Unit

    rank = next_rank()
    with manifest.writing() as folder:
        with transaction.atomic():
            for number, school in enumerate(schools_in(schools)):
                path = Path("pupil_week") / "2025" / f"{school}.parquet"
                write_weeks(folder.parts / path, school)
                content = (folder.parts / path).read_bytes()
                print_ = hashlib.sha256(content).hexdigest()
                delivery = Delivery.objects.create(
                    unit=Unit.objects.get(code=school), file_name=f"{school}.csv", sha256=print_, size=len(content),
                    state=Delivery.State.ACCEPTED, source="lessons", title="Lektioner", is_original_kept=False,
                    received_at=AT, received_by=by, checked_at=AT, decided_at=AT, decided_by=by, rank=rank + number,
                    retrieved_on=date(2026, 7, 31),
                )  # fmt: skip
                StoredPart.objects.create(
                    delivery=delivery, fact="pupil_week", institution=school, year="2025", path=str(path),
                    sha256=print_, rows=PUPILS * 40, size=len(content),
                )  # fmt: skip
            version = want_next_state(AT)
        manifest.put_in_force(version)


def write_weeks(path: Path, school: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute(WEEKS.format(path=path), {"school": school, "pupils": PUPILS})


def share(by: object, schools: int) -> None:
    """Schools that are members of the network and share two figures."""
    from ledestjerne.networks import writes
    from ledestjerne.networks.models import Side
    from ledestjerne.organisation.models import Unit

    network = Unit.objects.get(code="NET")
    for school in schools_in(schools)[:SHARING]:
        institution = Unit.objects.get(code=school)
        asked = writes.ask_to_join(by=by, network=network, institution=institution, side=Side.NETWORK, at=AT)
        writes.accept_request(by=by, request=asked, at=AT)
        writes.choose_shares(by=by, institution=institution, network=network, indicators=SHARED, at=AT)
