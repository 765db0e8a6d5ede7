"""A site of another provider: from the answers of its editor, with nothing of the provider before."""

import shutil
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from selectolax.lexbor import LexborHTMLParser

from calculator.notation import write_date
from sitegen.cli import main
from sitegen.site import build_site
from sitegen.source.new_site import QUESTIONS, Question
from sitegen.source.settings import read_settings
from tests.conftest import OTHER_PROVIDER, TODAY
from tests.support.providers import answers_in
from tests.support.sources import BUILD_CACHE, edit

OTHER = tomllib.loads((OTHER_PROVIDER / "site.toml").read_text("utf-8"))


SINCE = OTHER["aanbieder"]["sinds"]
ANSWERS = answers_in(OTHER_PROVIDER)


def new_site(source: Path, answers: Mapping[Question, str], typed: str | None = None, today: date = SINCE) -> Result:
    options = [part for question, answer in answers.items() for part in (question.option, answer)]
    return CliRunner().invoke(
        main, ["--source", str(source), "--today", f"{today}", "nieuw", "site", *options], input=typed
    )


def bytes_in(source: Path) -> dict[str, bytes]:
    return {path.relative_to(source).as_posix(): path.read_bytes() for path in source.rglob("*") if path.is_file()}


@pytest.mark.parametrize("typed", [False, True], ids=["from options", "from answers that are typed"])
def test_the_answers_make_the_settings_of_the_other_provider(source: Path, *, typed: bool) -> None:
    done = (
        new_site(source, {}, "".join(f"{answer}\n" for answer in ANSWERS.values()))
        if typed
        else new_site(source, ANSWERS)
    )
    assert done.exit_code == 0, done.output
    assert tomllib.loads((source / "site.toml").read_text("utf-8")) == OTHER
    assert "want de wet vraagt het" not in done.output


def test_whoever_had_the_site_before_it_becomes_the_same_to_the_byte(source: Path, tmp_path: Path) -> None:
    third = Path(shutil.copytree(source, tmp_path / "van-een-derde"))
    (third / "site.toml").write_text('[site]\ntitel = "Van een derde"\n', "utf-8")
    shutil.copyfile(OTHER_PROVIDER / "opleidingen.toml", third / "opleidingen.toml")
    edit(third / "toegankelijkheid.json", "Chromium", "Andere browser")
    for folder in (source, third):
        assert new_site(folder, ANSWERS).exit_code == 0
    assert bytes_in(source) == bytes_in(third)


def test_what_the_provider_before_tested_and_offered_is_removed_and_named(source: Path) -> None:
    shutil.copyfile(OTHER_PROVIDER / "opleidingen.toml", source / "opleidingen.toml")
    done = new_site(source, ANSWERS)
    for name in ("toegankelijkheid.json", "opleidingen.toml"):
        assert f"{name} is verwijderd" in done.output
        assert not (source / name).exists()


def test_published_files_of_which_only_the_provider_knows_whose_they_are_are_named(source: Path) -> None:
    (source / "fixed" / "voorwaarden.pdf").write_bytes(b"%PDF-1.7")
    done = new_site(source, ANSWERS)
    assert "kijk na of dit ook van u is: " in done.output
    assert "fixed/voorwaarden.pdf" in done.output


def test_what_the_law_asks_and_got_no_answer_is_named_and_waits_in_the_file(source: Path) -> None:
    done = new_site(source, {question: answer for question, answer in ANSWERS.items() if question.required})
    assert done.exit_code == 0, done.output
    asked = (
        "rechtsvorm, adres, ondernemingsnummer, rechtbank, btw_nummer, "
        "privacy.rechtsgrond, privacy.bewaartermijn, privacy.serverlogboek"
    )
    assert f"nog in te vullen in site.toml, want de wet vraagt het: {asked}" in done.output
    text = (source / "site.toml").read_text("utf-8")
    for question in QUESTIONS:
        if question.by_law:
            assert f'# {question.key} = ""' in text


def test_only_what_is_checked_after_it_came_is_said_to_be_its_work(source: Path) -> None:
    day = TODAY + timedelta(days=1)
    assert new_site(source, ANSWERS, today=TODAY).exit_code == 0
    edit(source / "pages" / "kosten.md", "nagekeken_op: ", f"nagekeken_op: {day} # ")
    edit(source / "pages" / "hoeveel.md", "nagekeken_op: ", f"nagekeken_op: {TODAY} # ")
    out = build_site(source, source.parent / "dist", day, print, cache=BUILD_CACHE).out
    told = {
        page: LexborHTMLParser((out / page / "index.html").read_text("utf-8")).css(".checked-on")[0].text()
        for page in ("kosten", "hoeveel")
    }
    assert told == {
        "kosten": f"Nagekeken op {write_date(day)} door Wolk & Zee Academie, DV.O109876.",
        "hoeveel": f"Nagekeken op {write_date(TODAY)}.",
    }


def test_a_sole_trader_who_is_exempt_is_not_asked_for_a_register_or_a_vat_number(source: Path) -> None:
    edit(source / "site.toml", "btw_vrijgesteld", 'rechtsvorm = "eenmanszaak"\nbtw_vrijgesteld')
    undecided = read_settings(source)[0].provider.undecided
    assert [key for key in undecided if "." not in key] == ["adres", "ondernemingsnummer"]


def test_a_wrong_answer_is_asked_again(source: Path) -> None:
    wrong = {
        "naam": "",
        "registratienummer": "DV.0123456",
        "btw_vrijgesteld": "soms",
        "contact_email": "noor.wolk.example",
    }
    lines = [line for question, answer in ANSWERS.items() for line in (wrong.get(question.name), answer)]
    done = new_site(source, {}, "".join(f"{line}\n" for line in lines if line is not None))
    assert done.exit_code == 0, done.output
    for told in ("is geen registratienummer", "antwoord ja of nee", "is geen e-mailadres; schrijf bv. info@naam.be"):
        assert told in done.output
    assert tomllib.loads((source / "site.toml").read_text("utf-8")) == OTHER


@pytest.mark.parametrize(
    ("name", "answer", "told"),
    [
        ("contact_email", "noor", '"noor" is geen e-mailadres'),
        ("ondernemingsnummer", "0123.456.784", "is een cijfer verkeerd"),
        ("btw_nummer", "BE 0765.432.146", "KMO039 het btw-nummer en het ondernemingsnummer verschillen"),
        ("accent_licht", "#ffffff", "KMO036 #ffffff is moeilijk te lezen"),
        ("naam", "Wolk\x7f", "KMO030"),
        ("naam", "", 'KMO032 de sleutel "naam"'),
    ],
)
def test_a_wrong_option_is_told_and_changes_nothing(source: Path, name: str, answer: str, told: str) -> None:
    before = bytes_in(source)
    done = new_site(source, {question: answer if question.name == name else told for question, told in ANSWERS.items()})
    assert done.exit_code != 0
    assert told in done.output
    assert bytes_in(source) == before


def test_options_that_are_missing_are_named(source: Path) -> None:
    before = bytes_in(source)
    done = new_site(source, {question: answer for question, answer in ANSWERS.items() if question.name == "naam"})
    assert done.exit_code != 0
    assert "dit ontbreekt nog: --site-adres, --registratienummer, --btw-vrijgesteld, --website" in done.output
    assert bytes_in(source) == before
