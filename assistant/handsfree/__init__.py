"""Hands-free: waiting for a phrase, for the hour of a check-in, for another Lantern's request."""
