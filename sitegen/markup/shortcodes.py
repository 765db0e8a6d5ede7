"""Shortcodes: parts of a page that an editor calls by name, with their parameters."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sitegen.common.diagnostics import suggest
from sitegen.figures.rate_table import RATE_TABLES
from sitegen.figures.vocabulary import STARTING_EXAMPLES
from sitegen.source.pages import Page, diagram_names

TERM = re.compile(r"\{:\s*#([\w-]+)\s*\}")
GLOSSARY = "begrippen"
DEADLINES = ("aanvraag", "storting")
BOXES = ("let-op", "gewijzigd", "onbekend")
"""The kinds of box after `!!!`: a warning, a change of the rules, an open question."""


@dataclass(frozen=True, slots=True)
class Known:
    """The pages, diagrams and terms that arguments of shortcodes may name."""

    pages: tuple[str, ...] = ()
    diagrams: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a shortcode; without `options`, any text will do."""

    name: str
    options: Callable[[Known], Sequence[str]] | None = None
    is_date: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Shortcode:
    """A shortcode; an `inline` one stands within a sentence."""

    meaning: str
    parameters: tuple[Parameter, ...] = field(default=())
    inline: bool = False


TEXT = Parameter("tekst")
SHORTCODES = {
    "figuur": Shortcode("een tekening met haar bijschrift", (Parameter("naam", lambda known: known.diagrams),)),
    "kerncijfers": Shortcode("de percentages en het plafond, met hun bron"),
    "aankondiging": Shortcode("wat er aangekondigd is, als er iets aangekondigd is"),
    "tarieven": Shortcode(
        "een tabel met de percentages, van alles, van één thema of van maatwerkbedrijven",
        (Parameter("voor", lambda _: RATE_TABLES, required=False),),
    ),
    "tarieven_per_thema": Shortcode("een tabel met het percentage van een opleiding voor elk thema"),
    "wijzigingen": Shortcode("alle veranderingen van de regels, de nieuwste eerst"),
    "knop": Shortcode("een knop naar een pagina", (Parameter("pagina", lambda known: known.pages), TEXT)),
    "rekenmachine": Shortcode(
        "een knop naar de rekenmachine, met een voorbeeld ingevuld",
        (Parameter("voorbeeld", lambda _: tuple(STARTING_EXAMPLES)), TEXT),
    ),
    "termijn": Shortcode(
        "de laatste dag voor de aanvraag (na de start) of voor de storting (na de aanvraag)",
        (Parameter("soort", lambda _: DEADLINES), Parameter("dag", is_date=True)),
        inline=True,
    ),
    "begrip": Shortcode(
        "een woord met een link naar zijn uitleg",
        (Parameter("begrip", lambda known: known.terms), Parameter("tekst", required=False)),
        inline=True,
    ),
}


def known_names(source: Path, pages: Iterable[Page]) -> Known:
    """Return what arguments of shortcodes may name in a source."""
    pages = list(pages)
    glossary = next((page.body for page in pages if page.slug == GLOSSARY), "")
    diagrams = tuple(diagram_names(source))
    return Known(tuple(page.slug for page in pages), diagrams, tuple(TERM.findall(glossary)))


def mistakes_in(name: str, arguments: Sequence[object], known: Known) -> Iterator[tuple[str, str, str]]:
    """Find mistakes in the arguments of a shortcode: the text where each is written, a message and a remedy."""
    parameters = SHORTCODES[name].parameters
    fewest = sum(parameter.required for parameter in parameters)
    if not fewest <= len(arguments) <= len(parameters):
        yield name, f"{name} krijgt {len(arguments)} gegevens in plaats van {len(parameters)}", f"schrijf {usage(name)}"
        return
    for parameter, argument in zip(parameters, arguments, strict=False):
        if not isinstance(argument, str) or not argument.strip():
            yield name, f'"{parameter.name}" van {name} is geen tekst', f"schrijf {usage(name)}"
        elif parameter.is_date and not is_date(argument):
            yield argument, f'"{argument}" is geen datum', "schrijf jaar-maand-dag, zoals 2026-11-23"
        elif parameter.options is not None and argument not in parameter.options(known):
            options = parameter.options(known)
            otherwise = f"kies uit: {', '.join(options)}"
            yield argument, f'{name} kent geen {parameter.name} "{argument}"', suggest(argument, options, otherwise)


def usage(name: str) -> str:
    """Return the call of a shortcode, as an editor writes it.

    >>> usage("knop")
    '{{ knop("pagina", "tekst") }}'
    """
    arguments = ", ".join(f'"{parameter.name}"' for parameter in SHORTCODES[name].parameters)
    return f"{{{{ {name}({arguments}) }}}}"


def is_date(text: str) -> bool:
    """Return whether a text is a day, written as JJJJ-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def named_arguments(name: str, arguments: Sequence[str]) -> Mapping[str, str]:
    """Return the arguments by the names of their parameters; those left out are empty.

    >>> named_arguments("begrip", ["kmo"])
    {'begrip': 'kmo', 'tekst': ''}
    """
    parameters = SHORTCODES[name].parameters
    padded = [*arguments, *[""] * (len(parameters) - len(arguments))]
    return {parameter.name: argument for parameter, argument in zip(parameters, padded, strict=True)}
