"""What the editor of a provider answers to the questions about a new site."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from sitegen.source.new_site import QUESTIONS, Question


def answers_in(source: Path) -> Mapping[Question, str]:
    """Return the answers that give the settings of a source, as they are typed."""
    settings = tomllib.loads((source / "site.toml").read_text("utf-8"))
    return {question: told_in(settings, question) for question in QUESTIONS}


def told_in(settings: Mapping[str, object], question: Question) -> str:
    """Return the answer to a question as its editor types it."""
    table: object = settings
    for name in (*question.table.split("."), question.key):
        table = table[name] if isinstance(table, dict) else None
    return {"True": "ja", "False": "nee"}.get(str(table), str(table))
