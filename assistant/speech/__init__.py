"""Speech: audio, recognizers, turn taking, voices and speech models.

Nothing heavy is imported here: `lantern --help` must stay quick, and the voice's child process
imports this package too.
"""
