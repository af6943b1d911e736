"""A toy language, as small as one can be: it shows that a language needs only its folder."""
