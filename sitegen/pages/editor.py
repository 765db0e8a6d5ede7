"""The editor at `/beheer/`: its configuration, made from what the build itself checks pages by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass, replace
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import get_args, get_origin

import jinja2

from sitegen.checks.links import IMAGE_BUDGET
from sitegen.common.diagnostics import Diagnostic, place_of
from sitegen.common.paths import EDITOR
from sitegen.common.serving import EDITOR_POLICY
from sitegen.figures.rule_topics import INCREASES, TOPICS
from sitegen.markup.shortcodes import BOXES, SHORTCODES, Known, known_names
from sitegen.source.courses import FILE, IN_WORDS, SPREADSHEET, THEMES, CoursesFile, State
from sitegen.source.files import PAGE_TEMPLATES, PAGES
from sitegen.source.front_matter import GROUPS, FrontMatter
from sitegen.source.pages import Page
from sitegen.source.read import Source
from sitegen.source.schema import Field, fields_of
from sitegen.source.settings import Editing

PAGE_COLLECTION = "paginas"
"""The name of the collection of pages, as it stands in the address of each page in the editor."""

TEXT = "paginatekst"
"""The field of a page's text, which `client.js` makes: the text as it stands, with lists of what can be inserted."""

WIDGETS: Mapping[object, dict[str, object]] = {
    str: {"widget": "string"},
    int: {"widget": "number", "value_type": "int"},
    bool: {"widget": "select", "options": [{"label": "true", "value": True}, {"label": "false", "value": False}]},
    date: {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"},
}

SOME_DAY = "2026-11-23"
"""A day where a shortcode needs one, for the editor to change."""

GITHUB = "https://api.github.com https://avatars.githubusercontent.com"
"""What the editor asks on GitHub: its interface, and the portraits of editors."""

type Settled = dict[str, object]


def editor_config(source: Path, read: Source, editing: Editing, figures: Mapping[str, str]) -> Settled:
    """Return all that the editor is told: the configuration of Sveltia CMS, and what can be inserted in a text."""
    findable = [page for page in read.pages if page.findable]
    known = replace(known_names(source, read.pages), pages=tuple(page.slug for page in findable))
    return {
        "config": {
            "load_config_file": False,
            "backend": backend(editing),
            "publish_mode": "editorial_workflow",
            "app_title": read.settings.title,
            "site_url": read.settings.address,
            "media_folder": place_of(source / "assets" / "img", source),
            "public_folder": "/img",
            "media_libraries": {
                "default": {"config": {"max_file_size": IMAGE_BUDGET, "slugify_filename": True}},
                "stock_assets": {"providers": []},
            },
            "slug": {"encoding": "ascii", "clean_accents": True},
            "output": {"omit_empty_optional_fields": True},
            "editor": {"preview": False},
            "collections": [page_collection(source, known), *course_collections(source, known)],
        },
        "insertions": insertions(findable, known, figures),
    }


def editor_page(templates: jinja2.Environment, editing: Editing) -> str:
    """Return the page of the editor, whose policy names the one host that it may ask: that of the source."""
    hosts = GITHUB if editing.host == "github" else editing.origin
    return templates.get_template("files/beheer.html").render(policy=EDITOR_POLICY.format(hosts=hosts))


def backend(editing: Editing) -> Settled:
    """Return where the editor reads and writes: with the access that each editor has there, and no server between."""
    told: Settled = {
        "name": editing.host,
        "repo": editing.repository,
        "branch": editing.branch,
        "preview_context": "voorbeeld",
    }
    if editing.host == "gitlab":
        told |= {"base_url": editing.origin, "api_root": f"{editing.origin}/api/v4"}
    if editing.application:
        return told | {"auth_type": "pkce", "app_id": editing.application}
    return told | {"auth_methods": ["token"]}


def choices(source: Path, known: Known) -> Mapping[str, Sequence[str]]:
    """Return the values that a key can have, for each key of which the build knows all of them."""
    return {
        "figuur": known.diagrams,
        "groep": GROUPS,
        "sjabloon": sorted(path.stem for path in (source / PAGE_TEMPLATES).glob("*.html")),
        "stand": tuple(map(str, State)),
        "steunt_op": (*TOPICS, INCREASES),
        "thema": THEMES,
        "verwant": known.pages,
    }


def page_collection(source: Path, known: Known) -> Settled:
    """Return the collection of pages: a field for each key of their front matter, and one for the text."""
    title, *others = fields_from(FrontMatter, choices(source, known))
    return {
        "name": PAGE_COLLECTION,
        "label": "Pagina's",
        "label_singular": "Pagina",
        "folder": place_of(source / PAGES, source),
        "format": "pagina-frontmatter",
        "extension": "md",
        "nested": {"subfolders": False},
        "identifier_field": "titel",
        "preview_path": "{{slug}}/",
        "fields": [title, {"name": "body", "label": "tekst", "widget": TEXT}, *others],
    }


def course_collections(source: Path, known: Known) -> Iterator[Settled]:
    """Return the collection with the one file that lists the courses; none where a spreadsheet does."""
    if (source / SPREADSHEET).exists() and not (source / FILE).exists():
        return
    yield {
        "name": "lijsten",
        "label": "Lijsten",
        "files": [
            {
                "name": "opleidingen",
                "label": "Opleidingen",
                "file": place_of(source / FILE, source),
                "format": "opleidingen",
                "fields": fields_from(CoursesFile, choices(source, known)),
            }
        ],
    }


def fields_from(shape: type, options: Mapping[str, Sequence[str]]) -> list[Settled]:
    """Return a field for each key of a declared table: by the type of its value, or a list of all values."""
    return [field_of(name, field, options) for name, field in fields_of(shape).items()]


def field_of(name: str, field: Field, options: Mapping[str, Sequence[str]]) -> Settled:
    """Return the field of a key."""
    hint = {} if field.key.words == IN_WORDS else {"hint": field.key.words}
    shown: Settled = {"name": name, "label": name, "required": field.required, **hint}
    several = get_origin(field.kind) is tuple
    inner = get_args(field.kind)[0] if several else field.kind
    if name in options:
        return shown | {"widget": "select", "options": [*options[name]], "multiple": several}
    if is_dataclass(inner) and isinstance(inner, type):
        return shown | {"widget": "list", "fields": fields_from(inner, options)}
    if several:
        return shown | {"widget": "list", "field": {"name": "waarde", "label": name} | widget_of(inner)}
    return shown | widget_of(inner)


def widget_of(kind: object) -> Settled:
    """Return the widget of a type; of several, such as a number or a text, that of the widest."""
    kinds = [part for part in get_args(kind) if part is not NoneType] if isinstance(kind, UnionType) else [kind]
    return WIDGETS[str if str in kinds else kinds[0]]


def insertions(pages: Iterable[Page], known: Known, figures: Mapping[str, str]) -> list[Settled]:
    """Return the lists of what can be inserted in a text: figures, parts, boxes and links."""
    lists = {
        "Cijfers": [(f"{name}: {value}", f"{{{{ {name} }}}}") for name, value in sorted(figures.items())],
        "Onderdelen": [(call, call) for name in SHORTCODES for call in calls_of(name, known)],
        "Kaders": [(box, f'!!! {box} "Titel"\n    Tekst.') for box in BOXES],
        "Links": [(page.title, f"[{page.title}]({page.address})") for page in pages],
    }
    return [
        {"label": label, "options": [{"label": shown, "text": text} for shown, text in options]}
        for label, options in lists.items()
    ]


def calls_of(name: str, known: Known) -> Iterator[str]:
    """Yield the calls of a shortcode: one for each value that its first argument can have."""
    parameters = SHORTCODES[name].parameters
    if not any(parameter.required for parameter in parameters):
        yield f"{{{{ {name}() }}}}"
    others = [SOME_DAY if other.is_date else other.name for other in parameters[1:] if other.required]
    for options in (parameter.options for parameter in parameters[:1] if parameter.options):
        for value in options(known):
            yield f"{{{{ {name}({', '.join(f'"{argument}"' for argument in (value, *others))}) }}}}"


def check_addresses(pages: Iterable[Page], editing: Editing | None) -> Iterator[Diagnostic]:
    """Find pages at the address of the editor."""
    for page in pages:
        if editing and editing.editor and page.slug.split("/")[0] == EDITOR:
            message = f"/{EDITOR}/ is het adres waar u de site beheert"
            yield page.diagnostic("titel", "KMO007", message, "geef het bestand een andere naam")
