"""Stand-ins for services that cannot be installed here, after what their documentation and server software say."""
import email
import email.policy
import http.server
import json
import secrets
import threading
import time

DAY = 86_400_000


class Service(http.server.ThreadingHTTPServer):
    """A server on the loopback interface with its files in memory."""

    daemon_threads = True

    def __init__(self, handler):
        super().__init__(("127.0.0.1", 0), handler)
        self.files = {}
        self.heads = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(http.server.BaseHTTPRequestHandler):
    """What all of them do alike."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def body(self):
        self.server.heads.append(f"{self.requestline}\n{self.headers}")
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, status, body=b"", **headers):
        body = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def form(self):
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = email.message_from_bytes(head + self.body(), policy=email.policy.HTTP)
        return {part.get_param("name", header="content-disposition"):
                (part.get_filename(), part.get_payload(decode=True)) for part in parts.iter_parts()}

    def do_GET(self):
        self.body()
        file = self.server.files.get(self.path.partition("?")[0])
        if file is None:
            self.answer(404, "404 Not Found\n")
        else:
            self.answer(200, file["bytes"], **file.get("headers", {}))

    do_HEAD = do_GET


class X0(Handler):
    """x0.at (Rouji/single_php_filehost)."""

    def do_POST(self):
        fields = self.form()
        if not fields.get("file", (None,))[0]:
            return self.answer(200, "<!DOCTYPE html><html></html>\n", Content_Type="text/html")
        path = "/" + secrets.token_urlsafe(24)[:int(fields.get("id_length", (None, b"3"))[1])] + ".age"
        self.server.files[path] = {"bytes": fields["file"][1]}
        return self.answer(200, self.server.url + path + "\n", Content_Type="text/html; charset=UTF-8")


class ZeroX0(Handler):
    """0x0.st (mia/0x0): tokens for new content, secret addresses, times in hours or milliseconds of the epoch."""

    def expiry(self, text, size):
        now = int(time.time() * 1000)
        longest = now + (30 * DAY + (30 - 365) * DAY * (size / (512 << 20) - 1) ** 3)
        if text is None:
            return longest
        number = int(text)
        return min(now + number * 3_600_000 if number < 1650460320000 else number, longest)

    def do_POST(self):
        fields = self.form()
        if self.path == "/":
            if "file" not in fields:
                return self.answer(400, "Segmentation fault\n")
            content = fields["file"][1]
            known = next((f for f in self.server.files.items() if f[1]["bytes"] == content), None)
            expires = self.expiry(fields.get("expires", (None, None))[1], len(content))
            headers = {"X_Expires": expires}
            if known:
                path = known[0]
            else:
                path = ("/s/" + secrets.token_urlsafe(16) if "secret" in fields else "/a") + "/b.age"
                headers["X_Token"] = token = secrets.token_urlsafe(16)
                self.server.files[path] = {"bytes": content, "token": token, "headers": {"X_Expires": expires}}
            return self.answer(200, self.server.url + path + "\n", Content_Type="text/html; charset=utf-8", **headers)
        file = self.server.files.get(self.path)
        if file is None:
            return self.answer(404, "Segmentation fault\n")
        if fields.get("token", (None, b""))[1].decode() != file["token"]:
            return self.answer(401, "rm: cannot remove: Permission denied\n")
        if "delete" in fields:
            del self.server.files[self.path]
            return self.answer(200)
        file["headers"]["X_Expires"] = self.expiry(fields["expires"][1], len(file["bytes"]))
        return self.answer(202)


class Transfer(Handler):
    """transfer.sh: PUT, the link in the answer, the address that deletes in a header."""

    def do_PUT(self):
        path = "/" + secrets.token_urlsafe(6) + self.path
        delete = path + "/" + secrets.token_urlsafe(8)
        self.server.files[path] = {"bytes": self.body(), "delete": delete, "days": self.headers.get("Max-Days")}
        self.answer(200, self.server.url + path, X_Url_Delete=self.server.url + delete)

    def do_DELETE(self):
        self.body()
        for path, file in list(self.server.files.items()):
            if file["delete"] == self.path:
                del self.server.files[path]
                return self.answer(200)
        return self.answer(404)


class Gist(Handler):
    """The gists of GitHub's REST API, with the token that the environment of a run names."""

    token = "gist-token-for-a-trial"

    def do_POST(self):
        content = json.loads(self.body())
        if self.headers.get("Authorization") != "Bearer " + self.token:
            return self.answer(401, json.dumps({"message": "Bad credentials"}))
        if content["public"] or self.path != "/gists":
            return self.answer(422, json.dumps({"message": "Validation Failed"}))
        (name, file), = content["files"].items()
        number = secrets.token_hex(16)
        path = f"/someone/{number}/raw/{secrets.token_hex(20)}/{name}"
        self.server.files[path] = {"bytes": file["content"].encode(), "id": number}
        return self.answer(201, json.dumps({"id": number, "files": {name: {"raw_url": self.server.url + path}}}))

    def do_DELETE(self):
        self.body()
        if self.headers.get("Authorization") != "Bearer " + self.token:
            return self.answer(404, json.dumps({"message": "Not Found"}))
        for path, file in list(self.server.files.items()):
            if self.path == "/gists/" + file["id"]:
                del self.server.files[path]
                return self.answer(204)
        return self.answer(404, json.dumps({"message": "Not Found"}))
