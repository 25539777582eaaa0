"""Rows of secrets in another dress: encoded, cut in pieces, or repeated without their name."""
import base64
import json
from urllib.parse import quote

from . import rows, vendors, words


def coded(text):
    return base64.b64encode(text.encode()).decode()


def tokens(maker, low=20, high=120):
    """A token that needs no name, of one piece."""
    while True:
        name, value = vendors.token(maker.inventor)
        if low <= len(value) <= high and value.replace("_", "").replace("-", "").replace(".", "").isalnum():
            return name, value


def encoded(maker, count):
    random = maker.random
    for number in range(count):
        name, value = tokens(maker)
        match number % 20 // 2 if number % 20 != 18 else 0:
            case 0:
                secret = coded(value)
                text, sub = random.choice(["echo %s | base64 -d", "echo '%s' | base64 --decode | sh", "atob(\"%s\")", "base64.b64decode(\"%s\")", "Buffer.from('%s', 'base64')", "TOKEN_B64=%s", "printf %s|base64 -D"]) % secret, "base64"
            case 1:
                secret = coded(f"user:{value}")
                text, sub = f"Authorization: Basic {secret}", "base64-basic"
            case 2:
                secret = coded(json.dumps({"token": value, "user": "bob"}))
                text, sub = random.choice(["SERVICE_JSON_B64=%s", "echo %s | base64 -d | jq .", "config: %s"]) % secret, "base64-json"
            case 3:
                inner = random.choice(["token=%s&a=b", "https://x.example.com/?key=%s", "Bearer %s"]) % value
                text, secret, sub = "redirect=https%3A%2F%2Fx.example.com%2F%3Fa%3D1%26b%3D" + quote(inner, safe=""), value, "percent"
            case 4:
                text, secret, sub = json.dumps(json.dumps(json.dumps({"key": value, "x": [1, "a\nb"]}))), value, "json-thrice"
            case 5:
                text, secret, sub = f"auth\\u003d{value}\\u0026user\\u003dbob", value, "unicode-text"
            case 6:
                password = words.password(maker.inventor)[1]
                text = random.choice(["DB_PASSWORD\\u003d%s\\u0026x\\u003d1", "{\\u0022password\\u0022:\\u0022%s\\u0022}", "password%%3D%s%%26user%%3Dbob", "password&#61;%s&amp;x", "{&quot;password&quot;: &quot;%s&quot;}", "%%22password%%22%%3A%%22%s%%22"]) % password
                yield maker.row("encoded", "password-escaped", text, password, whole=True, context=text.replace(password, "%s"))
                continue
            case 7:
                row = maker.bare("encoded", "ascii-record", value)
                row.ascii = True
                yield row
                continue
            case 8:
                cut = random.randint(4, len(value) - 4)
                text, secret, sub = f"key: {value[:cut]}\\u{ord(value[cut]):04x}{value[cut + 1:]}", value[cut + 1:] if len(value) - cut > cut else value[:cut], "unicode-inside"
            case 9:
                secret = value.encode().hex()
                text, sub = random.choice(["echo %s | xxd -r -p", "bytes.fromhex(\"%s\").decode()"]) % secret, "hex"
        yield maker.row("encoded", sub, text, secret, context=name)


def record_escapes(maker, count):
    """Records whose JSON was written by another producer: every character may be an escape."""
    for _ in range(count):
        name, value = tokens(maker)
        yield rows.Row("encoded", "record-escapes", [maker.carrier.carry(f"my key={value} & <more>", "prompt")], [value], tags={"context": name}, markers=("& <more>",), ascii=True)


JOINS = {"python": '"{a}" + "{b}"', "python-implicit": '("{a}"\n    "{b}")', "js": "'{a}' + '{b}'", "js-lines": "'{a}' +\n  '{b}'", "java": '"{a}"\n        + "{b}"', "go": '"{a}" +\n\t"{b}"', "shell": "{a}\\\n{b}", "shell-quotes": '"{a}""{b}"', "c": '"{a}"\n"{b}"', "yaml-fold": '"{a}\\\n  {b}"', "php": "'{a}' . '{b}'", "vb": '"{a}" & _\n"{b}"', "python-backslash": '"{a}" \\\n    "{b}"', "template": "`{a}${''}{b}`"}
NAMES = ["key = %s", "const apiKey = %s;", "%s", "token: %s", "TOKEN=%s"]


