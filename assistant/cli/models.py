"""`lantern models`: the speech models there are, to list, fetch and remove."""

from __future__ import annotations

import json
import sys

import click

from assistant.speech import models as speech_models


@click.group()
def models() -> None:
    """Speech models: what Lantern hears with."""


@models.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """The models there are to fetch, and those installed.

    Example: lantern models list
    """
    there = speech_models.installed()
    if as_json:
        click.echo(json.dumps([model.to_json() for model in there]))
        return
    about = {model.name: model for model in speech_models.catalogue()}
    for model in there:
        offer = about.get(model.name)
        if model.path is not None:
            status = f"installed in {model.path}"
        elif model.partial:
            status = f"partly fetched; go on with: lantern models fetch {model.name}"
        else:
            status = f"{offer.megabytes if offer else 0} MB to fetch"
        also = f" ({offer.alias})" if offer and offer.alias else ""
        click.echo(f"{model.name}{also}: {status}")
        if offer:
            click.echo(f"  {offer.about} (licence {offer.licence})")


@models.command()
@click.argument("name", required=False)
@click.option("--yes", is_flag=True, help="Do not ask first.")
def fetch(name: str | None, yes: bool) -> None:
    """Fetch a model from its publisher: the small English one, or the one named (large).

    Interrupted, it goes on from there when called again.

    Example: lantern models fetch
    """
    from assistant.speech.models.bar import progress_bar

    model = speech_models.find(name) if name else speech_models.catalogue()[0]
    question = f"Fetch {model.name}, {model.megabytes} MB, from {model.url}?"
    if not yes and not click.confirm(question, default=True, err=True):
        return
    with progress_bar(sys.stderr) as progress:
        fetched = speech_models.fetch(model, progress=progress)
    click.echo(f"{fetched.name} is in {fetched.path}.")
    if not fetched.checked:
        click.echo("Its publisher gives no checksum, so only its size and shape were checked.")


@models.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove a model from this machine.

    Example: lantern models remove vosk-model-small-en-us-0.15
    """
    freed = speech_models.remove(name)
    click.echo(f"{name} is removed; {freed / 1e6:.0f} MB are free again.")
