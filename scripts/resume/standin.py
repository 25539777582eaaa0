"""A stand-in of the Messages API on the loopback interface, which answers one sentence and keeps what it was asked."""
import http.server
import json
import threading
import urllib.parse

ANSWER = "The stand-in answers."


class StandIn(http.server.ThreadingHTTPServer):
    """Serves until it is closed; `requests` are the bodies of POST /v1/messages in the order in which they came.

    It is also named as the proxy, so that an attempt to reach another machine is refused here.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests, self.lock = [], threading.Lock()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def handle_error(self, request, address):
        """A client that went away is no news."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urllib.parse.urlsplit(self.path).path
        if path == "/v1/messages":
            asked = json.loads(body)
            with self.server.lock:
                self.server.requests.append(asked)
            message = answer(asked.get("model"))
            if asked.get("stream"):
                self.reply(200, "text/event-stream", b"".join(events(message)))
            else:
                self.reply_json(200, message)
        elif path == "/v1/messages/count_tokens":
            self.reply_json(200, {"input_tokens": max(1, len(body) // 4)})
        else:
            self.refuse()

    def do_GET(self):
        self.refuse()

    do_HEAD = do_CONNECT = do_GET

    def refuse(self):
        error = {"type": "error", "error": {"type": "not_found_error", "message": "not here"}}
        self.close_connection = True
        self.reply_json(404, error)

    def reply_json(self, status, value):
        self.reply(status, "application/json", json.dumps(value).encode())

    def reply(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


def answer(model):
    """A whole message, as the API returns it when it does not stream."""
    return {
        "id": "msg_01StandIn", "type": "message", "role": "assistant", "model": model or "claude-sonnet-4-5",
        "content": [{"type": "text", "text": ANSWER}], "stop_reason": "end_turn", "stop_sequence": None,
        "usage": {"input_tokens": 10, "output_tokens": 5, "cache_read_input_tokens": 0,
                  "cache_creation_input_tokens": 0},
    }


def events(message):
    """The same message as server-sent events."""
    start = message | {"content": [], "stop_reason": None}
    (block,) = message["content"]
    for event in (
        {"type": "message_start", "message": start},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": block["text"]}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None},
         "usage": {"output_tokens": 5}},
        {"type": "message_stop"},
    ):
        yield f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()
