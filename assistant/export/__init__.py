"""The journal written for people and for other programs."""
