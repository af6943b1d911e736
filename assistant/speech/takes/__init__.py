"""Learned sounds: takes of how a person says something, compared with what is said."""
