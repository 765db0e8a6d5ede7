"""Python-Markdown, with a quicker search for inline patterns; a test compares the HTML, character for character."""

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
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


EXTENSION_CONFIGS: dict[str, dict[str, object]] = {
    "footnotes": {"BACKLINK_TITLE": "Terug naar de tekst bij bron {}", "SEPARATOR": "-"},
    "toc": {"marker": "", "toc_depth": 2},
}
"""Words and ids of footnotes; contents of the second level, listed by the template, so no marker is searched for."""


def make_markdown(extensions: tuple[str, ...]) -> Markdown:
    """Return a converter with extensions of Python-Markdown, by their names."""
    markdown = Markdown(extensions=extensions, extension_configs=EXTENSION_CONFIGS, output_format="html")
    markdown.treeprocessors.register(QuickInlineProcessor(markdown), "inline", 20)
    return markdown
