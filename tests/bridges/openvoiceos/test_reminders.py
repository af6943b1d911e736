"""A reminder at its hour, offered by the skill itself."""

from datetime import datetime, timedelta

from tests.bridges.openvoiceos.test_skill import welcome


def test_reminder_is_said_at_its_hour_and_answered(device, monkeypatch):
    welcome(device)
    device.say("talk to lantern")
    device.say("remind me in an hour to call the clinic")
    device.say("stop")
    later = datetime.now().astimezone() + timedelta(hours=1, minutes=1)
    monkeypatch.setattr(device.skill, "clock", lambda: later)
    device.skill.settings["aloud"] = True
    device.skill.handle_due()
    assert any("call the clinic" in text for text, _ in device._heard)
    assert "noted" in device.say("done")
    device._heard.clear()
    device.skill.handle_due()
    assert device._heard == []
