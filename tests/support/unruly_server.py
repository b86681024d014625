# unruly_server -- an HTTP server on loopback that serves files well or badly, by the address.
"""/MANNER/PATH is the file PATH of the server's folder, served in that manner (see MANNERS)."""

import http.server
import pathlib
import re
import threading
import time


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.close_connection = True
        path = re.sub(r"^http://[^/]*", "", self.path)  # a proxy is sent the whole address
        self.server.requests.append((path, self.headers.get("Range")))
        manner, _, name = path.lstrip("/").partition("/")
        file = self.server.folder / name
        if manner not in MANNERS or not file.is_file():
            self.send_error(404)
            return
        try:
            MANNERS[manner](self, file.read_bytes(), name)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def head(self, status, length, **fields):
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for field, value in fields.items():
            self.send_header(field.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()

    def begin(self, data):
        """Answers a request for all or the rest of the bytes; returns those to be sent."""
        start = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        first = int(start.group(1)) if start else 0
        if first == 0:
            self.head(200, len(data))
        elif first >= len(data):
            self.head(416, 0, Content_Range=f"bytes */{len(data)}")
            return b""
        else:
            self.head(206, len(data) - first,
                      Content_Range=f"bytes {first}-{len(data) - 1}/{len(data)}")
        return data[first:]


def good(handler, data, _):
    handler.wfile.write(handler.begin(data))


def drop(handler, data, _):
    """Breaks off after a third of the file."""
    handler.wfile.write(handler.begin(data)[: max(1, len(data) // 3)])


def drop_at_once(handler, data, _):
    handler.begin(data)


def no_range(handler, data, _):
    handler.head(200, len(data))
    handler.wfile.write(data)


def wrong_range(handler, data, _):
    """Says 206 and gives another part of the file than was asked for."""
    if "Range" not in handler.headers:
        return good(handler, data, _)
    handler.head(206, len(data), Content_Range=f"bytes 0-{len(data) - 1}/{len(data)}")
    handler.wfile.write(data)


def wrong(handler, data, _):
    handler.wfile.write(handler.begin(bytes(len(data))))


def page(handler, *_):
    """What a network that wants a login says to everything."""
    text = b"<html>log in first</html>"
    handler.head(200, len(text))
    handler.wfile.write(text)


def says_less(handler, data, _):
    handler.head(200, len(data) // 2)
    handler.wfile.write(data)


def says_more(handler, data, _):
    handler.head(200, 2 * len(data))
    handler.wfile.write(data)


def endless(handler, data, _):
    handler.head(200, None)
    while True:
        handler.wfile.write(data)


def moved(handler, _, name):
    handler.head(302, 0, Location=f"/good/{name}")


def moved_round(handler, _, name):
    handler.head(302, 0, Location=f"/moved_round/{name}")


def moved_to_file(handler, *_):
    handler.head(302, 0, Location="file:///etc/passwd")


def error(handler, *_):
    handler.head(500, 0)


def stall(handler, data, _):
    """Sends a third and then nothing, for as long as anybody listens; nothing of the rest."""
    rest = handler.begin(data)
    if len(rest) == len(data):
        handler.wfile.write(rest[: len(data) // 3])
    handler.wfile.flush()
    handler.server.stalled.set()
    handler.server.over.wait(60)


def slow(handler, data, _):
    """Steady, over most of a second."""
    rest = handler.begin(data)
    for begin in range(0, len(rest), 10000):
        handler.wfile.write(rest[begin:begin + 10000])
        time.sleep(0.02)


MANNERS = {manner.__name__: manner for manner in
           (good, drop, drop_at_once, no_range, wrong_range, wrong, page, says_less, says_more,
            endless, moved, moved_round, moved_to_file, error, stall, slow)}


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = pathlib.Path(folder)
        self.requests = []
        self.stalled = threading.Event()
        self.over = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def address(self, manner):
        return f"http://127.0.0.1:{self.server_port}/{manner}"
