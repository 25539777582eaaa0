"""moto's server with what it lacks: it checks the signatures of headers, but fails on those in links.

    python s3_server.py PORT

A request with `X-Amz-Signature` in its query is checked here, by signing the same request with botocore, and then handed on
as one that is signed in its headers. `POST /trial-keys` with `ID SECRET` names the key.
"""
import datetime
import sys
import urllib.parse
from unittest import mock

from botocore import auth, awsrequest, credentials
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

FORM = "%Y%m%dT%H%M%SZ"


class Links:
    """A WSGI application in front of another."""

    def __init__(self, inner):
        self.inner, self.keys = inner, {}

    def __call__(self, environ, start):
        if environ["PATH_INFO"] == "/trial-keys":
            name, secret = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode().split()
            self.keys[name] = secret
            return self.answer(start, "200 OK", "")
        query = urllib.parse.parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        given = dict(query)
        if "X-Amz-Signature" not in given:
            return self.inner(environ, start)
        name, _, region = given["X-Amz-Credential"].split("/")[:3]
        time = datetime.datetime.strptime(given["X-Amz-Date"], FORM)
        seconds = int(given["X-Amz-Expires"])
        keys = credentials.Credentials(name, self.keys[name], given.get("X-Amz-Security-Token"))
        path = environ.get("REQUEST_URI", environ.get("RAW_URI")).partition("?")[0]
        url = f"http://{environ['HTTP_HOST']}{path}"

        def request():
            rest = [(name, value) for name, value in query if not name.startswith("X-Amz-")]
            return awsrequest.AWSRequest(method=environ["REQUEST_METHOD"], url=url, params=dict(rest))

        signed = request()
        with mock.patch("botocore.auth.get_current_datetime", return_value=time):
            auth.S3SigV4QueryAuth(keys, "s3", region, expires=seconds).add_auth(signed)
        if signed.url.partition("X-Amz-Signature=")[2] != given["X-Amz-Signature"]:
            return self.answer(start, "403 Forbidden", "<Error><Code>SignatureDoesNotMatch</Code></Error>")
        age = datetime.datetime.utcnow() - time
        if not 0 < seconds <= 604800 or age > datetime.timedelta(seconds=seconds):
            return self.answer(start, "403 Forbidden", "<Error><Code>AccessDenied</Code></Error>")
        again = request()
        auth.S3SigV4Auth(keys, "s3", region).add_auth(again)
        for header, value in again.headers.items():
            environ["HTTP_" + header.upper().replace("-", "_")] = value
        environ["QUERY_STRING"] = ""
        return self.inner(environ, start)

    @staticmethod
    def answer(start, status, body):
        start(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
        return [body.encode()]


if __name__ == "__main__":
    run_simple("127.0.0.1", int(sys.argv[1]), Links(DomainDispatcherApplication(create_backend_app)), threaded=True)
