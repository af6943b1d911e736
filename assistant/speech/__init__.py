"""Speech: recognizers, voices, audio devices and recordings, and whose turn it is.

Nothing heavy is imported here: `lantern --help` must stay quick, and the voice's child process
imports this package too.
"""
