"""Home Assistant finds Lantern on its network."""

import asyncio

import pytest

from assistant.channels.wyoming.discovery import KIND, address_of, announced

zeroconf = pytest.importorskip("zeroconf")


def test_announced_service_is_found_and_gone_afterwards():
    address = address_of("0.0.0.0")

    async def found():
        browser = zeroconf.Zeroconf(interfaces=[address])
        heard = asyncio.Queue()
        loop = asyncio.get_running_loop()

        class Listener(zeroconf.ServiceListener):
            def add_service(self, network, kind, name):
                loop.call_soon_threadsafe(heard.put_nowait, ("there", name))

            def remove_service(self, network, kind, name):
                loop.call_soon_threadsafe(heard.put_nowait, ("gone", name))

            def update_service(self, network, kind, name):
                pass

        try:
            zeroconf.ServiceBrowser(browser, KIND, Listener())
            async with announced(address, 10600) as told, asyncio.timeout(4):
                assert told
                how, name = await heard.get()
                info = await asyncio.to_thread(browser.get_service_info, KIND, name)
            async with asyncio.timeout(4):
                gone = await heard.get()
            return how, name, info.port, info.parsed_addresses(), gone
        finally:
            browser.close()

    try:
        how, name, port, addresses, gone = asyncio.run(found())
    except TimeoutError:
        pytest.skip("this machine passes on no multicast")
    assert (how, port, addresses) == ("there", 10600, [address])
    assert name.startswith("lantern-")
    assert gone == ("gone", name)
