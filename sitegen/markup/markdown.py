"""Python-Markdown, with a quicker search for inline patterns and with tables that the site's style sheets know."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString

NEEDS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
"""The characters without which a pattern cannot match, by its name; a pattern that is not here is always tried."""


class QuickInlineProcessor(InlineProcessor):
    """The original, but a pattern is tried only on texts with the characters that it needs."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = md.inlinePatterns
        needs = {patterns.get_index_for_name(name): need for name, need in NEEDS.items() if name in patterns}
        self._tried = [(needs.get(index, ""), pattern) for index, pattern in enumerate(patterns)]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - its own
        """Return a text with every match replaced by a placeholder, as the original does."""
        if isinstance(data, AtomicString):
            return data
        start = 0
        count = len(self._tried)
        while patternIndex < count:
            need, pattern = self._tried[patternIndex]
            matched = False
            if need in data:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined] # its own
                    pattern, data, patternIndex, start
                )
            if not matched:
                patternIndex += 1  # noqa: N806 - its own
                start = 0
        return data


SCROLLING = {"class": "scroll", "role": "group", "aria-label": "Tabel", "tabindex": "0"}
"""The attributes of the box around a table: one wider than a phone scrolls in it, and the keyboard can reach it."""


LAST = -1
"""The priority of what runs after every extension, attribute lists among them."""


class TableProcessor(Treeprocessor):
    """Puts each table in a box that scrolls, and makes a class of each alignment: the policy forbids styles."""

    def run(self, root: Element) -> None:
        """Change the tree."""
        for around in list(root.iter()):
            for index, table in enumerate(around):
                if table.tag == "table":
                    around[index] = box = Element("div", SCROLLING)
                    box.tail, table.tail = table.tail, None
                    box.append(table)
        for cell in root.iter():
            if align := cell.attrib.pop("align", None):
                cell.set("class", align)


EXTENSION_CONFIGS: dict[str, dict[str, object]] = {
    "footnotes": {"BACKLINK_TITLE": "Terug naar de tekst bij bron {}", "SEPARATOR": "-"},
    "tables": {"use_align_attribute": True},
    "toc": {"marker": "", "toc_depth": 2},
}
"""Words and ids of footnotes; alignment as an attribute, which becomes a class; contents of the second level.

The template lists these contents, so no marker is searched for.
"""


def make_markdown(extensions: tuple[str, ...]) -> Markdown:
    """Return a converter with extensions of Python-Markdown, by their names."""
    markdown = Markdown(extensions=extensions, extension_configs=EXTENSION_CONFIGS, output_format="html")
    markdown.treeprocessors.register(QuickInlineProcessor(markdown), "inline", 20)
    markdown.treeprocessors.register(TableProcessor(markdown), "tables", LAST)
    return markdown