def cut(maker, count):
    random = maker.random
    for number in range(count):
        name, value = tokens(maker)
        middle = random.randint(len(value) // 3, 2 * len(value) // 3)
        first, second = value[:middle], value[middle:]
        match number % 7:
            case 0:
                colour = random.choice(["\x1b[0m\x1b[31m", "\x1b[1m", "\x1b[01;31m\x1b[K", "\x1b[m\x1b[K", "\x1b[38;5;196m"])
                sub, text = "colour", f"key={first}{colour}{second}\x1b[0m done"
            case 1:
                size = random.randint(3, 8)
                sub, text = "grep-colour", f"\x1b[35m.env\x1b[m:TOKEN=\x1b[01;31m\x1b[K{value[:size]}\x1b[m\x1b[K{value[size:]}"
            case 2:
                at = random.randint(8, len(value) - 8)
                before = "the wrapped terminal shows the whole command, and then comes key="
                sub, text = "wrapped", f"{before[-(80 - at):]}{value[:at]}\n{value[at:]} is it"
            case 3 | 4:
                join = list(JOINS)[number // 7 % len(JOINS)]
                sub, text = "joined-" + join, random.choice(NAMES) % JOINS[join].replace("{a}", first).replace("{b}", second)
            case 5:
                where = random.choice(["answer", "result"])
                blocks = [{"type": "text", "text": f"the key is {first}"}, {"type": "text", "text": f"{second} and it works"}]
                record = maker.carrier.assistant(*blocks) if where == "answer" else maker.carrier.result(blocks)
                yield rows.Row("cut", "two-blocks", [record], [value], tags={"context": name, "place": where}, free=True)
                continue
            case 6:
                sub, text = "colour-each", "key=" + "".join(f"\x1b[3{i % 8}m{part}" for i, part in enumerate([first[:middle // 2], first[middle // 2:], second])) + "\x1b[0m"
        yield maker.row("cut", sub, text, value, context=name)


NAMED = ["DB_PASSWORD={}", "password: {}", "export API_SECRET='{}'", "the password is {}", "client_secret = \"{}\""]
BAREWORDS = ["so I tried {} again", "got \"{}\" back", "`{}` was refused", "value {}: wrong", "> {}", "({})", "{}", "curl -d 'a={}' http://x.test", "- {}\n- other", "echo {} | tool"]


def repeat(maker, count):
    invent, random, carrier = maker.inventor, maker.random, maker.carrier
    for number in range(count):
        strong = number % 2 == 0
        value = invent.fill("{w:24}") if strong else words.password(invent)[1]
        # A client secret is never a word; a password may be.
        named, bare = random.choice(NAMED if strong else [name for name in NAMED if "assword" in name or "PASSWORD" in name]).format(value), random.choice(BAREWORDS).format(value)
        match number % 5:
            case 0:
                records = [carrier.carry(f"{named}\nThen\n{bare}", maker.place())]
                sub = "same-text"
            case 1:
                records = [carrier.carry(named, "result"), carrier.carry(bare, maker.place())]
                sub = "later-record"
            case 2:
                records = [carrier.carry(bare, maker.place()), carrier.carry(named, "result")]
                sub = "earlier-record"
            case 3:
                blocks = [{"type": "text", "text": named}, {"type": "text", "text": bare}]
                records = [carrier.assistant(*blocks)]
                sub = "other-block"
            case 4:
                deep = json.dumps({"a": json.dumps({"b": bare})})
                records = [carrier.carry(named, "command"), carrier.carry(deep, "result")]
                sub = "escaped"
        yield rows.Row("repeat", sub + ("" if strong else "-weak"), records, [value], whole=True, tags={"context": named.replace(value, "%s"), "weak": str(not strong)})
