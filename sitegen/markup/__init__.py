"""One page's text to HTML."""
