"""Lantern: a private, offline voice companion for living by one's values."""
