"""A site of another provider: its settings from the answers to some questions, and nothing left of the one before."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from sitegen.common.diagnostics import BuildError
from sitegen.source import accessibility_report, courses
from sitegen.source.files import FIXED, files_in
from sitegen.source.published_files import IMAGES
from sitegen.source.schema import Field, fields_of
from sitegen.source.settings import FILE, SettingsFile, read_settings

type Answer = str | bool

YES_OR_NO = {"ja": True, "nee": False}
TOP = "# Alles wat van de aanbieder afhangt: docs/redactie.md zegt wat elke sleutel is.\n"


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a key in a table, which is an option of the command too; `standard` is the usual answer.

    One that the law asks for may wait: it is left open where it gets no answer.
    """

    table: str
    key: str
    words: str
    standard: str = ""
    by_law: bool = False

    @property
    def name(self) -> str:
        """The name of the answer: the key, after the innermost table where two keys have the same name."""
        twice = sum(other.key == self.key for other in QUESTIONS) > 1 and self.table != PROVIDER
        return f"{self.table.rpartition('.')[2]}_{self.key}" if twice else self.key

    @property
    def option(self) -> str:
        """The option of the command."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def declared(self) -> Field:
        """The declaration of the key."""
        found = Field(SettingsFile, fields_of(SettingsFile)["site"].key, required=True)
        for name in (*self.table.split("."), self.key):
            found = fields_of(found.kind)[name]
        return found

    @property
    def required(self) -> bool:
        """Whether there is no site without an answer."""
        return self.declared.required

    def read(self, answer: str) -> Answer:
        """Return the value of an answer. Raises ValueError, with what to write, if it is none."""
        if self.declared.kind is bool:
            if answer.strip().casefold() not in YES_OR_NO:
                raise ValueError("antwoord ja of nee")
            return YES_OR_NO[answer.strip().casefold()]
        if answer and (message := self.declared.key.check(answer)):
            raise ValueError(f"{message[1]}; {message[2]}")
        return answer


PROVIDER, CONTACT, PRIVACY, ACCESSIBILITY = (
    "aanbieder",
    "aanbieder.contact",
    "aanbieder.privacy",
    "aanbieder.toegankelijkheid",
)
QUESTIONS = (
    Question("site", "titel", "De titel van de site", "Subsidiewijzer kmo-portefeuille"),
    Question("site", "adres", "Het adres waar de site komt, met https:// en het pad"),
    Question(PROVIDER, "naam", "Uw naam als dienstverlener"),
    Question(PROVIDER, "registratienummer", "Uw nummer als dienstverlener, zoals DV.O123456"),
    Question(PROVIDER, "btw_vrijgesteld", "Bent u vrijgesteld van btw?"),
    Question(PROVIDER, "website", "Het adres van uw eigen website"),
    Question(PROVIDER, "rechtsvorm", "Uw rechtsvorm, zoals bv, vzw of eenmanszaak", by_law=True),
    Question(PROVIDER, "adres", "Het adres van uw zetel", by_law=True),
    Question(PROVIDER, "ondernemingsnummer", "Uw ondernemingsnummer, zoals 0123.456.749", by_law=True),
    Question(PROVIDER, "rechtbank", "De ondernemingsrechtbank van uw zetel (RPR)", by_law=True),
    Question(PROVIDER, "btw_nummer", "Uw btw-nummer, zoals BE 0123.456.749", by_law=True),
    Question(CONTACT, "naam", "Wie bezoekers mogen bellen of mailen"),
    Question(CONTACT, "email", "Het e-mailadres daarvoor"),
    Question(CONTACT, "telefoon", "Het telefoonnummer daarvoor"),
    Question(PRIVACY, "verantwoordelijke", "Wie over persoonsgegevens beslist, als u dat niet zelf bent"),
    Question(PRIVACY, "email", "Het e-mailadres voor vragen over gegevens, als het een ander is"),
    Question(PRIVACY, "rechtsgrond", "De rechtsgrond om mails te bewaren, zoals gerechtvaardigd belang", by_law=True),
    Question(PRIVACY, "bewaartermijn", "Hoelang u mails bewaart", by_law=True),
    Question(PRIVACY, "serverlogboek", "Hoelang uw host bewaart wie de site bezoekt", by_law=True),
    Question(ACCESSIBILITY, "email", "Het e-mailadres voor wie iets niet kan gebruiken, als het een ander is"),
    Question(ACCESSIBILITY, "telefoon", "Het telefoonnummer daarvoor, als het een ander is"),
    Question("kleuren", "accent_licht", "De kleur van links en knoppen", "#2b46b9"),
    Question("kleuren", "accent_donker", "Die kleur op een donker scherm", "#aab9ff"),
)
"""Every key that tells who the provider is and how its site looks, in the order in which the file has them."""

EDITING = """
# [redactie] # wie een fout ziet, verbetert ze in de browser: zie docs/redactie.md
# broncode = "https://github.com/uw-naam/uw-site"
# verbeterlink = true
# beheer = true
"""
"""The table that a provider may add, about where its source is kept."""

OWN_FILES = (accessibility_report.FILE, courses.FILE, courses.SPREADSHEET)
"""Files that say what the provider of before did or offered."""


def make_new_site(source: Path, answers: Mapping[Question, Answer], today: date) -> list[str]:
    """Write the settings of another provider, and remove what was of the one before; return the names of those files.

    Raises BuildError, and changes nothing, if an answer is wrong.
    """
    path = source / FILE
    before = path.read_bytes() if path.exists() else None
    path.write_text(TOP + "".join(write_tables(answers, today)) + EDITING, "utf-8")
    _, diagnostics = read_settings(source)
    if diagnostics:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        raise BuildError(diagnostics)
    removed = [name for name in OWN_FILES if (source / name).exists()]
    for name in removed:
        (source / name).unlink()
    return removed


def files_to_check(source: Path) -> list[str]:
    """Return the published files of a source, of which only the provider knows whose they are."""
    files = (path for folder in (FIXED, IMAGES) for path in files_in(source / folder, "*"))
    return [path.relative_to(source).as_posix() for path in files]


def write_tables(answers: Mapping[Question, Answer], today: date) -> Iterator[str]:
    """Write each table; of the keys that may be left out, those that the law asks for stand there as a comment."""
    for table, questions in groupby(QUESTIONS, lambda question: question.table):
        yield f"\n[{table}]\n"
        for question in questions:
            answer = answers.get(question, "")
            if answer != "":
                yield f"{question.key} = {write_value(answer)}\n"
            elif question.by_law:
                yield f'# {question.key} = "" # {question.words}\n'
        if table == PROVIDER:
            yield f"sinds = {today.isoformat()} # wat tot dan nagekeken of getest is, deed een ander\n"


def write_value(answer: Answer) -> str:
    r"""Write a value as TOML has it.

    >>> print(write_value('Wolk & "Zee"'), write_value(True))
    "Wolk & \"Zee\"" true
    """
    return json.dumps(answer, ensure_ascii=False)
