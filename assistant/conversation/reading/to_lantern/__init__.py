"""Reads what is put to Lantern itself: questions, complaints, protests, goodbyes."""
