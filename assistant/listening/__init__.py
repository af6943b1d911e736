"""Hands-free: waiting for a phrase, for the hour of a check-in, or for another Lantern's request."""
