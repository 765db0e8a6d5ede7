"""The expressions of a page, `{{ … }}` and `{% if … %}`: a small part of Jinja's language.

Allowed are names, attributes, shortcodes and conditions; every mistake is reported, not only the first.
"""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import jinja2
from jinja2 import nodes
from markupsafe import Markup, escape

from calculator.notation import write_date
from calculator.rules import Ruleset
from sitegen.common.diagnostics import Diagnostic, suggest
from sitegen.figures.page_figures import figures_on
from sitegen.figures.rule_topics import NAMES, TOPICS, UndatedError, first_day
from sitegen.markup.shortcodes import SHORTCODES, Known, mistakes_in, usage
from sitegen.source.pages import Page

ON_DAY = "op"
SINCE = "sinds"
RESTS_ON = "steunt_op"
NOTHING = "\ue002"
"""Stands for what writes nothing, so that the space before it goes too."""

TRACELESS = re.compile(rf"[ \t]*{NOTHING}")
OLD_NAMES = {"regels_sinds": 'schrijf {{ sinds("advies") }} voor een verandering, of {{ huidige_regels_sinds }}'}
"""Figures that are no more, and what to write instead."""

CURLY_QUOTE = re.compile(r"\{[{%][^}]*?([“”„‘’‚])")
OPENINGS = ("{{", "{%", "{#")
LIST = "zie de lijst met cijfers in docs/redactie.md"

type Render = Callable[[str, list[str]], str]
"""Renders a shortcode by its name and arguments, and returns the token that takes its place in the text."""

LANGUAGE = jinja2.Environment(autoescape=True, keep_trailing_newline=True)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that expressions may use: the figures by name, what arguments may name, and the rules of the day."""

    names: Mapping[str, object]
    known: Known
    rules: Ruleset


def evaluate(page: Page, text: str, vocabulary: Vocabulary, render: Render) -> tuple[str, list[Diagnostic]]:
    """Return the text of a page with its expressions evaluated, and a diagnostic for each wrong one."""
    if not any(opening in text for opening in OPENINGS):
        return text, []
    try:
        tree = LANGUAGE.parse(text)
    except jinja2.TemplateSyntaxError as error:
        return text, [describe_unreadable(page, text, error)]
    evaluator = Evaluator(page, text, vocabulary, render)
    return TRACELESS.sub("", evaluator.write(tree.body)), evaluator.diagnostics


def describe_unreadable(page: Page, text: str, error: jinja2.TemplateSyntaxError) -> Diagnostic:
    """Return the diagnostic of the first expression that cannot be read; the parser's own words are English."""
    line, column = error.lineno, 1
    message, remedy = "onleesbare uitdrukking", "schrijf een cijfer als {{ steunplafond }}"
    said = error.message or ""
    curly = CURLY_QUOTE.search(text)
    if "{{{" in text:
        line, column = text.count("\n", 0, text.index("{{{")) + 1, 1
        message, remedy = "drie accolades", "schrijf er twee, zoals {{ steunplafond }}"
    elif "comment tag" in said:
        message = 'na "{#" ontbreekt "#}"'
        remedy = "schrijf {: #naam } voor de naam van een plaats, en sluit commentaar met #}"
    elif "endif" in said or "end of template" in said:
        message, remedy = "na {% if … %} ontbreekt {% endif %}", "zet {% endif %} onder wat ervan afhangt"
    elif curly:
        line, column = text.count("\n", 0, curly.end()) + 1, curly.end() - text.rfind("\n", 0, curly.end()) - 1
        message, remedy = (
            f"het aanhalingsteken {curly[1]} hoort niet in een onderdeel",
            'schrijf rechte aanhalingstekens: "',
        )
    elif "{%" in text.split("\n")[line - 1]:
        remedy = "schrijf {% if … %}, met een procentteken aan beide kanten"
    return Diagnostic(page.place, page.first_line + line - 1, column, "KMO011", message, remedy)


