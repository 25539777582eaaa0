"""What goes over the wire of an upload and a download, seen by a recorder: neither the key nor any text of the session."""
import os
import socket
import struct
import tempfile
import threading
import time

from .server import Server
from .trial import Home

MARKER = "the quick brown marker of this capture"


class Sniffer:
    """Keeps all that goes to and from a TCP port of the loopback interface (packet(7)); needs root."""

    def __init__(self, port):
        self.port = port
        self.flows = {}
        self.packets = 0
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0003))
        self.socket.setsockopt(socket.SOL_SOCKET, 33, 64 << 20)  # SO_RCVBUFFORCE
        self.socket.bind(("lo", 0))
        self.socket.settimeout(0.2)
        self.is_open = True
        self.thread = threading.Thread(target=self._read)
        self.thread.start()

    def _read(self):
        while True:
            try:
                frame, address = self.socket.recvfrom(1 << 17)
            except socket.timeout:
                if not self.is_open:
                    return
                continue
            # Each packet is seen twice on this interface: as it goes out (PACKET_OUTGOING) and comes in.
            if address[2] == 4 or frame[12:14] != b"\x08\x00" or frame[23] != 6:
                continue
            start = 14 + (frame[14] & 15) * 4
            source, target = struct.unpack("!HH", frame[start:start + 4])
            if self.port in (source, target):
                self.packets += 1
                payload = frame[start + (frame[start + 12] >> 4) * 4:]
                self.flows.setdefault((source, target), bytearray()).extend(payload)

    def close(self):
        time.sleep(0.3)
        self.is_open = False
        self.thread.join()
        self.socket.close()
        return b"\n".join(bytes(flow) for flow in self.flows.values())


class Recorder:
    """A relay in front of a port that keeps what it relays, where packets cannot be captured."""

    def __init__(self, port):
        self.target = port
        self.kept = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _ = self.socket.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            for source, sink in ((near, far), (far, near)):
                kept = bytearray()
                self.kept.append(kept)
                threading.Thread(target=self._relay, args=(source, sink, kept), daemon=True).start()

    @staticmethod
    def _relay(source, sink, kept):
        try:
            while data := source.recv(1 << 16):
                kept.extend(data)
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def close(self):
        self.socket.close()
        return b"\n".join(bytes(flow) for flow in self.kept)


def capture(program, session):
    """Shares `session` and clones it, and searches all that was seen on the wire."""
    server = Server()
    is_root = hasattr(socket, "AF_PACKET") and os.geteuid() == 0
    try:
        recorder = Sniffer(server.port) if is_root else Recorder(server.port)
    except PermissionError:
        is_root, recorder = False, Recorder(server.port)
    with tempfile.TemporaryDirectory() as folder:
        # Without root the relay is the store, whose links name its own port.
        if not is_root:
            server.url = f"http://127.0.0.1:{recorder.port}"
        home = Home(program, folder, server.url)
        (home.folder / "work/session.jsonl").write_text(session)
        status, out, err = home.run("export", str(home.folder / "work/session.jsonl"), "--upload", "--yes")
        assert status == 0, err
        link = out.decode().strip().strip("'")
        key = link.split("#")[1]
        status, out, err = home.run("clone", "-", "--allow-http", "--yes", given=link.encode())
        assert status == 0, err
        seen = recorder.close()
        server.close()
        assert MARKER in session
        for what, text in [("the key", key), ("a part of the key", key[16:40]), ("text of the session", MARKER),
                           ("text of the session", "quick brown"), ("a '#'", "session.age#"),
                           ("a member of the bundle", "total_messages")]:
            assert text.lower().encode() not in seen.lower(), f"{what} was on the wire"
        # What must be there was seen, so that the search is not of nothing.
        assert seen.count(b"age-encryption.org/v1\n") == 2 and b"POST / HTTP/1.1" in seen and b"GET /" in seen
        way = f"{recorder.packets} packets" if is_root else "a recording relay"
        return f"capture: {len(seen)} bytes of {way}, neither the key nor text of the session"
