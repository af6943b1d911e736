"""The conversations Lantern can have, one file each; `catalogue` lists them by name."""
