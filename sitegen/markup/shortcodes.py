"""The parts that a page may ask for by name (shortcodes), and what each wants to know."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sitegen.common.diagnostics import suggest
from sitegen.figures.vocabulary import STARTING_EXAMPLES
from sitegen.source.pages import Page

TERM = re.compile(r"\{:\s*#([\w-]+)\s*\}")
GLOSSARY = "begrippen"
DEADLINES = ("aanvraag", "storting")
BOXES = ("let-op", "gewijzigd", "onbekend")
"""What may follow `!!!`: a warning, a change of the rules, something that nobody knows."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the parameters of shortcodes may name."""

    pages: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, and the values it may have; None if any text will do."""

    name: str
    options: Callable[[Known], Sequence[str]] | None = None
    is_date: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Shortcode:
    """A part of a page that a template makes; `inline` ones stand within a sentence."""

    meaning: str
    parameters: tuple[Parameter, ...] = field(default=())
    inline: bool = False


TEXT = Parameter("tekst")
SHORTCODES = {
    "figuur": Shortcode("een tekening met haar bijschrift", (Parameter("naam", lambda known: known.pictures),)),
    "kerncijfers": Shortcode("de percentages en het plafond, met hun bron"),
    "aankondiging": Shortcode("wat er aangekondigd is, als er iets aangekondigd is"),
    "tarieven": Shortcode("een tabel met het percentage voor elke dienst en elk thema"),
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
    """Gather what shortcodes may name in a source."""
    pages = list(pages)
    glossary = next((page.body for page in pages if page.slug == GLOSSARY), "")
    pictures = sorted(path.stem for path in (source / "templates" / "diagrams").glob("*.svg"))
    return Known(tuple(page.slug for page in pages), tuple(pictures), tuple(TERM.findall(glossary)))


def mistakes_in(name: str, arguments: Sequence[object], known: Known) -> Iterator[tuple[str, str, str]]:
    """Find what is wrong with the arguments of a shortcode: where it is written, what is wrong, what to do."""
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
    """Write how a shortcode is written.

    >>> usage("knop")
    '{{ knop("pagina", "tekst") }}'
    """
    arguments = ", ".join(f'"{parameter.name}"' for parameter in SHORTCODES[name].parameters)
    return f"{{{{ {name}({arguments}) }}}}"


def is_date(text: str) -> bool:
    """Tell whether a text is a day, written as JJJJ-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def named_arguments(name: str, arguments: Sequence[str]) -> Mapping[str, str]:
    """Give the arguments by the names of their parameters; those left out are empty.

    >>> named_arguments("begrip", ["kmo"])
    {'begrip': 'kmo', 'tekst': ''}
    """
    parameters = SHORTCODES[name].parameters
    padded = [*arguments, *[""] * (len(parameters) - len(arguments))]
    return {parameter.name: argument for parameter, argument in zip(parameters, padded, strict=True)}
