"""The Wyoming service: recognition and conversations for Home Assistant and satellites.

The only place with asyncio. Names without a package (`wyoming.asr`) are the protocol's own library.
"""
