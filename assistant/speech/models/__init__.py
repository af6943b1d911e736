"""Vosk's speech models: fetching them, and those on this machine."""
