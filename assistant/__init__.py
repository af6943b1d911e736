"""Lantern: a private, offline voice companion for living by one's values."""

import os

# The library that runs models sends reports of its use unless this is set before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
