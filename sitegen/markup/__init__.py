"""From the Markdown of a page to HTML."""
