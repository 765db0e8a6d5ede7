"""The figures of the rules and of the courses, ready to show."""
