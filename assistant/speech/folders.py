"""Where speech keeps what it needs."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def models_folder() -> Path:
    """Where models are kept: a folder in the user's data folder. It may not exist yet."""
    return platformdirs.user_data_path("lantern", appauthor=False) / "models"
