"""Values that look like secrets or like harmless identifiers: made up, seeded, with right or wrong check digits."""
import base64
import hashlib
import json
import re
import string
import zlib

WORD = string.ascii_letters + string.digits
CLASSES = {
    "d": string.digits, "h": "0123456789abcdef", "H": "0123456789ABCDEF", "a": string.ascii_lowercase,
    "A": string.ascii_uppercase, "L": string.ascii_letters, "l": string.ascii_lowercase + string.digits,
    "U": string.ascii_uppercase + string.digits, "w": WORD, "b": WORD + "+/", "u": WORD + "-_",
    "3": string.ascii_uppercase + "234567", "8": "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
    "q": WORD + "~._-",
}
SLOT = re.compile(r"\{(\w+)(?::(\d+)(?:-(\d+))?)?\}")
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class Inventor:
    """A seeded source of values. A `good` one has right check digits, another one random ones."""

    def __init__(self, random):
        self.random, self.good = random, True

    def characters(self, alphabet, count):
        return "".join(self.random.choice(alphabet) for _ in range(count))

    def fill(self, template):
        """A template's `{w:20}` and the like replaced by characters of that class, `{uuid}` by the method's value."""
        def value(match):
            name, low, high = match.groups()
            if low is None:
                return getattr(self, name)()
            count = self.random.randint(int(low), int(high or low))
            text = self.characters(CLASSES[name], count)
            # A marker's first and last character is a word's, so that a run of the class has one reading.
            return text if name not in "uq" or count < 3 else self.characters(WORD, 1) + text[1:-1] + self.characters(WORD, 1)
        return SLOT.sub(value, template)

    def uuid(self):
        digits = self.characters(CLASSES["h"], 32)
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{self.random.choice('89ab')}{digits[17:20]}-{digits[20:]}"

    def data(self, count):
        return bytes(self.random.randrange(256) for _ in range(count))

    def base64(self, count):
        return base64.b64encode(self.data(count)).decode()

    def checked(self, right, alphabet):
        """Right check digits, or as many random ones."""
        return right if self.good else self.characters(alphabet, len(right))

    def crc62(self):
        """A body of 30 characters with a CRC32 in base62, as GitHub and npm write it."""
        body = self.characters(WORD, 30)
        number, digits = zlib.crc32(body.encode()), ""
        alphabet = string.digits + string.ascii_uppercase + string.ascii_lowercase
        for _ in range(6):
            number, rest = divmod(number, 62)
            digits = alphabet[rest] + digits
        return body + self.checked(digits, WORD)

    def atlassian(self, template, upper=True):
        """A body and the CRC32 of all before it, eight hexadecimal digits."""
        body = self.fill(template)
        digits = f"{zlib.crc32(body.rstrip('=').encode()):08x}"
        return body + (self.checked(digits, CLASSES["h"]).upper() if upper else self.checked(digits, CLASSES["h"]))

    def jira(self):
        return self.atlassian("ATATT3xFfGF0{u:171}=")

    def bitbucket_access(self):
        return self.atlassian("ATCTT3xFfGN0{u:171}=")

    def bitbucket_app(self):
        return self.atlassian("ATBB{w:24}")

    def glsa(self):
        body = "glsa_" + self.characters(WORD, 32)
        digits = zlib.crc32(body.encode()).to_bytes(4, "little").hex()
        return body + "_" + self.checked(digits, CLASSES["h"])

    def cloudflare(self):
        body = self.characters(WORD, 40)
        return body + self.checked(f"{zlib.crc32(body.encode()):08x}", CLASSES["h"])

    def age(self):
        """An age identity with a right bech32 checksum, or a random one."""
        words = [self.random.randrange(32) for _ in range(51)] + [self.random.choice([0, 16])]
        prefix = "age-secret-key-"
        values = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + words + [0] * 6
        check = 1
        for value in values:
            top = check >> 25
            check = (check & 0x1FFFFFF) << 5 ^ value
            for i, mask in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
                check ^= mask if top >> i & 1 else 0
        check ^= 1
        digits = "".join(BECH32[check >> 5 * (5 - i) & 31] for i in range(6))
        return (prefix + "1" + "".join(BECH32[w] for w in words) + self.checked(digits, BECH32)).upper()

    def base58check(self, payload):
        digest = hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
        # Without right check digits it is no more than letters: nobody could tell.
        data = payload + digest
        number, text = int.from_bytes(data, "big"), ""
        while number:
            number, rest = divmod(number, 58)
            text = CLASSES["8"][rest] + text
        return text

    def wif(self):
        return self.base58check(b"\x80" + self.data(32) + self.random.choice([b"", b"\x01"]))

    def xprv(self):
        payload = bytes.fromhex("0488ade4") + b"\x00" * 9 + self.data(32) + b"\x00" + self.data(32)
        return self.base58check(payload)

    def coded(self, value):
        """The base64url form of a value's JSON, without padding."""
        text = json.dumps(value, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(text).decode().rstrip("=")

    def jwt(self, claims=None, algorithm=None):
        algorithm = algorithm or self.random.choice(["HS256", "RS256", "ES256", "EdDSA", "HS512"])
        length = {"HS256": 32, "RS256": 256, "ES256": 64, "EdDSA": 64, "HS512": 64}[algorithm]
        header = self.random.choice([{"alg": algorithm, "typ": "JWT"}, {"typ": "JWT", "alg": algorithm},
                                     {"alg": algorithm, "kid": self.fill("{w:10}"), "typ": "JWT"}])
        claims = claims or {"sub": self.fill("{d:10}"), "name": "someone", "iat": self.random.randint(16 * 10**8, 18 * 10**8)}
        signature = base64.urlsafe_b64encode(self.data(length)).decode().rstrip("=")
        return f"{self.coded(header)}.{self.coded(claims)}.{signature}"

    def pypi(self):
        data = b"\x02\x01\x08pypi.org\x02$" + self.uuid().encode() + b"\x00\x02\x2c" + b'[2,"' + self.uuid().encode() + b'"]' \
            + b"\x00\x00\x06\x20" + self.data(32)
        return "pypi-" + base64.urlsafe_b64encode(data).decode().rstrip("=")

    def discord(self):
        number = base64.urlsafe_b64encode(self.characters("123456789", 18).encode()).decode().rstrip("=")
        return f"{number}.G{self.fill('{w:5}')}.{self.fill('{u:38}')}"

    def sentry(self):
        body = {"iat": self.random.randint(17 * 10**8, 18 * 10**8) + 0.5, "url": "https://sentry.io",
                "region_url": "https://us.sentry.io", "org": "acme"}
        text = base64.b64encode(json.dumps(body).encode()).decode()
        return f"sntrys_{text}_{base64.b64encode(self.data(32)).decode().rstrip('=')}"

    def grafana_cloud(self):
        body = {"o": self.fill("{d:6}"), "n": "build", "k": self.fill("{w:24}"), "m": {"r": "prod-eu"}}
        return "glc_" + base64.b64encode(json.dumps(body, separators=(",", ":")).encode()).decode()

    def grafana_old(self):
        body = {"k": self.fill("{w:32}"), "n": "build", "id": self.random.randint(1, 9)}
        return base64.b64encode(json.dumps(body, separators=(",", ":")).encode()).decode()

    def onepassword(self):
        body = {"signInAddress": "acme.1password.com", "userAuth": {"method": "SRPg-4096", "alg": "PBES2g-HS256",
                "iterations": 650000, "salt": self.fill("{u:22}")}, "email": self.fill("{l:12}") + "@1passwordserviceaccounts.com",
                "srpX": self.fill("{h:64}"), "muk": {"alg": "A256GCM", "k": self.fill("{u:43}")},
                "secretKey": self.fill("A3-{U:6}-{U:6}-{U:5}-{U:5}-{U:5}-{U:5}")}
        return "ops_" + self.coded(body)

    def bedrock(self):
        return "ABSK" + base64.b64encode(b"BedrockAPIKey-" + self.fill("{l:4}-at-{d:12}:").encode() + self.data(62)).decode()

    def mapbox(self):
        return f"sk.{self.coded({'u': self.fill('{l:8}'), 'a': self.fill('{l:25}')})}.{self.fill('{u:22}')}"

    def convex(self):
        return f"prod:happy-animal-{self.fill('{d:3}')}|{self.coded({'v2': self.fill('{h:48}')})}"

    def intercom(self):
        return base64.b64encode(b"tok:" + self.fill("{h:8}_{h:4}_{h:4}_{h:4}_{h:12}:1:0").encode()).decode()

    def luhn(self, prefix, length):
        body = prefix + self.characters(string.digits, length - len(prefix) - 1)
        total = 0
        for i, digit in enumerate(reversed(body)):
            number = int(digit) * (2 if i % 2 == 0 else 1)
            total += number - 9 if number > 9 else number
        return body + str(-total % 10)

    def iban(self, country, template):
        body = self.fill(template)
        digits = "".join(str(int(c, 36)) for c in body + country + "00")
        return f"{country}{98 - int(digits) % 97:02}{body}"
