"""Reads what is told in a check-in or a review."""
