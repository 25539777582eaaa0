"""Rows of tokens known by their form: prefixes, JWT and PASETO, odd places."""
from . import invent, rows, vendors

NAMED = ["{N}_API_KEY=%s", "{n}_api_key: %s", "\"{n}Token\": \"%s\"", "export {N}_TOKEN='%s'", "const {n}ApiKey = \"%s\";", "{n}_secret = \"%s\"",
         "{N}_SECRET_KEY: \"%s\"", "--{n}-api-key %s", "x-{n}-api-key: %s"]


def prefix(maker, count):
    """Every vendor in turn, in surroundings of any kind."""
    for number in range(count):
        name, template = vendors.VENDORS[number % len(vendors.VENDORS)]
        maker.inventor.good = number // len(vendors.VENDORS) % 2 == 0
        secret = maker.inventor.fill(template)
        if name in vendors.NAMED:
            text = maker.random.choice(NAMED).replace("{N}", name.upper().replace("-", "_")).replace("{n}", name.split("-")[0])
            yield maker.row("prefix", name, text % secret, secret, context="named")
        else:
            yield maker.bare("prefix", name, secret)


def jwt(maker, count):
    for number in range(count):
        invent, random = maker.inventor, maker.random
        match number % 6:
            case 0:
                sub, secret = "jwt", invent.jwt()
            case 1:
                claims = {"iss": "https://acme.eu.auth0.com/", "sub": "auth0|" + invent.fill("{h:24}"), "aud": ["https://api"], "scope": "a b",
                          "iat": random.randint(16 * 10**8, 17 * 10**8), "exp": random.randint(17 * 10**8, 18 * 10**8)}
                sub, secret = "jwt-long", invent.jwt(claims)
            case 2:
                sub, secret = "paseto", invent.fill(random.choice(["v2.local.{u:140}", "v4.public.{u:180}", "v4.local.{u:120}.{u:40}"]))
            case 3:
                sub, secret = "supabase-service", invent.jwt({"iss": "supabase", "ref": invent.fill("{a:20}"), "role": "service_role",
                                                              "iat": 1700000000, "exp": 2015000000}, "HS256")
            case 4:
                sub, secret = "jwt-cookie", invent.jwt()
                yield maker.row("jwt", sub, f"Cookie: theme=dark; session={secret}; lang=en", secret, context="cookie")
                continue
            case 5:
                sub = "jwe"
                secret = ".".join([invent.coded({"alg": "dir", "enc": "A256GCM"}), "", invent.fill("{u:16}"), invent.fill("{u:120}"), invent.fill("{u:22}")])
        yield maker.bare("jwt", sub, secret)


def places(maker, count):
    """Tokens where one hardly looks: names of keys, branches, files, titles."""
    for number in range(count):
        place = rows.records.ODD_PLACES[number % len(rows.records.ODD_PLACES)]
        name, secret = vendors.token(maker.inventor)
        if "/" in secret or "$" in secret:
            continue
        record = maker.carrier.carry(secret if place in ("key", "branch", "cwd") else f"tmp-{secret}" if place == "file-path" else f"try {secret} now", place)
        yield rows.Row("prefix", "odd-place", [record], [secret], tags={"context": name, "place": place})
