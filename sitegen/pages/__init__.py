"""The pages: templates, and the values they show."""
