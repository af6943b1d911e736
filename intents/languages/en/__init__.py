"""English: its numbers, times, dates and ways of saying yes and no. The phrases are in TOML."""
