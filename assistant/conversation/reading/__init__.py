"""Reading: from the words of an utterance to what they do; see `interpretation`."""
