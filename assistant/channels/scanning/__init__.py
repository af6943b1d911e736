"""Choosing with one switch: answers are offered one after the other until one is chosen."""
