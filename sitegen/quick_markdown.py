"""Python-Markdown, made quicker: text is tried only against the patterns whose characters it holds.

The outcome is the same, character for character; a test compares them.
"""

from markdown import Markdown
from markdown.inlinepatterns import Pattern
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
    "em_strong": "*",
    "em_strong2": "_",
}
"""Text without which a pattern cannot match, by the pattern's name; a pattern that is not here is always tried."""


class QuickInlineProcessor(InlineProcessor):
    """Finds the inline patterns in each text of a page."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns: list[Pattern] = list(md.inlinePatterns)
        known = {name: need for name, need in NEEDS.items() if name in md.inlinePatterns}
        needs = {md.inlinePatterns.get_index_for_name(name): need for name, need in known.items()}
        self._tried = [(needs.get(index, ""), pattern) for index, pattern in enumerate(patterns)]

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


def make_markdown(extensions: tuple[str, ...]) -> Markdown:
    """Make a converter with the extensions of Python-Markdown that are named.

    Contents are listed by the template, of the second level only, so no other marker is looked for.
    """
    contents = {"toc": {"marker": "", "toc_depth": 2}}
    markdown = Markdown(extensions=extensions, extension_configs=contents, output_format="html")
    markdown.treeprocessors.register(QuickInlineProcessor(markdown), "inline", 20)
    return markdown
