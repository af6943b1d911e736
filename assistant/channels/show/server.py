"""The web server of the page: a few files, one stream of what is shown, and what is given.

Nothing is sent to a stranger but the empty page. A token, which only a script of the page itself
can send, lets a device see the conversation; there are no cookies, so no other page can act in its
name. A request is answered only under the address it came to.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import ipaddress
import re
import socket
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as AsgiMessage

from assistant.channels.show.access import Access
from assistant.channels.show.screen import Input, Message, Screen
from assistant.channels.show.view import Look, Speaking, View
from assistant.errors import Trouble
from assistant.wording import Wording

FILES = Path(__file__).parent / "static"
MOST_BYTES = 16_000
"""Of one request; so long an answer takes a quarter of an hour to type."""
ALIVE = 15.0
"""Seconds after which a sign of life is sent, so that a page that is gone is noticed."""
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_PLACE = re.compile(r"\{\{([a-z_.]+)\}\}")
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class PageServer:
    """Serves the page in a thread of its own, until it is closed."""

    def __init__(
        self, screen: Screen, access: Access, wording: Wording, host: str, port: int
    ) -> None:
        """Reserve the port; 0 for any that is free. Raises `Trouble` where that is not possible."""
        self._screen = screen
        self._access = access
        self._wording = wording
        self._ending = threading.Event()
        self._socket = _listening(host, port)
        self.port: int = self._socket.getsockname()[1]
        routes = [
            Route("/", self._page),
            Route("/{name:str}", _file),
            Route("/stream", self._stream, methods=["POST"]),
            Route("/give", self._give, methods=["POST"]),
            Route("/open", self._open, methods=["POST"]),
            Route("/code", self._ask_for_code, methods=["POST"]),
            Route("/pair", self._pair, methods=["POST"]),
        ]
        config = uvicorn.Config(
            _Guard(Starlette(routes=routes)),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="none",
            http="h11",
            loop="asyncio",
            limit_concurrency=64,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def close(self) -> None:
        """End all streams and stop; waits until that is done."""
        self._ending.set()
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(timeout=3)
        self._socket.close()

    async def _page(self, request: Request) -> Response:
        source = (FILES / "page.html").read_text(encoding="utf-8")

        def word(place: re.Match[str]) -> str:
            if place[1] == "language":
                return self._wording.language
            return html.escape(self._wording.phrase(f"show.page.{place[1]}"))

        return Response(_PLACE.sub(word, source), media_type="text/html")

    async def _stream(self, request: Request) -> Response:
        device = self._device(request)
        if device is None:
            return _refusal(401)
        return StreamingResponse(self._messages(device), media_type="application/x-ndjson")

    async def _messages(self, device: str) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        waiting: asyncio.Queue[Message] = asyncio.Queue()

        def send(message: Message) -> None:
            with contextlib.suppress(RuntimeError):  # The server has stopped.
                loop.call_soon_threadsafe(waiting.put_nowait, message)

        self._screen.connect(device, send)
        quiet = 0.0
        try:
            while not self._ending.is_set():
                try:
                    message = await asyncio.wait_for(waiting.get(), 0.25)
                except TimeoutError:
                    quiet += 0.25
                    if quiet >= ALIVE:
                        quiet = 0.0
                        yield b"\n"
                    continue
                quiet = 0.0
                yield _line(message)
        finally:
            self._screen.disconnect(send)

    async def _give(self, request: Request) -> Response:
        device = self._device(request)
        if device is None:
            return _refusal(401)
        given = await _json(request)
        if given.get("kind") not in ("answer", "text", "escape", "look", "press"):
            return _refusal(400)
        late = given["kind"] in ("answer", "text") and given.get("turn") != self._screen.view.turn
        if late:
            return _refusal(409)
        look = None
        if given["kind"] == "look":
            try:
                look = msgspec.convert(given.get("look"), Look)
            except msgspec.ValidationError:
                return _refusal(400)
        value = str(given.get("value", ""))
        self._screen.put(Input(given["kind"], value, device, look))
        return Response(status_code=204)

    async def _open(self, request: Request) -> Response:
        given = await _json(request)
        return _let_in(self._access.open(str(given.get("key", ""))))

    async def _ask_for_code(self, request: Request) -> Response:
        return Response(status_code=204) if self._access.ask_for_code() else _refusal(429)

    async def _pair(self, request: Request) -> Response:
        given = await _json(request)
        return _let_in(self._access.pair(str(given.get("code", ""))))

    def _device(self, request: Request) -> str | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return self._access.device(token) if scheme == "Bearer" else None


class _Guard:
    """Refuses what does not come from the page itself, and gives every answer its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: AsgiMessage) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        if scope["type"] != "http":
            return
        wrong = _wrong(scope, Headers(scope=scope))
        answer = self._app if wrong == 0 else _refusal(wrong)
        await answer(scope, receive, with_headers)


def _wrong(scope: Scope, headers: Headers) -> int:
    """The status with which a request is refused; 0 for none."""
    host = headers.get("host", "")
    if host not in _names(scope.get("server")):
        return 421
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return 403
    if scope["method"] in ("GET", "HEAD"):
        return 0
    if headers.get("origin") != f"http://{host}":
        return 403
    if headers.get("content-type") != "application/json":
        return 415
    length = headers.get("content-length", "")
    return 0 if length.isdigit() and int(length) <= MOST_BYTES else 413


def _names(server: tuple[str, int] | None) -> tuple[str, ...]:
    """The hosts that name the address a request came to: no name of elsewhere, which may be
    made to lead here."""
    if server is None:
        return ()
    address, port = server
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ()
    ip = getattr(ip, "ipv4_mapped", None) or ip
    numbers = f"[{ip}]:{port}" if ip.version == 6 else f"{ip}:{port}"
    return (numbers, f"localhost:{port}") if ip.is_loopback else (numbers,)


async def _file(request: Request) -> Response:
    path = FILES / request.path_params["name"]
    if path.suffix not in _KINDS or path.parent != FILES or not path.is_file():
        return _refusal(404)
    return Response(path.read_bytes(), media_type=_KINDS[path.suffix])


async def _json(request: Request) -> dict[str, Any]:
    """What a request holds; empty where that is no JSON object."""
    try:
        given = msgspec.json.decode(await request.body())
    except msgspec.DecodeError:
        return {}
    return given if isinstance(given, dict) else {}


def _let_in(token: str | None) -> Response:
    return _refusal(403) if token is None else JSONResponse({"token": token})


def _refusal(status: int) -> Response:
    return Response(status_code=status)


def _line(message: Message) -> bytes:
    kinds: dict[type, str] = {View: "view", Speaking: "speaking"}
    kind = "quiet" if message is None else kinds[type(message)]
    return msgspec.json.encode({"kind": kind, kind: message}) + b"\n"


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(64)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", "") or str(error)
        raise Trouble("show.no_port", host=host, port=port, reason=reason) from error
    return made
