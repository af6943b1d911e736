"""Hands-free: waits for a wake phrase, a due reminder or the request of another process."""
