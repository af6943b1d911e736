"""`lantern doctor`: checks everything a spoken conversation needs, and says what to do."""
