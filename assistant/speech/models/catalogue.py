"""The models that can be fetched, as `catalogue.toml` lists them."""

from functools import cache
from importlib import resources

import msgspec

from assistant.errors import Trouble


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model to fetch: a zip archive holding one folder of the model's name."""

    name: str
    language: str
    about: str
    url: str
    size: int  # of the archive, bytes
    sha256: str  # of the archive, hexadecimal; "" where no source for one is known
    licence: str
    source: str  # the publisher's page
    alias: str = ""  # a short name to fetch it by

    @property
    def megabytes(self) -> int:
        """How much there is to fetch, as people are told."""
        return round(self.size / 1e6)


class _Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    model: tuple[Model, ...]


@cache
def catalogue() -> tuple[Model, ...]:
    """Every model there is to fetch, the best first choice first."""
    text = (resources.files(__package__) / "catalogue.toml").read_bytes()
    return msgspec.toml.decode(text, type=_Catalogue).model


def find(name: str) -> Model:
    """The model called `name`: by its alias ("large") or an unmistakable part of its name too.

    Raises Trouble where there is none, or more than one.
    """
    models = catalogue()
    exact = [model for model in models if name and name in (model.name, model.alias)]
    matching = exact or [model for model in models if name and name in model.name]
    if len(matching) == 1:
        return matching[0]
    names = ", ".join(model.name for model in models)
    what = "There is no model called" if not matching else "More than one model could be meant by"
    raise Trouble(f"{what} “{name}”: name one of {names}.")
