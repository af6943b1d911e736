"""The speech model: offered once, and missed aloud once a week."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

import click

from assistant.errors import Trouble

_AGAIN = timedelta(days=7)


def told_lately(now: datetime) -> bool:
    """Whether it was said in the last week that there is no speech model; if not, it is now."""
    from assistant.speech.models import models_folder

    told = models_folder() / ".told"
    try:
        if told.exists() and datetime.fromisoformat(told.read_text()) > now - _AGAIN:
            return True
        told.parent.mkdir(parents=True, exist_ok=True)
        told.write_text(now.isoformat())
    except (OSError, ValueError):
        return False  # Too often is better than never.
    return False


def offer_model() -> None:
    """Offer the speech model, once, to a person at a terminal whose machine can reach it."""
    from assistant.speech.models import catalogue, fetch, models_folder, reachable
    from assistant.speech.models.bar import progress_bar

    offered = models_folder() / ".offered"
    if offered.exists() or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    model = catalogue()[0]
    if not reachable(model):
        return
    offered.parent.mkdir(parents=True, exist_ok=True)
    offered.touch()
    question = f"Fetch a speech model once ({model.megabytes} MB), to hear you much better?"
    if click.confirm(question, default=True, err=True):
        try:
            with progress_bar(sys.stderr) as progress:
                fetch(model, progress=progress)
        except Trouble as trouble:
            click.echo(f"{trouble} Going on without it.", err=True)
