"""Speech models: where they are, what they may be used for, and the small one the tests use."""
