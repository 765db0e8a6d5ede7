"""What several tests use: the browser, the built site, the server."""
