"""Speech models: which there are to fetch, which are installed; fetching and removing them."""

from assistant.speech.folders import models_folder
from assistant.speech.models.catalogue import Model, catalogue, find
from assistant.speech.models.fetch import Fetched, Progress, fetch, reachable
from assistant.speech.models.installed import Installed, installed, remove

__all__ = [
    "Fetched",
    "Installed",
    "Model",
    "Progress",
    "catalogue",
    "fetch",
    "find",
    "installed",
    "models_folder",
    "reachable",
    "remove",
]
