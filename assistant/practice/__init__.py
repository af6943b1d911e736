"""The practice: what is noted of a person's values, goals and days, and what follows from it."""
