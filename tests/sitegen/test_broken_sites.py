"""Broken sites: each mistake is named with its file, its line and what to do, and only that mistake."""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sitegen.common.diagnostics import BuildError
from sitegen.markup.typed_figures import find_prose_faults
from sitegen.site import build_site
from sitegen.source.pages import read_page
from tests.conftest import OTHER_PROVIDER, ROOT, TODAY
from tests.support.sources import add_line, edit, faults_of


@dataclass(frozen=True)
class Broken:
    """A site that is broken in one way: what is done to it, and the line that says so.

    In `says`, LINE is the number of the line that was changed.
    """

    file: str
    says: str
    old: str = ""
    new: str = ""
    added: str = ""
    also: tuple[str, ...] = field(default=())

    def spoil(self, source: Path) -> int:
        path = source / self.file
        if not path.exists():
            shutil.copyfile(OTHER_PROVIDER / self.file, path)
        if self.added:
            return add_line(path, self.added)
        line = path.read_text("utf-8").partition(self.old)[0].count("\n") + 1
        edit(path, self.old, self.new)
        return line


BROKEN = {
    "no front matter": Broken(
        "pages/energie.md",
        "1:1: KMO001 het blok met gegevens bovenaan ontbreekt; begin het bestand met ---.*",
        "---\n",
        "",
    ),
    "yaml that cannot be read": Broken(
        "pages/kosten.md",
        "LINE:.*: KMO002 dit is geen geldige YAML .*; zet een tekst .*",
        "omschrijving: ",
        "omschrijving: 'a'b",
    ),
    "an unknown key": Broken(
        "pages/kosten.md",
        r'2:1: KMO003 onbekende sleutel "titl"; bedoelde u "titel"\?',
        "titel:",
        "titl:",
        also=("KMO004",),
    ),
    "a key twice": Broken(
        "pages/kosten.md",
        r'LINE:1: KMO003 de sleutel "menu" staat er twee keer; schrap een van beide.*',
        "verwant:",
        "menu: 9\nverwant:",
    ),
    "a missing key": Broken(
        "pages/kosten.md",
        '1:1: KMO004 de sleutel "nagekeken_op" ontbreekt; voeg hem toe.*',
        "nagekeken_op: 2026-11-23\n",
        "",
    ),
    "a date that is text": Broken(
        "pages/kosten.md",
        'LINE:1: KMO005 "nagekeken_op" heeft een verkeerde waarde; schrijf een datum .*',
        "nagekeken_op: 2026-11-23",
        "nagekeken_op: gisteren",
    ),
    "a day that no calendar has": Broken(
        "pages/kosten.md",
        'LINE:1: KMO005 "nagekeken_op" heeft een verkeerde waarde; schrijf een datum .*',
        "nagekeken_op: 2026-11-23",
        "nagekeken_op: 2026-02-30",
    ),
    "a menu place that is no number": Broken(
        "pages/kosten.md",
        'LINE:1: KMO005 "menu" heeft een verkeerde waarde; schrijf een geheel getal',
        "menu: 3",
        "menu: ja",
    ),
    "a title that another page has": Broken(
        "pages/termijnen.md",
        "2:1: KMO006 de titel .* staat ook in bron/pages/kosten.md; geef elke pagina .*",
        "titel: ",
        "titel: Welke kosten tellen mee?\nmenutitel: ",
    ),
    "a place in the menu that is taken": Broken(
        "pages/kosten.md",
        "LINE:1: KMO006 plaats 2 in het menu is van bron/pages/hoeveel.md; kies .*",
        "menu: 3",
        "menu: 2",
    ),
    "an unknown template": Broken(
        "pages/bereken.md",
        r'LINE:1: KMO008 het sjabloon "berekn" bestaat niet; bedoelde u "bereken"\?',
        "sjabloon: bereken",
        "sjabloon: berekn",
    ),
    "a related page that does not exist": Broken(
        "pages/kosten.md",
        r'LINE:1: KMO008 de pagina "hoevel" bestaat niet; bedoelde u "hoeveel"\?',
        "verwant: [",
        "verwant: [hoevel, ",
    ),
    "a page that ends before it begins": Broken(
        "pages/energie.md",
        "LINE:1: KMO009 de pagina eindigt voor ze begint; zet tot .*",
        "verwant:",
        "tot: 2026-10-01\nvanaf: 2026-11-01\nverwant:",
        also=("KMO020",),
    ),
    "an unknown figure": Broken(
        "pages/hoeveel.md",
        r'LINE:\d+: KMO010 onbekend cijfer "steunplafon"; bedoelde u "steunplafond"\?',
        "{{ steunplafond }}",
        "{{ steunplafon }}",
    ),
    "an unknown figure of a day": Broken(
        "pages/hoeveel.md",
        r'LINE:\d+: KMO010 onbekend cijfer "steunplafond_groot"; bedoelde u .*',
        '{{ op("2019-11-30").steunplafond_klein }}',
        '{{ op("2019-11-30").steunplafond_groot }}',
    ),
    "an expression that does not end": Broken(
        "pages/hoeveel.md",
        "LINE:1: KMO011 onleesbare uitdrukking .*; schrijf een cijfer als .*",
        "{{ steunplafond }}",
        "{{ steunplafond }",
    ),
    "arithmetic on a page": Broken(
        "pages/hoeveel.md",
        "LINE:.*: KMO011 dat kan op een pagina niet; schrijf alleen .*",
        "{{ steunplafond }}",
        "{{ 2 * 3750 }}",
    ),
    "an unknown shortcode": Broken(
        "pages/hoeveel.md", r'LINE:4: KMO012 onbekend onderdeel "knopp"; bedoelde u "knop"\?', "{{ knop(", "{{ knopp("
    ),
    "a shortcode with too little": Broken(
        "pages/hoeveel.md",
        "LINE:4: KMO013 knop krijgt 1 gegevens in plaats van 2; schrijf .*",
        '{{ knop("bereken", "Bereken uw subsidie") }}',
        '{{ knop("bereken") }}',
    ),
    "a picture that does not exist": Broken(
        "pages/aanvragen.md",
        r'LINE:12: KMO013 figuur kent geen naam "tijdlijnen"; bedoelde u "tijdlijn"\?',
        'figuur("tijdlijn")',
        'figuur("tijdlijnen")',
    ),
    "a deadline of no day": Broken(
        "pages/termijnen.md",
        'LINE:.*: KMO013 "1 mei" is geen datum; schrijf jaar-maand-dag.*',
        added='Dat is {{ termijn("aanvraag", "1 mei") }}.',
    ),
    "a term without explanation": Broken(
        "pages/termijnen.md",
        r'LINE:.*: KMO013 begrip kent geen begrip "balanstotal"; bedoelde u "balanstotaal"\?',
        added='Zie {{ begrip("balanstotal") }}.',
    ),
    "a day without rules": Broken(
        "pages/hoeveel.md",
        "LINE:.*: KMO013 voor 2012-11-30 zijn er geen regels; kies een latere dag",
        'op("2019-11-30").steunplafond_klein',
        'op("2012-11-30").steunplafond_klein',
    ),
    "an unknown box": Broken(
        "pages/index.md", r'LINE:5: KMO014 onbekend kader "let-po"; bedoelde u "let-op"\?', "!!! let-op", "!!! let-po"
    ),
    "a template that shows what does not exist": Broken(
        "templates/base.html",
        "LINE:1: KMO015 het sjabloon hapert .*; vraag het .*",
        "{{ aanbieder.naam }}",
        "{{ aanbieder.nam }}",
    ),
    "a template that cannot be read": Broken(
        "templates/pages/pagina.html",
        "[0-9]+:1: KMO015 het sjabloon hapert .*; vraag het .*",
        "{% endblock %}",
        "{% endblok %}",
    ),
    "a typed amount": Broken(
        "pages/kosten.md",
        r'LINE:8: KMO016 los bedrag "€ 7.500"; schrijf een cijfer uit de regels, .*',
        added="Tot en € 7.500 per jaar.",
    ),
    "a typed percentage": Broken(
        "pages/kosten.md",
        r'LINE:10: KMO016 los percentage "30 %"; schrijf een cijfer uit de regels, .*',
        added="U krijgt 30 % terug.",
    ),
    "an amount in words": Broken(
        "pages/kosten.md",
        r'LINE:10: KMO016 los bedrag "vijfentwintig euro"; .*',
        added="Dat kost vijfentwintig euro per dag.",
    ),
    "a percentage in a description": Broken(
        "pages/kosten.md",
        r'LINE:1: KMO016 los percentage "30%"; .*',
        "omschrijving: ",
        "omschrijving: U krijgt 30% terug. ",
    ),
    "a fixed amount without a source": Broken(
        "pages/kosten.md",
        "LINE:5: KMO017 een vast cijfer zonder bron; schrijf .*",
        added="Tot [€ 1.000](/hoeveel/){: .vast } per jaar.",
    ),
    "a dead link": Broken(
        "pages/index.md", r'LINE:\d+: KMO020 dode link naar /kostn/; bedoelde u "/kosten/"\?', "(/kosten/)", "(/kostn/)"
    ),
    "a dead link in a template": Broken(
        "templates/base.html", r"LINE:\d+: KMO020 dode link naar /beginn/; .*", '<a href="/">', '<a href="/beginn/">'
    ),
    "a link to a picture that is not there": Broken(
        "pages/kosten.md", "LINE:.*: KMO020 dode link naar .*niets.png; .*", added="![Een factuur](/img/niets.png)"
    ),
    "a dead anchor": Broken(
        "pages/index.md",
        r'LINE:\d+: KMO021 /hoeveel/ heeft geen anker #plafon; bedoelde u "plafond"\?',
        "(/hoeveel/)",
        "(/hoeveel/#plafon)",
    ),
    "an attribute list that does not end": Broken(
        "pages/kosten.md",
        'LINE:.*: KMO022 "{:" staat letterlijk op de pagina; kijk na .*',
        added="Een zin {: #naam zonder einde.",
    ),
    "an anchor twice": Broken(
        "pages/kosten.md",
        'LINE:.*: KMO023 het anker "minimum" staat er 2 keer; geef elk een eigen naam.*',
        added="## Nog eens het minimum {: #minimum }",
    ),
    "an image without a description": Broken(
        "pages/kosten.md", "LINE:.*: KMO024 een afbeelding zonder beschrijving; schrijf .*", added="![](/img/icoon.svg)"
    ),
    "a heading that skips a level": Broken(
        "pages/kosten.md",
        'LINE:1: KMO025 de kop "Te diep" slaat een niveau over; schrijf ### in plaats van ####',
        added="#### Te diep",
    ),
    "a second main heading": Broken(
        "pages/kosten.md",
        'LINE:1: KMO025 "Nog een titel" is een tweede hoofdtitel; de titel staat al bovenaan.*',
        added="# Nog een titel",
    ),
    "an image from elsewhere": Broken(
        "pages/kosten.md",
        "LINE:.*: KMO026 https://elders.be/a.png komt van een andere plaats; zet het bestand .*",
        added="![Een factuur](https://elders.be/a.png)",
    ),
    "a script in a template": Broken(
        "templates/base.html",
        "LINE:.*: KMO028 een script in de pagina zelf werkt niet op deze site; schrap het",
        '<meta charset="utf-8">',
        '<meta charset="utf-8"><script>alert(1)</script>',
    ),
    "a link in a template that runs a script": Broken(
        "templates/base.html",
        'LINE:.*: KMO028 de link "javascript:alert.*" voert een script uit; verwijs .*',
        '<main id="inhoud">',
        '<main id="inhoud"><a href="javascript:alert(1)">Klik</a>',
    ),
    "a style in a template": Broken(
        "templates/base.html",
        'LINE:.*: KMO028 een element met "style" werkt niet op deze site; schrap het.*',
        '<main id="inhoud">',
        '<main id="inhoud"><p style="color:red">Rood.</p>',
    ),
    "a script on a page": Broken(
        "pages/kosten.md",
        "LINE:1: KMO100 het element <script> mag niet op een pagina; schrijf Markdown, .*",
        added="<script>alert(1)</script>",
    ),
    "an attribute that runs a script": Broken(
        "pages/kosten.md",
        'LINE:4: KMO101 "onclick" mag niet bij <p>; schrap het.*',
        added='<P ONCLICK="alert(1)">Tekst.</P>',
    ),
    "a style on an element": Broken(
        "pages/kosten.md",
        'LINE:4: KMO101 "style" mag niet bij <p>; schrap het; opmaak hoort in de stijlbladen',
        added='<p style="color:red">Rood.</p>',
    ),
    "a link that runs a script": Broken(
        "pages/kosten.md",
        'LINE:8: KMO102 het adres "javascript:alert" mag niet; schrijf een pagina, .*',
        added="[Klik](javascript:alert)",
    ),
    "an element that is closed too often": Broken(
        "pages/kosten.md",
        "LINE:.*: KMO103 HTML sluit niet waar ze opent; sluit elk element .*",
        added="<div>Tekst.</div></div>",
    ),
    "settings that cannot be read": Broken(
        "site.toml", "LINE:.*: KMO030 dit is geen geldige TOML .*; schrijf .*", 'naam = "ie-net', "naam = ie-net"
    ),
    "an unknown setting": Broken(
        "site.toml",
        r'LINE:1: KMO031 onbekende sleutel .*; bedoelde u "registratienummer"\?',
        "registratienummer",
        "registratienumer",
        also=("KMO032",),
    ),
    "a missing setting": Broken(
        "site.toml",
        '1:1: KMO032 de sleutel "btw_vrijgesteld" in .aanbieder. ontbreekt; voeg hem toe',
        "btw_vrijgesteld = true\n",
        "",
    ),
    "a setting of the wrong type": Broken(
        "site.toml",
        'LINE:1: KMO033 "btw_vrijgesteld" heeft een verkeerde waarde; schrijf true of false',
        "btw_vrijgesteld = true",
        'btw_vrijgesteld = "ja"',
    ),
    "an address that is no address": Broken(
        "site.toml",
        'LINE:1: KMO034 "kmo.example.org" is geen volledig adres; schrijf bv. https://www.naam.be/',
        "https://kmo.example.org/",
        "kmo.example.org",
    ),
    "a registration number with a nought": Broken(
        "site.toml",
        'LINE:1: KMO035 "DV.0217461" is geen registratienummer van een dienstverlener; schrijf DV.O of DV.A, met .*',
        "DV.O217461",
        "DV.0217461",
    ),
    "a colour that is no colour": Broken(
        "site.toml",
        'LINE:1: KMO033 "teal" is geen kleur; schrijf # en zes tekens .*',
        'accent_licht = "#0a5f63"',
        'accent_licht = "teal"',
    ),
    "an accent that is too light for the paper": Broken(
        "site.toml",
        "LINE:1: KMO036 #2aa5a9 is moeilijk te lezen op de achtergrond; neem bv. #1d7476",
        "#0a5f63",
        "#2aa5a9",
    ),
    "an accent that is too dark at night": Broken(
        "site.toml",
        "LINE:1: KMO036 #0a5f63 is moeilijk te lezen op de achtergrond; neem bv. #[0-9a-f]{6}",
        "#6fd0cf",
        "#0a5f63",
    ),
    "courses that cannot be read": Broken(
        "opleidingen.toml", "LINE:.*: KMO030 dit is geen geldige TOML .*; schrijf .*", "prijs = 95", "prijs = € 95"
    ),
    "a course with an unknown key": Broken(
        "opleidingen.toml",
        r'LINE:1: KMO031 onbekende sleutel "pris" in .opleiding.; bedoelde u "prijs"\?',
        "prijs = 850",
        "pris = 850",
        also=("KMO032",),
    ),
    "a course under another name": Broken(
        "opleidingen.toml",
        r'LINE:1: KMO031 onbekende tabel "opleidingen"; bedoelde u "opleiding"\?',
        "[[opleiding]]",
        "[[opleidingen]]",
    ),
    "a course without a theme": Broken(
        "opleidingen.toml",
        '1:1: KMO032 de sleutel "thema" in .opleiding. ontbreekt; voeg hem toe',
        'thema = "financieel"\n',
        "",
    ),
    "a price with a dot for the decimals": Broken(
        "opleidingen.toml",
        'LINE:1: KMO033 "prijs" heeft een verkeerde waarde; schrijf een bedrag zonder btw, zoals 850 of "1.250,50"',
        "prijs = 850",
        "prijs = 1.250",
    ),
    "a course without a whole address": Broken(
        "opleidingen.toml",
        'LINE:1: KMO034 "/webwinkel" is geen volledig adres; .*',
        "https://www.wolk.example/webwinkel",
        "/webwinkel",
    ),
    "a course in an unknown theme": Broken(
        "opleidingen.toml",
        r'LINE:1: KMO070 onbekend thema "finacieel"; bedoelde u "financieel"\?',
        'thema = "financieel"',
        'thema = "finacieel"',
    ),
    "lesson days out of order": Broken(
        "opleidingen.toml",
        "LINE:1: KMO071 de lesdagen staan niet op volgorde; schrijf de eerste dag eerst.*",
        "2026-12-08, 2026-12-15",
        "2026-12-15, 2026-12-08",
    ),
    "lesson days that are text": Broken(
        "opleidingen.toml",
        "LINE:1: KMO071 dit zijn geen lesdagen; schrijf bv. .*",
        "[2027-01-18]",
        '["18 januari 2027"]',
    ),
    "a price that is no amount": Broken(
        "opleidingen.toml",
        'LINE:1: KMO072 "op aanvraag" is geen bedrag; schrijf 850 of "1.250,50"',
        "prijs = 850",
        'prijs = "op aanvraag"',
    ),
    "a report of the accessibility test that somebody changed": Broken(
        "toegankelijkheid.json",
        '1:1: KMO090 het verslag van de toegankelijkheidstest is niet te lezen .*; typ "uv run --group test python .*"',
        '"day"',
        '"dag"',
    ),
    "an example that does not end": Broken(
        "pages/kosten.md",
        "LINE:1: KMO040 het voorbeeld heeft geen einde; zet een regel .*",
        added="```voorbeeld\ntitel: Iets",
        also=("KMO022",),  # the headings below are part of it
    ),
    "an example without an outcome": Broken(
        "pages/hoeveel.md",
        "[0-9]+:1: KMO040 het voorbeeld is niet volledig; schrijf titel, aanvraag en uitkomst.*",
        "uitkomst:\n",
        "uitkomsten:\n",
    ),
    "a misspelt example": Broken(
        "pages/hoeveel.md",
        r'LINE:1: KMO040 onbekend blok "voorbeld"; bedoelde u "voorbeeld"\?',
        "```voorbeeld",
        "```voorbeld",
        also=("KMO016",),
    ),
    "an example with an unknown control": Broken(
        "pages/hoeveel.md",
        r'LINE:3: KMO041 de rekenmachine kent "costs.deelnam" niet; bedoelde u "costs.deelname"\?',
        "costs.deelname:",
        "costs.deelnam:",
        also=("KMO042",),
    ),
    "an example that claims too much": Broken(
        "pages/rekenvoorbeelden.md",
        r'LINE:3: KMO042 "subsidy" klopt niet: 1.292,50; de rekenmachine zegt "1192.50"',
        "subsidy: 1.192,50",
        "subsidy: 1.292,50",
    ),
    "an old address that leads back": Broken(
        "pages/kosten.md",
        "LINE:1: KMO060 /kosten/ verwijst in een kring naar /kosten/; schrap het adres .*",
        "verwant:",
        "oude_adressen: [/kosten/]\nverwant:",
    ),
    "an old address of a page that is there": Broken(
        "pages/kosten.md",
        "LINE:1: KMO061 /hoeveel/ is het adres van bron/pages/hoeveel.md; schrap het.*",
        "verwant:",
        "oude_adressen: [/hoeveel/]\nverwant:",
    ),
    "an old address that is no address": Broken(
        "pages/kosten.md",
        'LINE:1: KMO062 "vroeger.html" is geen oud adres van een pagina; schrijf het .*',
        "verwant:",
        "oude_adressen: [vroeger.html]\nverwant:",
    ),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_mistake_is_named_with_its_file_its_line_and_what_to_do_and_brings_no_others(
    source: Path, broken: Broken
) -> None:
    line = broken.spoil(source)
    faults = [fault for fault in faults_of(source) if not fault.warning]
    pattern = f"bron/{re.escape(broken.file)}:{broken.says.replace('LINE', str(line))}"
    assert any(re.fullmatch(pattern, str(fault)) for fault in faults), "\n".join([pattern, *map(str, faults)])
    assert {fault.code for fault in faults} <= {re.findall(r"KMO\d{3}", broken.says)[0], *broken.also}


def test_mistakes_of_every_kind_are_told_in_one_run(source: Path) -> None:
    for name in (
        "an unknown setting", "an unknown key", "an unknown figure", "an example that claims too much",
        "a dead link", "a typed amount", "an old address of a page that is there", "an unknown box",
    ):  # fmt: skip
        BROKEN[name].spoil(source)
    assert {fault.code for fault in faults_of(source)} >= {
        "KMO031", "KMO003", "KMO010", "KMO042", "KMO016", "KMO061", "KMO014"
    }  # fmt: skip


def test_a_page_with_a_wrong_figure_shows_what_is_wrong_with_its_links_and_headings_too(source: Path) -> None:
    add_line(source / "pages/kosten.md", "{{ steunplafon }} en 30 %, [weg](/weg/)\n\n#### Te diep")
    assert {fault.code for fault in faults_of(source)} == {"KMO010", "KMO016", "KMO020", "KMO025"}


def test_a_page_with_faulty_front_matter_shows_its_other_faults_too(source: Path) -> None:
    edit(source / "pages" / "hoeveel.md", "titel:", "titl:")
    edit(source / "pages" / "hoeveel.md", "{{ steunplafond }}", "{{ steunplafon }}")
    assert {fault.code for fault in faults_of(source)} == {"KMO003", "KMO004", "KMO010"}


def test_two_pages_may_not_send_visitors_to_each_other(source: Path) -> None:
    edit(source / "pages" / "kosten.md", "verwant:", "oude_adressen: [/hoeveel/]\nverwant:")
    edit(source / "pages" / "hoeveel.md", "verwant:", "oude_adressen: [/kosten/]\nverwant:")
    assert [fault.code for fault in faults_of(source)] == ["KMO060", "KMO060"]


def test_two_pages_may_not_have_the_same_old_address(source: Path) -> None:
    for name in ("kosten", "hoeveel"):
        edit(source / "pages" / f"{name}.md", "verwant:", "oude_adressen: [/vroeger/]\nverwant:")
    (fault,) = faults_of(source)
    assert (fault.code, fault.path) == ("KMO061", "bron/pages/kosten.md")


def test_a_file_name_that_is_no_good_address_is_refused(source: Path) -> None:
    (source / "pages" / "energie.md").rename(source / "pages" / "Energie van_nu.md")
    assert ("bron/pages/Energie van_nu.md", 1, "KMO007") in {
        (fault.path, fault.line, fault.code) for fault in faults_of(source)
    }


def test_a_page_that_is_no_utf_8_is_named(source: Path) -> None:
    (source / "pages" / "energie.md").write_bytes("---\ntitel: Énergie\n---\n".encode("latin-1"))
    assert ("bron/pages/energie.md", "KMO018") in {(fault.path, fault.code) for fault in faults_of(source)}


def test_an_image_over_budget_is_named(source: Path) -> None:
    (source / "assets" / "img" / "groot.png").write_bytes(b"x" * 200_001)
    (fault,) = faults_of(source)
    assert (fault.path, fault.code) == ("bron/assets/img/groot.png", "KMO027")


def test_a_warning_stops_no_build_and_is_told_with_the_rest(source: Path) -> None:
    edit(source / "pages" / "kosten.md", "nagekeken_op: 2026-11-23", "nagekeken_op: 2026-08-01")
    built = build_site(source, source.parent / "dist", TODAY, print)
    assert [(fault.path, fault.line, fault.code) for fault in built.warnings] == [("bron/pages/kosten.md", 6, "KMO050")]


def test_what_is_stale_stops_a_check_and_not_a_build(source: Path) -> None:
    edit(source / "pages" / "kosten.md", "nagekeken_op: 2026-11-23", "nagekeken_op: 2026-03-01")
    assert [fault.code for fault in faults_of(source, strict=True)] == ["KMO050"]
    out = source.parent / "dist"
    build_site(source, out, TODAY, print)
    assert "lang niet nagekeken" in (out / "kosten" / "index.html").read_text("utf-8")
    assert "lang niet nagekeken" not in (out / "hoeveel" / "index.html").read_text("utf-8")


def test_stale_rules_are_named_at_the_line_that_dates_them(source: Path) -> None:
    later = TODAY.replace(year=2027)
    with pytest.raises(BuildError) as caught:
        build_site(source, source.parent / "dist", later, print, strict=True)
    rules = next(fault for fault in caught.value.faults if fault.code == "KMO051")
    lines = (ROOT / rules.path).read_text("utf-8").splitlines()
    assert lines[rules.line - 1].startswith("CHECKED_ON")


def prose_faults(source: Path, sentence: str) -> list[str]:
    add_line(source / "pages" / "kosten.md", sentence)
    page, _ = read_page(source / "pages" / "kosten.md", source)
    return [fault.code for fault in find_prose_faults(page)]


GOOD_SENTENCES = (
    "Europa begrenst dat tot [€ 300.000](https://vlaio.be/nl/x){: .vast } in drie jaar.",
    "U krijgt {{ steunpercentage_klein }} van {{ steunplafond }}.",
    "Wie een code typt, schrijft `costs.deelname: 30 %`.",
    "De wet van 30 december 2019 heeft 12 artikels, zei men in 2020.",
    "Geen euro, geen procent: bel 1700.",
    "Zie [de tekst](https://www.vlaio.be/nl/30%25-van-25-euro).",
    "```text\nprijs = 30 % van € 100\n```",
    '!!! let-op "Te laat"\n    Dan krijgt u niets.',
)  # fmt: skip


@pytest.mark.parametrize("sentence", GOOD_SENTENCES)
def test_a_good_sentence_is_left_alone(source: Path, sentence: str) -> None:
    assert prose_faults(source, sentence) == []


@pytest.mark.parametrize(
    "loose",
    [
        "€ 25", "€25", "25 €", "25 euro", "EUR 25", "25 EUR", "€ 1.250,50", "25 duizend euro", "1,5 miljoen euro",
        "30%", "30 %", "30 procent", "**30** %", "3,5 procentpunt", "dertig procent", "honderd euro", "&euro; 25",
        "7.500&nbsp;euro", "*twee* procent", "<b>30</b> %",
    ],
)  # fmt: skip
def test_every_way_to_type_a_figure_is_seen(source: Path, loose: str) -> None:
    assert prose_faults(source, f"Dat is {loose} hoogstens.") == ["KMO016"]
