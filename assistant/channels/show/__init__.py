"""The page of `lantern show`: the conversation seen large in a browser, and answered there."""