class Evaluator:
    """Evaluates the expressions of one page, and collects what is wrong with them."""

    def __init__(self, page: Page, text: str, vocabulary: Vocabulary, render: Render) -> None:
        self.page = page
        self.lines = text.splitlines()
        self.vocabulary = vocabulary
        self.render = render
        self.diagnostics: list[Diagnostic] = []
        self.seen: Counter[tuple[int, str]] = Counter()

    def write(self, tree: list[nodes.Node]) -> str:
        """Return the text of a list of nodes."""
        return "".join(self.write_node(node) for node in tree)

    def write_node(self, node: nodes.Node) -> str:
        """Return the text of one node; every branch of a condition is evaluated, so that its mistakes are reported."""
        if isinstance(node, nodes.TemplateData):
            return node.data
        if isinstance(node, nodes.Output):
            return "".join(
                self.write_node(item) if isinstance(item, nodes.TemplateData) else self.write_value(item)
                for item in node.nodes
            )
        if isinstance(node, nodes.If):
            branches = [(bool(self.value(case.test)), self.write(case.body)) for case in (node, *node.elif_)]
            branches.append((True, self.write(node.else_)))
            return next(text for holds, text in branches if holds)
        self.report(node, "", "KMO011", "dat kan op een pagina niet", "gebruik alleen {{ … }} en {% if … %}")
        return ""

    def write_value(self, node: nodes.Node) -> str:
        """Return the text of an expression, escaped."""
        before = len(self.diagnostics)
        value = self.value(node)
        if isinstance(value, str):
            return str(escape(value))
        if len(self.diagnostics) == before:
            name = name_of(node)
            self.report(
                node, name, "KMO010", f'"{name}" is geen cijfer maar een groep', f"schrijf er een deel bij; {LIST}"
            )
        return ""

    def value(self, node: nodes.Node) -> object:
        """Return the value of an expression; one that has none is reported, and empty."""
        value: object = ""
        match node:
            case nodes.Const(value=constant):
                value = constant
            case nodes.TemplateData(data=data):
                value = data
            case nodes.Name(name=name):
                value = self.lookup(node, name)
            case nodes.Getattr(node=owner, attr=name):
                value = self.attribute(node, self.value(owner), name)
            case nodes.Call(node=nodes.Name(name=name)):
                value = self.call(node, name)
            case nodes.Not(node=inner):
                value = not self.value(inner)
            case nodes.And(left=left, right=right):
                value = bool(self.value(left)) & bool(self.value(right))
            case nodes.Or(left=left, right=right):
                value = bool(self.value(left)) | bool(self.value(right))
            case _:
                remedy = "schrijf alleen de naam van een cijfer"
                self.report(node, name_of(node), "KMO011", "dat kan op een pagina niet", remedy)
        return value

    def lookup(self, node: nodes.Node, name: str) -> object:
        """Return the figure of a name."""
        if name in self.vocabulary.names:
            return self.vocabulary.names[name]
        if name in SHORTCODES:
            self.report(node, name, "KMO013", f'"{name}" staat zonder haakjes', f"schrijf {usage(name)}")
        elif name in OLD_NAMES:
            self.report(node, name, "KMO019", f'"{name}" is dubbelzinnig', OLD_NAMES[name])
        else:
            remedy = suggest(name, [*self.vocabulary.names, *SHORTCODES], LIST)
            self.report(node, name, "KMO010", f'onbekend cijfer "{name}"', remedy)
        return ""

    def attribute(self, node: nodes.Node, owner: object, name: str) -> object:
        """Return an attribute of a group, such as the provider's name."""
        parts = owner if isinstance(owner, Mapping) else fields_of(owner)
        if name in parts:
            return parts[name]
        if owner != "":
            self.report(node, name, "KMO010", f'onbekend cijfer "{name}"', suggest(name, parts, LIST))
        return ""

    def call(self, node: nodes.Call, name: str) -> object:
        """Return the token of a shortcode, or the figures of a day."""
        arguments = [self.value(argument) for argument in node.args]
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            self.report(
                node, name, "KMO011", "dat kan op een pagina niet", "schrijf de gegevens tussen aanhalingstekens"
            )
        elif name == ON_DAY:
            return self.figures_on(node, arguments)
        elif name == SINCE:
            return self.since(node, arguments)
        elif name == RESTS_ON:
            self.check_topics(node, name, arguments)
            return NOTHING
        elif name not in SHORTCODES:
            remedy = suggest(name, [*SHORTCODES, ON_DAY, SINCE, RESTS_ON], f"kies uit: {', '.join(SHORTCODES)}")
            self.report(node, name, "KMO012", f'onbekend onderdeel "{name}"', remedy)
        elif mistakes := list(mistakes_in(name, arguments, self.vocabulary.known)):
            for written, message, remedy in mistakes:
                self.report(node, written, "KMO013", message, remedy)
        else:
            return Markup(self.render(name, [str(argument) for argument in arguments]))  # noqa: S704
        return ""

    def figures_on(self, node: nodes.Node, arguments: list[object]) -> object:
        """Return the figures of a day."""
        try:
            (day,) = arguments
            return figures_on(str(day))
        except ValueError:
            remedy = 'schrijf jaar-maand-dag, zoals op("2026-02-01")'
            self.report(node, ON_DAY, "KMO013", "op krijgt geen datum", remedy)
        except LookupError:
            message = f"voor {arguments[0]} zijn er geen regels"
            self.report(node, str(arguments[0]), "KMO013", message, "kies een latere dag")
        return ""

    def since(self, node: nodes.Node, arguments: list[object]) -> object:
        """Return the day since which a rule holds, in words."""
        if len(arguments) != 1:
            self.report(node, SINCE, "KMO013", f"{SINCE} krijgt één onderwerp", f'schrijf {{{{ {SINCE}("advies") }}}}')
            return ""
        (topic,) = arguments
        if topic not in TOPICS:
            self.report_unknown_topic(node, topic, tuple(TOPICS))
            return ""
        try:
            return write_date(first_day(str(topic), self.vocabulary.rules))
        except UndatedError:
            remedy = 'schrijf het in woorden, zoals "in het voorjaar van 2023"'
            self.report(node, str(topic), "KMO019", f'geen bron noemt de dag van "{topic}"', remedy)
            return ""

    def check_topics(self, node: nodes.Node, name: str, arguments: list[object]) -> None:
        """Report what a sentence says to rest on and no rule is about."""
        if not arguments:
            self.report(
                node, name, "KMO013", f"{name} krijgt een onderwerp", f'schrijf {{{{ {name}("verhogingen") }}}}'
            )
        for topic in arguments:
            if topic not in NAMES:
                self.report_unknown_topic(node, topic, NAMES)

    def report_unknown_topic(self, node: nodes.Node, topic: object, topics: tuple[str, ...]) -> None:
        """Report a topic that no rule is about."""
        remedy = suggest(str(topic), topics, f"kies uit: {', '.join(topics)}")
        self.report(node, str(topic), "KMO019", f'onbekend onderwerp "{topic}"', remedy)

    def report(self, node: nodes.Node, written: str, code: str, message: str, remedy: str) -> None:
        """Record a diagnostic at the place where the text `written` stands on the node's line."""
        self.seen[node.lineno, written] += 1
        line = self.lines[node.lineno - 1] if node.lineno <= len(self.lines) else ""
        found = list(re.finditer(rf"(?<![\w-]){re.escape(written)}(?![\w-])", line)) if written else []
        column = found[min(self.seen[node.lineno, written], len(found)) - 1].start() + 1 if found else 1
        row = self.page.first_line + node.lineno - 1
        self.diagnostics.append(Diagnostic(self.page.place, row, column, code, message, remedy))


def fields_of(value: object) -> Mapping[str, object]:
    """Return the fields of a dataclass by name; any other value has none."""
    if not dataclasses.is_dataclass(value):
        return {}
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def name_of(node: nodes.Node) -> str:
    """Return the last name in an expression, by which an editor recognizes it."""
    match node:
        case nodes.Getattr(attr=name) | nodes.Name(name=name):
            return str(name)
    return next((inner.name for inner in node.find_all(nodes.Name)), "")
