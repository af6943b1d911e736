"""OpenVoiceOS in this process, where it is installed."""

import pytest

from tests.bridges.openvoiceos.device import SKILL, Device


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """An assistant with the skill loaded, and folders of its own for all it keeps."""
    pytest.importorskip("ovoscope", reason="OpenVoiceOS is not here; scripts/test --interop")
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        from ovoscope import get_minicroft

        croft = get_minicroft([SKILL], lang="en-US")
        yield croft
        croft.stop()


@pytest.fixture
def device(running, tmp_path, monkeypatch):
    """The device, with new journals."""
    settings = tmp_path / "settings.toml"
    settings.write_text(
        f'data = "{tmp_path}"\n[places."bedroom"]\nperson = "ben"\n', encoding="utf-8"
    )
    monkeypatch.setenv("LANTERN_SETTINGS", str(settings))
    device = Device(running, tmp_path / "journal")
    yield device
    device.close()
