"""Rows of headers and of the files that tools keep their credentials in."""
import base64
import json
import re

from . import vendors, words


def coded(text):
    return base64.b64encode(text.encode()).decode()


def header(maker, count):
    invent, random = maker.inventor, maker.random
    dress = {"plain": "%s", "curl": "curl -H '%s' https://api.example.com/v1", "curl-double": "curl -X POST -H \"%s\" -d '{}' https://x.example.com", "http": "GET /v1 HTTP/1.1\r\nHost: x.example.com\r\n%s\r\nAccept: */*", "verbose": "> GET / HTTP/2\n> %s\n> accept: */*", "httpie": "http GET x.example.com '%s'", "js": "headers: { %q }", "python": "headers={%q}", "log": "2026-01-02 DEBUG request header %s", "numbered": "    9\t%s"}
    for number in range(count):
        name = random.choice(list(dress))
        match number % 6:
            case 0:
                user, secret = "bob:" + words.password(invent)[1], None
                secret = coded(user)
                sub, field, value = "basic", "Authorization", f"Basic {secret}"
            case 1:
                secret = invent.fill(random.choice(["{w:32}", "{u:40}", "{h:40}", "{u:86}", "{w:64}"]))
                sub, field, value = "bearer", random.choice(["Authorization", "authorization", "Proxy-Authorization"]), f"Bearer {secret}"
            case 2:
                secret = invent.fill(random.choice(["{h:32}", "{w:32}", "{u:43}"]))
                sub, field, value = "key-header", random.choice(["X-API-Key", "x-api-key", "api-key", "X-Auth-Token", "Ocp-Apim-Subscription-Key", "X-Vault-Token", "PRIVATE-TOKEN", "X-Shopify-Access-Token", "DD-API-KEY", "x-goog-api-key", "X-Amz-Security-Token", "apikey", "X-Access-Token", "X-Postmark-Server-Token", "X-Functions-Key", "X-Figma-Token", "xi-api-key", "X-Gitlab-Token", "X-CSRF-Token"]), secret
            case 3:
                secret = invent.fill(random.choice(["{w:32}", "{h:64}", "s%3A{u:32}.{w:43}", "{u:120}"]))
                key = random.choice(["sessionid", "connect.sid", "session", "_session_id", "auth_token", "PHPSESSID", "JSESSIONID", "laravel_session", "__Secure-next-auth.session-token", "remember_token", "access_token"])
                sub, field, value = "cookie", "Cookie", f"lang=en; {key}={secret}; theme=dark"
            case 4:
                secret = invent.fill(random.choice(["{w:32}", "{h:64}", "{u:86}"]))
                sub, field, value = "set-cookie", "Set-Cookie", f"{random.choice(['sid', 'session', 'auth', 'sessionid', 'token'])}={secret}; Path=/; HttpOnly; Secure"
            case 5:
                secret = invent.fill("{h:40}")
                sub, field, value = "token", "Authorization", f"{random.choice(['token', 'Token', 'ApiKey', 'SSWS', 'Bot', 'GenieKey', 'Key', 'Api-Token'])} {secret}"
        line = f"{field}: {value}"
        if name in ("js", "python"):
            quoted = value.replace('"', '\\"')
            core = dress[name].replace("%q", f"'{field}': \"{quoted}\"")
        else:
            core = dress[name] % line
        yield maker.row("header", sub, core, secret, context=f"{field} {name}")


