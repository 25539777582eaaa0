"""A service like x0.at on the loopback interface that fails as it is told, at any point of a transfer.

It notes what a client could rely on: which bodies came whole, which links were handed out whole.
"""
import random
import re
import socket
import struct
import threading
import time


class Fault:
    """What goes wrong with one request: a kind, and how far the transfer comes before."""

    def __init__(self, kind, at=0, status=0, retry_after=None):
        self.kind, self.at, self.status, self.retry_after = kind, at, status, retry_after

    def __repr__(self):
        more = "".join(f" {name}={value}" for name, value in [
            ("at", self.at), ("status", self.status), ("retry_after", self.retry_after)] if value)
        return f"<{self.kind}{more}>"


GOOD = Fault("good")
PAGE = b"<!DOCTYPE html><html><head><title>Filehost</title></head><body>hello</body></html>\n"


class Server:
    """Listens on a free port; `faults` is asked for the fault of each request by its number, from 0."""

    def __init__(self, faults=None, stall=40):
        self.faults = faults or (lambda number: GOOD)
        self.stall = stall
        self.lock = threading.Lock()
        self.requests = 0
        self.whole_bodies = 0
        self.files = {}
        self.links = []
        self.user_agents = set()
        self.targets = []
        self.ranges = 0
        self.etag = '"v1"'
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.socket.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            self._exchange(connection)
        except OSError:
            pass
        finally:
            connection.close()

    def _exchange(self, connection):
        with self.lock:
            number = self.requests
            self.requests += 1
        fault = self.faults(number)
        if fault.kind == "reset at once":
            return reset(connection)
        reader = Reader(connection, fault, self.stall)
        head = reader.head()
        if head is None:
            return
        method, target, headers = head
        with self.lock:
            self.user_agents.add(headers.get("user-agent", ""))
            self.targets.append(target)
        if method == "POST":
            self._upload(connection, reader, headers, fault)
        else:
            self._download(connection, re.sub(r"^http://[^/]*", "", target), headers, fault)

    def _upload(self, connection, reader, headers, fault):
        if headers.get("expect") and fault.kind != "refuse early":
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if fault.kind == "refuse early":
            connection.sendall(answer(fault.status or 413, b"Error 413: Max File Size (1MiB) Exceeded\n"))
            return time.sleep(0.2)
        body = reader.body(int(headers["content-length"]))
        if body is None:
            return
        content = file_of(body)
        with self.lock:
            self.whole_bodies += 1
        if fault.kind == "status":
            more = [("Retry-After", fault.retry_after)] if fault.retry_after else []
            return connection.sendall(answer(fault.status, b"no\n", more))
        if fault.kind == "page":
            return connection.sendall(answer(200, PAGE))
        name = "".join(random.Random(self.port * 1000003 + len(self.files)).choices(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", k=24)) + ".age"
        with self.lock:
            self.files[name] = content
        if fault.kind == "close behind":
            return
        if fault.kind == "reset behind":
            return reset(connection)
        if fault.kind == "silence behind":
            return time.sleep(self.stall)
        if fault.kind == "status behind":
            return connection.sendall(answer(fault.status, b"oops\n"))
        if fault.kind == "page behind":
            return connection.sendall(answer(200, PAGE))
        if fault.kind == "garbage behind":
            return connection.sendall(b"\0\1\2 no HTTP at all \n\n")
        if fault.kind == "another host":
            return connection.sendall(answer(200, b"https://elsewhere.example/abc\n"))
        link = f"{self.url}/{name}"
        whole = answer(200, (link + "\n").encode())
        if fault.kind == "cut answer":
            return connection.sendall(whole[: max(1, fault.at % len(whole))])
        connection.sendall(whole)
        with self.lock:
            self.links.append(link)

    def _download(self, connection, target, headers, fault):
        content = self.files.get(target.lstrip("/").split("?")[0])
        if content is None:
            return connection.sendall(answer(404, b"gone\n"))
        if fault.kind == "status":
            more = [("Retry-After", fault.retry_after)] if fault.retry_after else []
            return connection.sendall(answer(fault.status, b"no\n", more))
        if fault.kind == "page":
            return connection.sendall(answer(200, PAGE))
        start, status, more = 0, 200, [("ETag", self.etag)]
        asked = re.fullmatch(r"bytes=(\d+)-", headers.get("range", ""))
        if asked and fault.kind != "ignore range" and headers.get("if-range") == self.etag:
            start, status = int(asked[1]), 206
            with self.lock:
                self.ranges += 1
            if start >= len(content):
                return connection.sendall(answer(416, b""))
            shift = 1 if fault.kind == "wrong range" else 0
            more.append(("Content-Range", f"bytes {start + shift}-{len(content) - 1}/{len(content)}"))
        part = content[start:]
        if fault.kind == "changed":
            part = bytes(byte ^ 1 for byte in part)
            more[0] = ("ETag", '"v2"')
        whole = answer(status, part, more)
        if fault.kind in ("cut", "cut and reset"):
            connection.sendall(whole[: fault.at % len(whole)])
            return reset(connection) if fault.kind == "cut and reset" else None
        if fault.kind == "stall":
            connection.sendall(whole[: fault.at % len(whole)])
            return time.sleep(self.stall)
        if fault.kind == "slow":
            for place in range(0, len(whole), max(1, len(whole) // 20)):
                connection.sendall(whole[place:place + max(1, len(whole) // 20)])
                time.sleep(0.05)
            return
        if fault.kind == "no length":
            # The end of the connection is the end of the file, and it comes early.
            text = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
            return connection.sendall(text + part[: fault.at % max(1, len(part))])
        connection.sendall(whole)


class Reader:
    """Reads a request, and lets it down on the way where the fault says so."""

    def __init__(self, connection, fault, stall):
        self.connection, self.fault, self.stall = connection, fault, stall
        self.buffer = b""
        self.count = 0

    def more(self):
        if self.fault.kind in ("cut while sending", "reset while sending", "stall while sending"):
            left = self.fault.at - self.count
            if left <= 0:
                if self.fault.kind == "stall while sending":
                    time.sleep(self.stall)
                elif self.fault.kind == "reset while sending":
                    reset(self.connection)
                return False
            size = min(left, 65536)
        elif self.fault.kind == "slow while sending":
            time.sleep(0.01)
            size = 16384
        else:
            size = 1 << 18
        data = self.connection.recv(size)
        self.buffer += data
        self.count += len(data)
        return bool(data)

    def head(self):
        while b"\r\n\r\n" not in self.buffer:
            if len(self.buffer) > 1 << 16 or not self.more():
                return None
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ")
        return method, target, {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines[1:])}

    def body(self, length):
        while len(self.buffer) < length:
            if not self.more():
                return None
        return self.buffer[:length]


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def answer(status, body, headers=()):
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Content-Type: text/html", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def file_of(body):
    """The bytes of the field `file` of a form."""
    border = body.split(b"\r\n", 1)[0]
    for part in body.split(border)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        if b'name="file"' in head:
            return content[:-2]
    return None
