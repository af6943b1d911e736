"""Voices: text in, sound out. The synthesizer runs in a process of its own (`child`).

Nothing is imported here, because that process imports this package and must start quickly.
"""
