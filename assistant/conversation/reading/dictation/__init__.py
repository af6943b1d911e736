"""Reads what is said to Lantern in the midst of a dictation."""