def files(maker):
    """What a credential file looks like: a name, a text, its secrets, whether they are passwords."""
    invent, random = maker.inventor, maker.random
    _, password = words.password(invent)
    _, second = words.password(invent)
    key = invent.fill("{w:40}")
    vendor, token = vendors.token(invent)
    yield "netrc", f"machine api.example.com\n  login bob\n  password {password}\n", [password], True
    yield "netrc-line", f"machine github.com login bob password {password}", [password], True
    yield "pgpass", f"db.example.com:5432:shop:app:{password}\n", [password], True
    secret = invent.uuid()
    yield "npmrc-uuid", f"registry=https://registry.npmjs.org/\n//registry.npmjs.org/:_authToken={secret}\n", [secret], False
    yield "npmrc-auth", f"//npm.example.com/:_auth={coded('bob:' + second)}\nalways-auth=true\n", [coded("bob:" + second)], False
    yield "npmrc-password", f"//npm.example.com/:username=bob\n//npm.example.com/:_password={coded(second)}\n", [coded(second)], False
    auth = coded("bob:" + key)
    yield "docker", json.dumps({"auths": {"https://index.docker.io/v1/": {"auth": auth}}}, indent=2), [auth], False
    yield "docker-token", json.dumps({"auths": {"r.example.com": {"identitytoken": key}}}), [key], False
    client, certificate = invent.base64(600), invent.base64(300)
    yield "kubeconfig", f"users:\n- name: admin\n  user:\n    client-certificate-data: {coded('-----BEGIN CERTIFICATE-----' + certificate)}\n    client-key-data: {coded('-----BEGIN RSA PRIVATE KEY-----' + client)}\n", [coded("-----BEGIN RSA PRIVATE KEY-----" + client)], False
    yield "kubeconfig-token", f"users:\n- name: admin\n  user:\n    token: {key}\n", [key], False
    yield "k8s-secret", f"apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ntype: Opaque\ndata:\n  username: {coded('bob')}\n  password: {coded(password)}\n", [coded(password)], False
    yield "k8s-secret-string", f"kind: Secret\nstringData:\n  api-key: {key}\n", [key], False
    yield "k8s-secret-json", json.dumps({"kind": "Secret", "data": {"DB_PASSWORD": coded(password), "A": coded("x")}}), [coded(password)], False
    yield "k8s-secret-token", f"kind: Secret\ndata:\n  value: {coded(token)}\n", [coded(token)], False
    yield "git-credentials", f"https://bob:{key}@git.example.com\n", [key], False
    wire = invent.base64(32)
    yield "wireguard", f"[Interface]\nPrivateKey = {wire}\nAddress = 10.0.0.2/24\n[Peer]\nPublicKey = {invent.base64(32)}\n", [wire], False
    shared = invent.base64(32)
    yield "wireguard-psk", f"[Peer]\nPresharedKey = {shared}\nAllowedIPs = 0.0.0.0/0\n", [shared], False
    digest = invent.fill("$6${w:16}${w:86}")
    yield "shadow", f"root:{digest}:19700:0:99999:7:::\n", [digest[20:]], False
    digest = invent.fill("$2y$10${w:53}")
    yield "htpasswd", f"bob:{digest}\n", [digest[7:]], False
    digest = invent.fill("$y$j9T${w:22}${w:43}")
    yield "yescrypt", f"bob:{digest}:19700:0:99999:7:::", [digest[30:]], False
    secret = invent.fill("{b:40}")
    yield "aws-credentials", f"[default]\naws_access_key_id = {invent.fill('AKIA{3:16}')}\naws_secret_access_key = {secret}\n", [secret], False
    secret = invent.fill("{b:40}")
    yield "aws-json", json.dumps({"Credentials": {"AccessKeyId": invent.fill("ASIA{3:16}"), "SecretAccessKey": secret, "SessionToken": invent.fill("IQoJ{b:300}")}}, indent=4), [secret], False
    secret = invent.fill("{b:40}")
    yield "aws-csv", f"User name,Access key ID,Secret access key\nbob,{invent.fill('AKIA{3:16}')},{secret}\n", [secret], False
    yield "pypirc", f"[pypi]\nusername = bob\npassword = {password}\n", [password], True
    yield "my-cnf", f"[client]\nuser=root\npassword={password}\n", [password], True
    yield "gh-hosts", f"github.com:\n    user: bob\n    oauth_token: {invent.fill('gho_{crc62}')}\n", None, False
    yield "composer", json.dumps({"http-basic": {"repo.example.com": {"username": "bob", "password": password}}}), [password], True
    yield "maven", f"<server>\n  <id>r</id>\n  <username>bob</username>\n  <password>{password}</password>\n</server>", [password], True
    yield "gradle", f"signing.password={password}\nnexusPassword={second}\n", [password, second], True
    yield "nuget", f"<add key=\"ClearTextPassword\" value=\"{password}\" />", [password], True
    yield "cargo", f"[registry]\ntoken = \"{invent.fill('cio{w:32}')}\"\n", None, False
    yield "rclone", f"[box]\ntype = sftp\nuser = bob\npass = {invent.fill('{u:22}')}\n", None, False
    yield "terraform-rc", f"credentials \"app.terraform.io\" {{\n  token = \"{key}\"\n}}", [key], False
    refresh = invent.fill("1//0{d:1}{u:60}")
    yield "gcloud-adc", json.dumps({"client_id": "x.apps.googleusercontent.com", "client_secret": invent.fill("d-{u:22}"), "refresh_token": refresh, "type": "authorized_user"}), [refresh], False
    yield "claude-credentials", json.dumps({"claudeAiOauth": {"accessToken": invent.fill("sk-ant-oat01-{u:93}AA"), "refreshToken": invent.fill("sk-ant-ort01-{u:93}AA"), "expiresAt": 1767600000000}}), None, False
    yield "ansible-vault-pass", f"vault_password: {password}\nansible_become_pass: {second}\n", [password, second], True
    yield "wpa", f"network={{\n  ssid=\"Home\"\n  psk=\"{password}\"\n}}", [password], True
    yield "php-wp", f"define( 'DB_USER', 'wp' );\ndefine( 'DB_PASSWORD', '{password}' );\ndefine( 'AUTH_KEY', '{invent.fill('{w:64}')}' );", [password], True
    yield "env-file", f"APP_ENV=local\nDB_HOST=127.0.0.1\nDB_USERNAME=root\nDB_PASSWORD={password}\nMAIL_PASSWORD={second}\nAPP_DEBUG=true\n", [password, second], True
    yield "s3cfg", f"[default]\naccess_key = X\nsecret_key = {key}\n", [key], False
    yield "boto", f"[Credentials]\ngs_secret_access_key = {invent.fill('{b:40}')}\n", None, False
    yield "jenkins", f"<apiToken>{invent.fill('11{h:32}')}</apiToken>", None, False
    yield "tfstate", json.dumps({"resources": [{"instances": [{"attributes": {"password": password, "username": "bob"}}]}]}), [password], True
    yield "compose", f"services:\n  db:\n    environment:\n      POSTGRES_USER: app\n      POSTGRES_PASSWORD: {password}\n", [password], True
    yield "inventory", f"[web]\n10.0.0.4 ansible_user=root ansible_ssh_pass={password}\n", [password], True
    seed = invent.fill("{3:32}")
    yield "otp", f"otpauth://totp/Acme:bob?secret={seed}&issuer=Acme", [seed], False
    yield "vpn-secrets", f"bob : PSK \"{password}\"\n", [password], True


FIND = {"gh-hosts": r"gho_\w+", "cargo": r"cio\w+", "rclone": r"pass = (\S+)", "claude-credentials": r"sk-ant-o[ar]t01-[\w-]+", "boto": r"key = (\S+)", "jenkins": r">(\w+)<"}


def file(maker, count):
    made = []
    while len(made) < count:
        made += files(maker)
    for number, (name, text, secrets, whole) in enumerate(made[:count]):
        secrets = secrets or re.findall(FIND[name], text)
        form = maker.random.choice(["plain", "plain", "numbered", "arrow", "cat", "diff"])
        shown = text
        if form == "numbered":
            shown = "\n".join(f"{i:6}\t{line}" for i, line in enumerate(text.split("\n"), 1))
        elif form == "arrow":
            shown = "\n".join(f"{i:5}→{line}" for i, line in enumerate(text.split("\n"), 1))
        elif form == "cat":
            shown = f"$ cat ~/.{name}\n{text}"
        elif form == "diff":
            shown = "\n".join("+" + line for line in text.split("\n"))
        yield maker.row("file", name, shown, secrets, whole=whole, context=form)
