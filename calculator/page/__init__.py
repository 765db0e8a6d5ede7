"""What the pages with a form ask: their fields in, everything that they show out."""
