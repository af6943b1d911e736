"""Reads what shall be changed: names, steps, days and reminders."""
