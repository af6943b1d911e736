"""Lantern as a skill of OpenVoiceOS, which loads `skill` by the entry point `opm.skill`."""
