"""A small mail server that tells what it received, and can be made to stop in the middle."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes


class Postbox:
    """What arrived, by Message-ID, in its order; `before` and `after` are called around each."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.before: Callable[[int], None] = lambda _: None
        self.after: Callable[[int], None] = lambda _: None
        self.begun = 0
        self.port = 0

    def take(self, body: bytes) -> None:
        self.received.append(message_from_bytes(body)["Message-ID"])


@contextmanager
def opened() -> Iterator[Postbox]:
    box = Postbox()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            try:
                self.converse()
            except OSError:
                return

        def converse(self) -> None:
            self.wfile.write(b"220 here\r\n")
            for line in self.rfile:
                match line[:4].upper():
                    case b"DATA":
                        box.begun += 1
                        number = box.begun
                        box.before(number)
                        self.wfile.write(b"354 go on\r\n")
                        lines = iter(self.rfile.readline, b"")
                        body: list[bytes] = []
                        for part in lines:
                            if part == b".\r\n":
                                box.take(b"".join(body))
                                box.after(number)
                                break
                            body.append(part)
                        self.wfile.write(b"250 taken\r\n")
                    case b"QUIT":
                        self.wfile.write(b"221 bye\r\n")
                        return
                    case _:
                        self.wfile.write(b"250 yes\r\n")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Conversation) as server:
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield box
        finally:
            server.shutdown()
