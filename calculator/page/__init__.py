"""Answer the pages with a form: from their fields to every text that they show."""
