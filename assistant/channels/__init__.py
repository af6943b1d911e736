"""One conversation, many ways to have it: spoken, recorded, typed, pushed."""
