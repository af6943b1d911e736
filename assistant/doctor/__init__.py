"""`lantern doctor`: looks at everything a spoken conversation needs, and says what to do."""
