"""Moonshine tiny: a small speech model that comes in a package, run with onnxruntime.

It reads whole sentences with punctuation, and closed answers by a search among the phrases. The
model is three files; `assistant.speech.models` fetches and finds them.
"""
