"""Python-Markdown, made quicker: text is tried only against the patterns whose characters it holds.

The outcome is the same, character for character; a test compares them.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, Registry

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
"""Text without which a pattern cannot match, by the pattern's name; a pattern that is not here is always tried."""


BLOCK_NEEDS = {"table": "|", "hashheader": "#", "deflist": ":", "quote": ">", "footnote": "[^", "reference": "["}
"""The same for what a whole block can be."""


def with_needs[Item](registry: Registry[Item], needs: Mapping[str, str]) -> list[tuple[str, Item]]:
    """Give what is registered, in order, each with the text that it needs."""
    places = {registry.get_index_for_name(name): need for name, need in needs.items() if name in registry}
    return [(places.get(index, ""), item) for index, item in enumerate(registry)]


class QuickBlockParser(BlockParser):
    """Finds out what each block of a page is."""

    tried: list[tuple[str, BlockProcessor]]

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 - its own
        """Have each block read by the first that knows it, as the original does."""
        while blocks:
            for need, processor in self.tried:
                if (
                    need in blocks[0]
                    and processor.test(parent, blocks[0])
                    and processor.run(parent, blocks) is not False
                ):
                    break


class QuickInlineProcessor(InlineProcessor):
    """Finds the inline patterns in each text of a page."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._tried = with_needs(md.inlinePatterns, NEEDS)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - its own
        """Replace every match in a text by a placeholder, as the original does."""
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


EXTENSION_CONFIGS: dict[str, dict[str, object]] = {
    "footnotes": {"BACKLINK_TITLE": "Terug naar de tekst bij bron {}", "SEPARATOR": "-"},
    "toc": {"marker": "", "toc_depth": 2},
}
"""Words and ids of footnotes. The template lists the contents, of the second level only, so no marker is looked for."""


def make_markdown(extensions: tuple[str, ...]) -> Markdown:
    """Make a converter with the extensions of Python-Markdown that are named."""
    markdown = Markdown(extensions=extensions, extension_configs=EXTENSION_CONFIGS, output_format="html")
    parser = markdown.parser
    parser.__class__ = QuickBlockParser
    if isinstance(parser, QuickBlockParser):
        parser.tried = with_needs(parser.blockprocessors, BLOCK_NEEDS)
    markdown.treeprocessors.register(QuickInlineProcessor(markdown), "inline", 20)
    return markdown
