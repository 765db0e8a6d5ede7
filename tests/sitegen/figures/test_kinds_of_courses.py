"""Courses as providers have them: sessions, evenings, online, on request, with VAT, early, full, within a company."""

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.figures.course_prices import make_offers
from sitegen.site import Built, build_site
from sitegen.source.courses import read_courses
from sitegen.source.schedule import days_of_courses
from tests.conftest import COURSES_ON, OTHER_PROVIDER, ROOT
from tests.support.sources import BUILD_CACHE, edit

TOML = """
[[opleiding]]
titel = "Excel"
thema = "digitalisering"
prijs = 1000
vroegboekprijs = 800
vroegboeken_tot = 2026-12-10
uren = "19.00-22.00"
adres = "https://www.wolk.example/excel"

[[opleiding.sessie]]
lesdagen = [2027-01-18, 2027-01-25]
plaats = "Gent"

[[opleiding.sessie]]
lesdagen = [2027-07-01]
uren = "9u00-12u00"
plaats = "online"
stand = "wachtlijst"

[[opleiding]]
titel = "Met btw"
thema = "innovatie"
lesdagen = [2027-02-01]
prijs = "1.210"
prijs_met_btw = true
adres = "https://www.wolk.example/btw"

[[opleiding]]
titel = "Op aanvraag"
thema = "innovatie"
lesdagen = [2027-02-02]
prijs = "op aanvraag"
adres = "https://www.wolk.example/aanvraag"

[[opleiding]]
titel = "Volzet"
thema = "innovatie"
lesdagen = [2027-02-03]
prijs = 500
stand = "volzet"
adres = "https://www.wolk.example/volzet"

[[opleiding]]
titel = "Geannuleerd"
thema = "innovatie"
lesdagen = [2027-02-04]
prijs = 500
stand = "geannuleerd"
adres = "https://www.wolk.example/weg"

[[opleiding]]
titel = "Bij u"
thema = "personeel"
in_company = true
deelnemers = 12
prijs = 3000
catering = 480
adres = "https://www.wolk.example/bij-u"
"""
KEYS = (
    *("titel", "thema", "lesdagen", "uren", "plaats", "stand", "in_company", "deelnemers"),
    *("prijs", "prijs_met_btw", "vroegboekprijs", "vroegboeken_tot", "catering", "adres"),
)
CSV = f"""{";".join(KEYS)}
Excel;digitalisering;18/1/2027, 25/1/2027;19.00-22.00;Gent;;;;1000;;800;10/12/2026;;https://www.wolk.example/excel
Excel;digitalisering;1-7-2027;9u00-12u00;online;wachtlijst;nee;;1.000,00;;800;2026-12-10;;https://www.wolk.example/excel
Met btw;innovatie;[2027-02-01];;;;;;1.210;ja;;;;https://www.wolk.example/btw

Op aanvraag;innovatie;2/2/27;;;;;;op aanvraag;;;;;https://www.wolk.example/aanvraag
"Volzet";innovatie;03.02.2027;;;volzet;;;500;;;;;https://www.wolk.example/volzet
Geannuleerd;innovatie;04/02/2027;;;geannuleerd;;;500;;;;;https://www.wolk.example/weg
Bij u;personeel;;;;;waar;12;3000;;;;480;https://www.wolk.example/bij-u
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = Path(shutil.copytree(ROOT / "site_src", tmp_path_factory.mktemp("soorten") / "bron"))
    shutil.copyfile(OTHER_PROVIDER / "site.toml", source / "site.toml")
    (source / "opleidingen.toml").write_text(TOML, "utf-8")
    return build_site(source, source.parent / "dist", COURSES_ON, print, cache=BUILD_CACHE)


@pytest.fixture(scope="module")
def cards(built: Built) -> dict[str, str]:
    return {node.css("h2")[0].text(): words_of(node) for node in nodes_of(built)}


def nodes_of(built: Built) -> list[LexborNode]:
    page = (built.out / "opleidingen" / "index.html").read_text("utf-8")
    return LexborHTMLParser(page).css("main section.example")


def words_of(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split()).replace("\xa0", " ")


HANDBOOK = (ROOT / "docs" / "redactie.md").read_text("utf-8")
GHENT, ONLINE = "Excel, vanaf 18 januari 2027, Gent", "Excel, vanaf 1 juli 2027, online"


def test_each_session_is_a_card_that_says_which_and_one_within_a_company_is_the_last(cards: dict[str, str]) -> None:
    assert list(cards) == [GHENT, "Met btw", "Op aanvraag", "Volzet", "Geannuleerd", ONLINE, "Bij u"]


def test_evenings_hours_and_places_are_told(cards: dict[str, str]) -> None:
    assert "maandag 25 januari 2027, 2 avonden, telkens van 19.00 tot 22.00 uur. Plaats: Gent" in cards[GHENT]
    assert "Donderdag 1 juli 2027, van 09.00 tot 12.00 uur. Plaats: online" in cards[ONLINE]


def test_until_its_day_the_early_price_is_the_one_that_is_computed_with(cards: dict[str, str]) -> None:
    for told in (
        "Prijs, zonder btw € 800,00 Na 10 december 2026 € 1.000,00",
        "Kleine onderneming: subsidie (30 %) € 240,00",
        "Wij rekenden met de vroegboekprijs, voor wie ten laatste op 10 december 2026 inschrijft.",
    ):
        assert told in cards[GHENT]


def test_after_its_day_the_early_price_is_gone_and_the_build_knows_that_day(source: Path) -> None:
    (source / "opleidingen.toml").write_text(TOML, "utf-8")
    courses, _ = read_courses(source)
    last, after = (make_offers(courses or (), day, "21")[0] for day in (date(2026, 12, 10), date(2026, 12, 11)))
    assert [(offer.course.price, offer.later_price) for offer in (last, after)] == [
        (Decimal(800), Decimal(1000)),
        (Decimal(1000), None),
    ]
    built = build_site(source, source.parent / "dist", COURSES_ON, print, cache=BUILD_CACHE)
    assert built.changes_on == date(2026, 12, 11)


def test_a_price_with_vat_is_computed_without_it(cards: dict[str, str]) -> None:
    for told in ("Prijs, met btw € 1.210,00", "subsidie (30 %) € 300,00", "u betaalt, met btw € 910,00"):
        assert told in cards["Met btw"]


def test_a_price_on_request_has_a_last_day_to_apply_and_no_subsidy(cards: dict[str, str]) -> None:
    assert "Prijs op aanvraag Vraag aan ten laatste op dinsdag 16 februari 2027" in cards["Op aanvraag"]
    assert "u betaalt" not in cards["Op aanvraag"]
    assert "Reken uit voor uw onderneming" in cards["Op aanvraag"]


def test_what_is_full_or_cancelled_says_so_and_nobody_is_sent_to_apply(cards: dict[str, str]) -> None:
    assert "Deze opleiding is volzet." in cards["Volzet"]
    assert "Deze opleiding gaat niet door." in cards["Geannuleerd"]
    for title in ("Volzet", "Geannuleerd"):
        for told in ("Vraag aan", "u betaalt", "Reken", "jaarplan"):
            assert told not in cards[title]
    assert "U kunt nog op de wachtlijst." in cards[ONLINE]
    assert "Vraag aan ten laatste op donderdag 15 juli 2027" in cards[ONLINE]


def test_a_course_within_a_company_is_priced_for_the_group(cards: dict[str, str]) -> None:
    for told in (
        "In uw onderneming, op dagen die u afspreekt, voor hoogstens 12 deelnemers.",
        "Prijs voor de groep, zonder btw € 3.480,00",
        "Kleine onderneming: subsidie (30 %) € 990,00",  # 30 % of 3000 + 12 × 25
        "Vraag aan ten laatste 14 kalenderdagen na de eerste les.",
    ):
        assert told in cards["Bij u"]


def test_a_spreadsheet_holds_the_same_courses(source: Path) -> None:
    (source / "opleidingen.toml").write_text(TOML, "utf-8")
    by_toml = read_courses(source)
    (source / "opleidingen.toml").unlink()
    (source / "opleidingen.csv").write_bytes(CSV.encode("utf-8-sig"))
    by_csv = read_courses(source)
    assert (by_toml[1], by_csv[1]) == ([], [])
    assert [without_place(course) for course in by_csv[0] or ()] == [
        without_place(course) for course in by_toml[0] or ()
    ]


def test_the_session_in_the_handbook_is_one(source: Path) -> None:
    session = HANDBOOK.partition("```toml\n[[opleiding.sessie]]")[2].partition("```")[0]
    course = TOML.partition("[[opleiding.sessie]]")[0]
    (source / "opleidingen.toml").write_text(f"{course}[[opleiding.sessie]]{session}", "utf-8")
    courses, diagnostics = read_courses(source)
    assert [(course.days, course.location, course.state) for course in courses or ()] == [
        ((date(2027, 3, 1),), "Gent", "volzet")
    ], diagnostics


def without_place(course: object) -> dict[str, object]:
    return {name: getattr(course, name) for name in course.__slots__ if name != "place"}  # type: ignore[attr-defined]


def test_courses_of_both_files_stand_together(source: Path) -> None:
    (source / "opleidingen.toml").write_text(TOML, "utf-8")
    (source / "opleidingen.csv").write_text(CSV.replace("Met btw", "Nog een"), "utf-8")
    assert {"Met btw", "Nog een"} <= {course.title for course in read_courses(source)[0] or ()}


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_spreadsheet_may_have_other_marks_between_its_cells(source: Path, delimiter: str) -> None:
    lines = (
        CSV.replace("18/1/2027, 25/1/2027", "18/1/2027 25/1/2027").replace("1.000,00", "1000").replace(";", delimiter)
    )
    (source / "opleidingen.csv").write_text(lines, "utf-8")
    courses, diagnostics = read_courses(source)
    assert (len(courses or ()), diagnostics) == (7, [])


@pytest.mark.parametrize(
    ("old", "new", "place", "told"),
    [
        ("Met btw;innovatie", "Met btw;inovatie", "4:9", 'KMO070 onbekend thema "inovatie"; bedoelde u "innovatie"?'),
        ("[2027-02-01]", "31/02/2027", "4:19", 'KMO033 "lesdagen" heeft een verkeerde waarde; schrijf een lijst van '),
        ("[2027-02-01]", "", "4:19", "KMO071 de lesdagen ontbreken;"),
        (";plaats;", ";uren;", "1:27", 'KMO030 de kolom "uren" staat er twee keer; schrap er een'),
        (";plaats;", ";sessie;", "1:27", 'KMO030 een kolom "sessie" kan niet; schrijf voor elke keer een rij'),
        (";plaats;", ";plats;", "1:27", 'KMO031 onbekende sleutel "plats" in [opleiding]; bedoelde u "plaats"?'),
        ("Op aanvraag;innovatie", "Op aanvraag;", "6:13", 'KMO032 de sleutel "thema" in [opleiding] ontbreekt'),
        ("op aanvraag", "veel", "6:35", 'KMO072 "veel" is geen bedrag; schrijf 850 of "1.250,50", of "op aanvraag"'),
        (";waar;12;", ";misschien;12;", "9:21", 'KMO033 "in_company" heeft een verkeerde waarde; schrijf true of '),
        (";waar;12;", ";waar;twaalf;", "9:26", 'KMO033 "deelnemers" heeft een verkeerde waarde'),
        ("/weg\n", "/weg;iets\n", "8:87", "KMO030 deze rij heeft te veel vakken"),
        ('"Volzet"', '"Volzet', "7:1", "KMO030 deze rij is niet te lezen; sluit elk dubbel aanhalingsteken"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_spreadsheet_is_told_as_in_a_table_at_its_own_cell(
    source: Path, old: str, new: str, place: str, told: str
) -> None:
    file = source / "opleidingen.csv"
    file.write_text(CSV, "utf-8")
    edit(file, old, new)
    _, diagnostics = read_courses(source)
    assert [f"{found.line}:{found.column}" for found in dict.fromkeys(diagnostics)] == [place]
    assert str(diagnostics[0]).startswith(f"bron/opleidingen.csv:{place}: {told}")


def test_a_spreadsheet_that_is_no_utf_8_is_named(source: Path) -> None:
    (source / "opleidingen.csv").write_bytes(CSV.replace("Met btw", "Één").encode("cp1252"))
    assert [(found.code, found.line) for found in read_courses(source)[1]] == [("KMO018", 4)]


def test_a_session_that_is_open_again_is_open_though_its_course_is_full(source: Path) -> None:
    full = TOML.replace('uren = "19.00-22.00"', 'stand = "volzet"', 1).replace('plaats = "Gent"', 'stand = "open"', 1)
    (source / "opleidingen.toml").write_text(full, "utf-8")
    courses, diagnostics = read_courses(source)
    assert [course.state for course in courses or () if course.title == "Excel"] == ["open", "wachtlijst"], diagnostics


def test_nobody_is_told_to_apply_where_there_is_no_subsidy(source: Path) -> None:
    (source / "opleidingen.toml").write_text(TOML.replace('prijs = "1.210"', "prijs = 50"), "utf-8")
    built = build_site(source, source.parent / "dist", COURSES_ON, print, cache=BUILD_CACHE)
    courses = json.loads((built.out / "opleidingen.json").read_text("utf-8"))["courses"]
    days = {course["title"]: (course["apply_by"], course["apply_from"]) for course in courses}
    assert days["Met btw"] == (None, None)
    assert days["Op aanvraag"] == ("2027-02-16", COURSES_ON.isoformat())
    events = (built.out / "opleidingen.ics").read_bytes().decode().replace("\r\n ", "").split("BEGIN:VEVENT")
    told = {title: event for event in events for title in days if f"SUMMARY:{title}" in event}
    assert "Vraag de subsidie aan" not in told["Met btw"]
    assert "Vraag de subsidie aan ten laatste op dinsdag 16 februari 2027" in told["Op aanvraag"]


def test_the_build_knows_the_days_on_which_a_course_begins_and_comes_within_reach(source: Path) -> None:
    (source / "opleidingen.toml").write_text(TOML.replace("2027-02-04", "2028-02-04"), "utf-8")
    courses, diagnostics = read_courses(source)
    assert diagnostics == []
    assert {date(2027, 1, 1), date(2027, 1, 19), date(2028, 2, 5)} <= set(days_of_courses(courses or ()))


def test_search_engines_are_told_how_long_the_early_price_holds(built: Built) -> None:
    page = LexborHTMLParser((built.out / "opleidingen" / "index.html").read_text("utf-8"))
    (script,) = page.css('script[type="application/ld+json"]')
    holds = {item["offers"].get("validThrough") for item in json.loads(script.text()) if item.get("name") == "Excel"}
    assert holds == {"2026-12-10"}


def test_search_engines_read_how_each_course_is_given(built: Built) -> None:
    page = LexborHTMLParser((built.out / "opleidingen" / "index.html").read_text("utf-8"))
    (script,) = page.css('script[type="application/ld+json"]')
    given = {item["name"]: item for item in json.loads(script.text()) if item["@type"] == "Course"}
    assert "price" not in given["Op aanvraag"]["offers"]
    assert given["Volzet"]["offers"]["availability"] == "https://schema.org/SoldOut"
    assert given["Geannuleerd"]["hasCourseInstance"]["eventStatus"] == "https://schema.org/EventCancelled"
    assert given["Excel"]["hasCourseInstance"]["courseMode"] == "Online"  # the last of both sessions
    assert given["Met btw"]["offers"]["priceSpecification"]["valueAddedTaxIncluded"] is True
    assert "startDate" not in given["Bij u"]["hasCourseInstance"]


def test_programs_read_each_course_with_its_price_after_the_subsidy(built: Built) -> None:
    data = json.loads((built.out / "opleidingen.json").read_text("utf-8"))
    courses = {(course["title"], course["location"]): course for course in data["courses"]}
    assert data["provider"] == {"name": "Wolk & Zee Academie", "registration_number": "DV.O109876"}
    assert data["calculated_on"] == "2026-11-23"
    excel = courses["Excel", "Gent"]
    assert (excel["days"], excel["starts_at"], excel["ends_at"]) == (["2027-01-18", "2027-01-25"], "19:00", "22:00")
    assert (excel["price"], excel["later_price"], excel["early_price_until"]) == ("800.00", "1000.00", "2026-12-10")
    assert excel["after_subsidy"]["klein"] == {"rate": "0.30", "subsidy": "240.00", "outlay": "728.00"}
    assert courses["Op aanvraag", None]["price"] is None
    assert courses["Op aanvraag", None]["after_subsidy"] == {}
    assert courses["Bij u", None]["apply_by"] is None
    assert {course["state"] for course in data["courses"]} == {"open", "wachtlijst", "volzet", "geannuleerd"}


def test_the_calendar_holds_each_lesson_with_its_hours_and_the_price_after_the_subsidy(built: Built) -> None:
    raw = (built.out / "opleidingen.ics").read_bytes()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert raw.count(b"\n") == raw.count(b"\r\n")
    text = raw.decode().replace("\r\n ", "").replace("\xa0", " ")
    events = [event.partition("END:VEVENT")[0].split("\r\n") for event in text.split("BEGIN:VEVENT\r\n")[1:]]
    assert len(events) == 7
    first = dict(line.split(":", 1) for line in events[0] if line)
    assert (first["DTSTART"], first["DTEND"]) == ("20270118T180000Z", "20270118T210000Z")
    assert (first["SUMMARY"], first["LOCATION"]) == ("Excel (les 1 van 2)", "Gent")
    assert first["DESCRIPTION"] == (
        "Prijs\\, zonder btw: € 800\\,00. "
        "Kleine onderneming: u betaalt € 728\\,00\\, met btw\\, na € 240\\,00 subsidie. "
        "Middelgrote onderneming: u betaalt € 808\\,00\\, met btw\\, na € 160\\,00 subsidie. "
        "Vraag de subsidie aan ten laatste op maandag 1 februari 2027. Uitgerekend op 23 november 2026."
    )
    summer = dict(line.split(":", 1) for line in events[-1] if line)
    assert summer["DTSTART"] == "20270701T070000Z"  # two hours before the clock in summer
    told = {dict(line.split(":", 1) for line in event if line)["UID"] for event in events}
    assert len(told) == 7
    assert [line for event in events for line in event if line == "STATUS:CANCELLED"] == ["STATUS:CANCELLED"]


def test_without_courses_there_is_no_feed_of_them(built_site: Path) -> None:
    assert not list(built_site.glob("opleidingen.*"))
