"""Requests with what botocore signs for them, odd ones above all.

    python signatures.py > Tests/BatonSharingTests/Signatures/botocore.jsonl

Needs botocore. Each line holds a request and botocore's canonical request and result, by a seed that does not change.
"""
import datetime
import json
import random
import sys
from unittest import mock

from botocore import auth, awsrequest, credentials, utils

PARTS = ["a", "Zz", "0", "-", "_", ".", "~", " ", "+", "=", "&", "?", "#", "%", "%41", "'", "(", ")", "*", "!", "@", ":",
         ";", ",", "$", "\\", "\"", "<", ">", "[", "]", "{", "}", "|", "^", "`", "é", "ü", "日本", "\U0001F511", "//", "/"]
HOSTS = [("https", "bucket.s3.eu-central-1.amazonaws.com"), ("https", "s3.example.org"), ("http", "127.0.0.1:9000"),
         ("https", "minio.example.org:8443")]
TIME = datetime.datetime(2026, 2, 28, 10, 30, 15)


def odd(source, most):
    return "".join(source.choice(PARTS) for _ in range(source.randint(1, most)))


def cases(count=120, seed=7):
    source = random.Random(seed)
    for number in range(count):
        scheme, host = source.choice(HOSTS)
        key = odd(source, 12).lstrip("/") or "a"
        query = [[odd(source, 3), source.choice(["", odd(source, 4)])] for _ in range(source.randint(0, 4))]
        query += source.choice([[], [["uploads", ""]], [["partNumber", "10"], ["uploadId", odd(source, 6)]]])
        query = list({name: [name, value] for name, value in query}.values())
        headers = source.choice([[], [["content-type", "application/octet-stream"]],
                                 [["content-type", "text/plain;  charset=utf-8"], ["x-amz-meta-a", "b  c"]]])
        token = source.choice([None, None, "FQoDYXdz+/token=="])
        payload = source.choice(["UNSIGNED-PAYLOAD", "%064x" % source.getrandbits(256)])
        yield {"signs": "query" if number % 3 == 2 else "headers", "method": source.choice(["GET", "PUT", "POST", "DELETE"]),
               "scheme": scheme, "host": host, "key": key, "query": query, "headers": headers, "token": token,
               "payload": payload, "access_key": "AKIDEXAMPLE", "secret_key": "wJalr+XUtnFEMI/K7MDENG=bPxRfiCYEXAMPLEKEY",
               "region": source.choice(["us-east-1", "eu-central-1"])}


class Recorded:
    """Mixed into botocore's signers: the payload is given, the canonical request is kept."""

    def payload(self, request):
        return request.context["payload"]

    def canonical_request(self, request):
        self.canonical = super().canonical_request(request)
        return self.canonical


class Headers(Recorded, auth.S3SigV4Auth):
    pass


class Query(Recorded, auth.S3SigV4QueryAuth):
    def payload(self, request):
        return "UNSIGNED-PAYLOAD"


def signed(case):
    path = utils.percent_encode(case["key"], safe="/~")
    request = awsrequest.AWSRequest(
        method=case["method"], url=f"{case['scheme']}://{case['host']}/{path}",
        headers=dict(case["headers"]) if case["signs"] == "headers" else {}, params=dict(map(tuple, case["query"])))
    request.context["payload"] = case["payload"]
    keys = credentials.Credentials(case["access_key"], case["secret_key"], case["token"])
    kind = Headers if case["signs"] == "headers" else Query
    more = {} if kind is Headers else {"expires": 604800}
    signer = kind(keys, "s3", case["region"], **more)
    with mock.patch("botocore.auth.get_current_datetime", return_value=TIME):
        signer.add_auth(request)
    case["path"] = "/" + path
    case["canonical"] = signer.canonical
    case["result"] = request.headers["Authorization"] if kind is Headers else request.url.partition("X-Amz-Signature=")[2]
    return case


def lines():
    return [json.dumps(signed(case), ensure_ascii=True) for case in cases()]


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines()) + "\n")
