"""Rows of keys that take several lines, whole and cut, and of cards and accounts."""
import base64
import json
import textwrap

from . import rows

LABELS = ["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "DSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK"]


def body(maker, label):
    """The lines of a block between its first and its last line."""
    size = maker.random.choice([120, 230, 600, 1190])
    data = maker.inventor.data(size)
    if label.startswith("OPENSSH"):
        data = b"openssh-key-v1\0\0\0\0\4none\0\0\0\4none\0\0\0\0\0\0\0\1" + data
    elif not label.startswith("PGP"):
        data = b"\x30\x82" + size.to_bytes(2, "big") + b"\x02\x01\x00" + data
    return textwrap.wrap(base64.b64encode(data).decode(), 70 if label.startswith("OPENSSH") else 64)


def pem(maker):
    label = maker.random.choice(LABELS)
    lines = body(maker, label)
    extra = []
    if label == "RSA PRIVATE KEY" and maker.random.random() < 0.3:
        extra = ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC," + maker.inventor.fill("{H:32}"), ""]
    if label.startswith("PGP"):
        extra, lines = ["Version: GnuPG v2", ""], lines + ["=" + maker.inventor.fill("{b:4}")]
    return lines, [f"-----BEGIN {label}-----", *extra, *lines, f"-----END {label}-----"]


DRESS = {
    "plain": "\n".join, "crlf": "\r\n".join, "numbered": lambda x: "\n".join(f"{i:6}\t{line}" for i, line in enumerate(x, 1)), "arrow": lambda x: "\n".join(f"{i:5}→{line}" for i, line in enumerate(x, 1)),
    "diff-new": lambda x: "\n".join("+" + line for line in x), "diff-old": lambda x: "\n".join("-" + line for line in x), "indent": lambda x: "key: |\n" + "\n".join("  " + line for line in x), "escaped": "\\n".join, "escaped-twice": "\\\\n".join, "env": lambda x: 'PRIVATE_KEY="' + "\\n".join(x) + '"',
    "grep": lambda x: "\n".join(f"key.pem:{i}:{line}" for i, line in enumerate(x, 1)), "quote": lambda x: "\n".join("> " + line for line in x), "comment": lambda x: "\n".join("# " + line for line in x), "fence": lambda x: "```\n" + "\n".join(x) + "\n```", "cut-end": lambda x: "\n".join(x[:-2]), "cut-ellipsis": lambda x: "\n".join(x[:-3]) + "\n... [truncated]",
    "one-line": " ".join, "python": lambda x: "\n".join(f'    "{line}\\n"' for line in x), "js": lambda x: " +\n".join(f"'{line}\\n'" for line in x), "colour": lambda x: "\n".join(f"\x1b[32m{line}\x1b[0m" for line in x), "timestamps": lambda x: "\n".join(f"2026-01-02T10:00:0{i % 10}Z {line}" for i, line in enumerate(x)), "heredoc": lambda x: "cat > k.pem <<EOF\n" + "\n".join(x) + "\nEOF",
    "json": lambda x: json.dumps({"key": "\n".join(x)}), "pipe": lambda x: "\n".join("| " + line for line in x), "spaced": lambda x: "\n\n".join(x), "go": lambda x: "`" + "\n".join(x) + "`", "java": lambda x: " +\n".join(f'"{line}\\n"' for line in x),
}


def block(maker, count):
    invent, random = maker.inventor, maker.random
    for number in range(count):
        match number % 10:
            case 0 | 1 | 2 | 3 | 4:
                lines, whole = pem(maker)
                dress = list(DRESS)[number * 7 % len(DRESS)] if number % 2 else random.choice(list(DRESS))
                text = DRESS[dress](whole)
                kept = [line for line in lines if line in text and len(line) > 8]
                yield maker.row("block", "pem-" + dress, text, kept, context=whole[0], depth=1 if dress.startswith("escaped") else None)
            case 5:
                lines = body(maker, "PRIVATE KEY")
                pem_text = "-----BEGIN PRIVATE KEY-----\n" + "\n".join(lines) + "\n-----END PRIVATE KEY-----\n"
                account = {"type": "service_account", "project_id": "acme-1", "private_key_id": invent.fill("{h:40}"), "private_key": pem_text, "client_email": "x@acme-1.iam.gserviceaccount.com", "client_id": invent.fill("{d:21}")}
                indent = random.choice([2, None])
                yield maker.row("block", "gcp", json.dumps(account, indent=indent), [line for line in lines if len(line) > 8], context=str(indent))
            case 6:
                key = {"kty": "RSA", "kid": "k1", "n": invent.fill("{u:342}"), "e": "AQAB", "d": invent.fill("{u:342}"), "p": invent.fill("{u:171}"), "q": invent.fill("{u:171}")}
                if random.random() < 0.5:
                    key = {"kty": random.choice(["EC", "OKP"]), "crv": "P-256", "x": invent.fill("{u:43}"), "y": invent.fill("{u:43}"), "d": invent.fill("{u:43}")}
                elif random.random() < 0.4:
                    key = {"kty": "oct", "k": invent.fill("{u:43}"), "alg": "HS256"}
                secrets = [key[name] for name in ("d", "p", "q", "k") if name in key]
                yield maker.row("block", "jwk-" + key["kty"], json.dumps(key, indent=random.choice([2, None])), secrets)
            case 7:
                public, private = textwrap.wrap(invent.base64(200), 64), textwrap.wrap(invent.base64(440), 64)
                text = "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: rsa-key\nPublic-Lines: %d\n%s\nPrivate-Lines: %d\n%s\nPrivate-MAC: %s" % (len(public), "\n".join(public), len(private), "\n".join(private), invent.fill("{h:64}"))
                yield maker.row("block", "putty", text, [line for line in private if len(line) > 8])
            case 8:
                lines, whole = pem(maker)
                coded = base64.b64encode("\n".join(whole).encode()).decode()
                dress = random.choice(["KEY_BASE64=%s", "%s", "tls.key: %s", "echo %s | base64 -d > k.pem", "client-key-data: %s", "\"%s\""])
                yield maker.row("block", "pem-base64", dress % coded, coded, context=dress)
            case 9:
                lines = body(maker, "RSA PRIVATE KEY")
                start = random.randint(1, max(1, len(lines) - 4))
                tail = [*lines[start:], "-----END RSA PRIVATE KEY-----"]
                if random.random() < 0.5 and len(tail) > 3:
                    yield maker.row("block", "pem-tail", "\n".join(tail), [line for line in tail[:-1] if len(line) > 8])
                else:
                    half = len(lines) // 2
                    first = maker.carrier.carry("-----BEGIN RSA PRIVATE KEY-----\n" + "\n".join(lines[:half]), "result")
                    yield rows.Row("block", "pem-head", [first], [line for line in lines[:half] if len(line) > 8])


NETWORKS = {"visa": ("4", 16), "mastercard": ("53", 16), "mastercard-2": ("2221", 16), "amex": ("37", 15), "discover": ("6011", 16), "diners": ("36", 14), "jcb": ("3530", 16), "unionpay": ("6212", 16), "visa-19": ("4", 19)}
ACCOUNTS = {"DE": "{d:18}", "GB": "NWBK{d:14}", "FR": "{d:10}{U:11}{d:2}", "NL": "ABNA{d:10}", "ES": "{d:20}", "CH": "{d:17}", "AT": "{d:16}", "BE": "{d:12}", "PL": "{d:24}", "IT": "X{d:22}"}
CARD_TEXT = ["card: %s", "Kreditkarte %s", "%s", "charge %s please", "\"number\": \"%s\"", "{\"card_number\":\"%s\",\"cvc\":\"123\"}", "pan=%s&exp=0128", "| %s | 12/27 |", "cc %s, exp 04/29", "INSERT INTO cards VALUES ('%s', '12/28');", "Visa %s.", "(%s)", "4111? no: `%s`", "paid with %s yesterday", "    12\tcard %s", "card_number: %s\nexp: 12/29"]
IBAN_TEXT = ["IBAN: %s", "transfer to %s please", "iban=%s", "\"iban\": \"%s\"", "%s", "| %s |", "Konto %s.", "pay into `%s`"]


def card(maker, count):
    for _ in range(count):
        invent, random = maker.inventor, maker.random
        network = random.choice(list(NETWORKS))
        prefix, length = NETWORKS[network]
        value = invent.luhn(prefix, length)
        form = random.choice(["plain", "spaced", "hyphens"])
        if form != "plain":
            gap = " " if form == "spaced" else "-"
            value = gap.join([value[:4], value[4:10], value[10:]] if length in (14, 15) else textwrap.wrap(value, 4))
        yield maker.row("card", network, random.choice(CARD_TEXT) % value, value, context=form)


def iban(maker, count):
    for _ in range(count):
        country = maker.random.choice(list(ACCOUNTS))
        value = maker.inventor.iban(country, ACCOUNTS[country])
        if maker.random.random() < 0.5:
            value = " ".join(textwrap.wrap(value, 4))
        yield maker.row("iban", country, maker.random.choice(IBAN_TEXT) % value, value, context=country)
