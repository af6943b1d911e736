"""How the tiny English model in `models/tiny-en` is made, from nothing but synthesized speech.

Two stages: `acoustic` (minutes, rarely) trains the network which tells phones apart; `graph`
(seconds, whenever Lantern's phrases change) says which words there are and how they are spoken.
"""
