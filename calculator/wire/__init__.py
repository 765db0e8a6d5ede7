"""Read JSON into applications, and write outcomes and rules as JSON."""
