"""Rows of values known by the name beside them: keys, secrets, passwords."""
from . import rows, words

# A name and a template of its value.
KEYS = """
DD_API_KEY {h:32}
DD_APP_KEY {h:40}
DATADOG_API_KEY {h:32}
TWILIO_AUTH_TOKEN {h:32}
AWS_SECRET_ACCESS_KEY {b:40}
aws_secret_access_key {b:40}
AWS_SESSION_TOKEN IQoJb3JpZ2luX2Vj{b:300}
HEROKU_API_KEY {uuid}
ALGOLIA_ADMIN_KEY {h:32}
ALGOLIA_API_KEY {h:32}
CLOUDFLARE_API_TOKEN {u:40}
CLOUDFLARE_API_KEY {h:37}
MAILGUN_API_KEY {h:32}-{h:8}-{h:8}
POSTMARK_SERVER_TOKEN {uuid}
COHERE_API_KEY {w:40}
MISTRAL_API_KEY {w:32}
AZURE_OPENAI_API_KEY {h:32}
AZURE_CLIENT_SECRET {w:34}
DEEPGRAM_API_KEY {h:40}
ASSEMBLYAI_API_KEY {h:32}
WANDB_API_KEY {h:40}
CODECOV_TOKEN {uuid}
COVERALLS_REPO_TOKEN {w:33}
SNYK_TOKEN {uuid}
NETLIFY_AUTH_TOKEN {u:43}
VERCEL_TOKEN {w:24}
LINODE_TOKEN {h:64}
HCLOUD_TOKEN {w:64}
VULTR_API_KEY {U:36}
SCW_SECRET_KEY {uuid}
OKTA_API_TOKEN 00{u:40}
AUTH0_CLIENT_SECRET {u:64}
PUSHER_APP_SECRET {h:20}
LIVEKIT_API_SECRET {w:43}
PAGERDUTY_TOKEN u+{w:18}
TRELLO_API_SECRET {h:64}
TRELLO_TOKEN ATTA{h:72}
SPOTIFY_CLIENT_SECRET {h:32}
TWITCH_CLIENT_SECRET {l:30}
TWITTER_API_SECRET {w:50}
FACEBOOK_APP_SECRET {h:32}
LINKEDIN_CLIENT_SECRET {w:16}
ZENDESK_API_TOKEN {w:40}
FRESHDESK_API_KEY {w:20}
INTERCOM_SECRET {u:36}
AMPLITUDE_SECRET_KEY {h:32}
MIXPANEL_SECRET {h:32}
ROLLBAR_ACCESS_TOKEN {h:32}
BUGSNAG_API_KEY {h:32}
LOGGLY_TOKEN {uuid}
SUMO_ACCESS_KEY {w:64}
NGROK_AUTHTOKEN {w:27}_{w:21}
GITEA_TOKEN {h:40}
TRAVIS_TOKEN {u:22}
SECRET_KEY_BASE {h:128}
DJANGO_SECRET_KEY {w:50}
JWT_SECRET {b:43}=
SESSION_SECRET {w:32}
NEXTAUTH_SECRET {b:43}=
ENCRYPTION_KEY {h:64}
APP_KEY base64:{b:43}=
COOKIE_SECRET {w:32}
WEBHOOK_SECRET {h:40}
CLIENT_SECRET {u:40}
ACCESS_TOKEN {u:60}
REFRESH_TOKEN {u:64}
API_SECRET {w:40}
API_KEY {w:32}
X_API_TOKEN {w:36}
PRIVATE_TOKEN {w:20}
MASTER_KEY {h:32}
RAILS_MASTER_KEY {h:32}
SIGNING_SECRET {h:32}
SLACK_SIGNING_SECRET {h:32}
CIVO_TOKEN {w:50}
DEPLOY_TOKEN {w:40}
ETH_PRIVATE_KEY 0x{h:64}
WALLET_PRIVATE_KEY {h:64}
SOLANA_PRIVATE_KEY {8:88}
BINANCE_SECRET_KEY {w:64}
KRAKEN_PRIVATE_KEY {b:86}==
COINBASE_API_SECRET {w:32}
UPSTASH_REDIS_REST_TOKEN {w:100}
STORAGE_ACCOUNT_KEY {b:86}==
SERVICE_ROLE_KEY {w:60}
BUNDLE_ENTERPRISE__CONTRIBSYS__COM {h:8}:{h:8}
SENTRY_AUTH_TOKEN {h:64}
MEILI_MASTER_KEY {u:43}
ELASTIC_API_KEY {b:59}=
TYPESENSE_API_KEY {w:32}
ZHIPU_API_KEY {h:32}.{w:16}
WEATHER_API_KEY {h:32}
ETHERSCAN_API_KEY {U:34}
INFURA_PROJECT_SECRET {h:32}
ALCHEMY_API_KEY {u:32}
"""
KEYED = [tuple(line.split(" ", 1)) for line in KEYS.strip().splitlines()]
# `%k` the name as it is, `%c` in camelCase, `%s` with underlines, `%d` with hyphens, `%w` as words, `%v` the value.
FORMS = {
    "env": "%k=%v", "env-quoted": "%k=\"%v\"", "env-single": "%k='%v'", "export": "export %k=%v", "env-space": "%k = %v", "env-after": "NODE_ENV=production\n%k=%v\nPORT=3000",
    "inline": "%k=%v npm run deploy", "yaml": "env:\n  %k: %v\n  PORT: 1", "yaml-quoted": "%s: \"%v\"", "yaml-list": "- name: %k\n  value: %v", "yaml-list-quoted": "  - name: %k\n    value: \"%v\"",
    "compose": "environment:\n  - %k=%v\n  - A=b", "json": "{\"%s\": \"%v\", \"region\": \"eu\"}", "json-camel": "{\"%c\":\"%v\"}", "json-name-value": "{\"name\": \"%k\", \"value\": \"%v\"}",
    "toml": "[service]\n%s = \"%v\"", "ini": "[default]\n%s = %v\nregion = eu", "js": "const %c = '%v';", "js-object": "new Client({ %c: \"%v\", timeout: 3 })", "python": "%s = \"%v\"",
    "python-call": "Client(%s=\"%v\")", "python-env": "os.environ[\"%k\"] = \"%v\"", "process-env": "process.env.%k = '%v';", "env-default": "os.getenv(\"%k\", \"%v\")", "js-default": "process.env.%k || '%v'",
    "go": "%c := \"%v\"", "java": "private static final String %k = \"%v\";", "swift": "let %c: String = \"%v\"", "rust": "const %k: &str = \"%v\";", "csharp": "public string %c { get; set; } = \"%v\";", "ruby": "config.%s = '%v'", "ruby-hash": "%s: '%v',", "ruby-rocket": ":%s => '%v'", "php": "'%s' => '%v',",
    "properties": "app.%d=%v", "flag": "deploy --%d %v --wait", "flag-equals": "deploy --%d=%v --wait", "define": "java -D%s=%v -jar app.jar", "header": "%d: %v", "curl-header": "curl -H '%d: %v' https://api.example.com", "query": "https://api.example.com/v1/x?%s=%v&page=2",
    "form": "user=ann&%s=%v&grant=x", "docker": "ENV %k=%v", "docker-run": "docker run -e %k=%v image", "docker-arg": "--build-arg %k=%v", "terraform": "variable \"%s\" {\n  default = \"%v\"\n}", "terraform-set": "%s = \"%v\"", "xml": "<%c>%v</%c>", "xml-attribute": "<add key=\"%k\" value=\"%v\" />",
    "markdown": "- **%w**: `%v`", "table": "| %k | %v |", "table-tick": "| `%k` | `%v` |", "sentence": "my %w is %v, does it work?", "sentence-colon": "The %w: %v", "log": "2026-01-02 10:00:00 DEBUG config loaded %s=%v retries=3", "printenv": "HOME=/root\n%k=%v\nPATH=/bin", "numbered": "     3\t%k=%v", "arrow": "   120→%k=\"%v\"", "grep": ".env:3:%k=%v", "diff": "-%k=\n+%k=%v", "set-x": "+ export %k=%v\n+ %k=%v", "colour": "\x1b[36m%k\x1b[0m=\x1b[33m%v\x1b[0m", "powershell": "$env:%k = \"%v\"", "windows": "set %k=%v", "fish": "set -gx %k %v", "kubectl": "kubectl create secret generic x --from-literal=%s=%v", "gh": "gh secret set %k --body \"%v\"", "heroku": "heroku config:set %k=%v", "lua": "%s = '%v'", "scala": "val %c = \"%v\"", "dict": "{'%s': '%v', 'x': 1}", "escaped": "{\\\"%s\\\": \\\"%v\\\"}", "aws-configure": "aws configure set %s %v", "commented": "# %k=%v", "colon-nospace": "%k:%v", "plist": "<key>%k</key>\n<string>%v</string>",
    "rename": "sed -i 's/%k=.*/%k=%v/' .env", "echo": "echo \"%k=%v\" >> .env", "ts": "  %c: string = '%v';", "elixir": "config :app, %s: \"%v\"", "hash-fat": "\"%s\" => \"%v\"", "dart": "final String %c = '%v';", "kotlin": "const val %k = \"%v\"", "vba": "%c = \"%v\"", "nix": "%s = \"%v\";",
}


def shaped(form, name, value):
    low = name.lower()
    parts = low.split("_")
    camel = parts[0] + "".join(part.capitalize() for part in parts[1:])
    text = FORMS.get(form, form)
    for mark, with_ in (("%k", name), ("%c", camel), ("%s", low), ("%d", low.replace("_", "-")), ("%w", low.replace("_", " ")), ("%v", value)):
        text = text.replace(mark, with_)
    return text


def keyed(maker, count):
    forms = list(FORMS)
    for number in range(count):
        name, template = KEYED[number % len(KEYED)]
        form = maker.random.choice(forms)
        if form in ("query", "form") and not template.isalnum() and "b:" in template:
            form = "env"
        if form in ("rename",) and "{b" in template:
            form = "env"
        value = maker.inventor.fill(template)
        yield maker.row("keyed", name.upper(), shaped(form, name, value), value, context=form)


PASSWORDS = ["password", "DB_PASSWORD", "POSTGRES_PASSWORD", "MYSQL_ROOT_PASSWORD", "passwd", "pwd", "passphrase", "SMTP_PASS", "REDIS_PASSWORD", "admin_password",
             "user_password", "ADMIN_PASSWORD", "spring_datasource_password", "KEYSTORE_PASSWORD", "db_pass", "LDAP_BIND_PASSWORD", "sudo_password", "rootPassword", "PGPASSWORD", "MONGO_INITDB_ROOT_PASSWORD", "EMAIL_HOST_PASSWORD", "ANSIBLE_BECOME_PASS", "VNC_PASSWORD", "wifi_password", "GF_SECURITY_ADMIN_PASSWORD"]
PROSE = ["the password is %s", "The password for the staging box is %s.", "my password is %s, please do not share it", "login with admin / %s", "username: admin password: %s", "use password `%s` for the login",
         "user ann, password %s", "I set the password to %s yesterday", "password: %s", "Password: %s", "pw: %s", "PW = %s", "passphrase: %s", "das Passwort ist %s", "le mot de passe est %s", "la contraseña es %s", "Passwort: %s", "credentials: admin:%s",
         "log in as root with password \"%s\"", "pwd=%s", "Changed password from oldone to %s", "the wifi password: %s", "the db password should be '%s'", "Your temporary password is: %s", "pass: %s", "初期パスワード：%s", "пароль: %s", "密码：%s"]
COMMANDS = ["mysql -u root -p%s shop", "mysql -uroot --password=%s -e 'show tables'", "PGPASSWORD=%s psql -h db -U app", "sshpass -p %s ssh root@10.0.0.4", "sshpass -p '%s' scp a b:", "curl -u admin:%s https://host.example.com/x", "curl --user 'admin:%s' https://host.example.com",
            "docker login -u bob -p %s registry.example.com", "docker login --username bob --password %s", "redis-cli -a %s ping", "echo '%s' | sudo -S apt update", "echo \"root:%s\" | chpasswd", "openssl enc -aes-256-cbc -k %s -in a", "openssl rsa -in k.pem -passin pass:%s", "mongosh --username admin --password %s", "mongo -u admin -p %s --authenticationDatabase admin",
            "htpasswd -b .htpasswd bob %s", "az login -u a@b.example -p %s", "ldapsearch -D cn=admin -w %s -b dc=x", "zip -P %s out.zip a", "unzip -P %s out.zip", "7z x -p%s a.7z", "wget --user=bob --password=%s https://x.example.com/f", "smbclient //srv/share -U 'bob%%%s'", "net use Z: \\\\srv\\x /user:bob %s", "ansible-playbook s.yml -e ansible_password=%s", "keytool -importkeystore -storepass %s -keystore k.jks", "rabbitmqctl add_user bob %s", "kubectl create secret generic db --from-literal=password=%s", "gpg --batch --passphrase %s -d a.gpg", "sqlcmd -S srv -U sa -P %s -Q 'select 1'", "pg_dump \"host=db user=app password=%s dbname=x\"", "snowsql -a acct -u me --password %s", "http -a bob:%s https://x.example.com", "create-user --username bob --password=%s --admin", "mosquitto_pub -u dev -P %s -t x", "mysqldump -u root -p'%s' shop > d.sql", "psql 'postgresql://db/x?user=app&password=%s'", "nmcli dev wifi connect Home password %s", "PASSWORD=%s make deploy"]
SQL = ["CREATE USER app WITH PASSWORD '%s';", "ALTER USER app IDENTIFIED BY '%s';", "ALTER ROLE app WITH ENCRYPTED PASSWORD '%s';", "CREATE USER 'app'@'%%' IDENTIFIED BY '%s';", "SET PASSWORD FOR 'a'@'b' = PASSWORD('%s');", "CREATE LOGIN app WITH PASSWORD = '%s';", "GRANT ALL ON x.* TO 'app'@'h' IDENTIFIED BY '%s';", "UPDATE users SET password = '%s' WHERE id = 1;", "create user app identified by \"%s\";"]
CODE = ["conn = psycopg2.connect(host='db', user='app', password='%s')", "String password = \"%s\";", "const dbPassword = '%s'", "$password = '%s';", "DriverManager.getConnection(url, \"sa\", \"%s\");", "if password == \"%s\":", "await page.fill('#password', '%s');", "cy.get('[name=password]').type('%s')", "auth=('admin', '%s')", "HTTPBasicAuth('admin', '%s')", "new NetworkCredential(\"bob\", \"%s\")", "server.login('bob@example.com', '%s')", "\"password\": \"%s\"", "{ \"username\": \"bob\", \"password\": \"%s\" }", "user: root\npassword: %s\nhost: db", "<password>%s</password>", "spring.datasource.password=%s", "password = \"%s\" # rotate", "password => '%s'", ":password => \"%s\"", "#define WIFI_PASSWORD \"%s\"", "WiFi.begin(\"Home\", \"%s\");", "ssh.connect('10.0.0.4', username='root', password='%s')", "requirepass %s", "bindpw %s", "psk=\"%s\"", "wpa_passphrase=%s", "let pass = \"%s\"", "  secret: '%s',", "data-password=\"%s\"", "machine: db, pwd: '%s'", "DB_URL host=db;User Id=sa;Password=%s;Encrypt=true", "Server=db;Database=x;User Id=sa;Pwd=%s;", "AccountPassword=%s", "setPassword(\"%s\")", "with_password(\"%s\")", "Login: bob\nPassword: %s\n", "TestUser(email='a@b.example', password='%s')", "MYSQL_PWD=%s", "[\"mysql\", \"-u\", \"root\", \"--password\", \"%s\"]", "spawn('redis-server', ['--requirepass', '%s'])", "ConvertTo-SecureString \"%s\" -AsPlainText -Force", "CMD [\"redis-server\", \"--requirepass\", \"%s\"]", "subprocess.run(['sshpass', '-p', '%s', 'ssh', 'x'])", "user_pass: %s", "'PASSWORD': '%s',", "-e POSTGRES_PASSWORD=%s", "- POSTGRES_PASSWORD=%s", "POSTGRES_PASSWORD: %s", "ENV ADMIN_PASSWORD %s"]


def fields(maker, count):
    """Names and values that are fields of the record itself: of a tool's input, or of what it gave back."""
    invent, random, carrier = maker.inventor, maker.random, maker.carrier
    for number in range(count):
        weak = number % 2 == 0
        name = random.choice(PASSWORDS) if weak else random.choice(KEYED)[0]
        value = words.password(invent)[1] if weak else invent.fill(dict(KEYED)[name])
        if random.random() < 0.5:
            name = name.lower()
        match number // 2 % 6:
            case 0:
                sub, record = "input", carrier.call("mcp__db__connect", host="db", **{name: value}, port=5432)
            case 1:
                sub, record = "input-env", carrier.call("mcp__run", command=["node", "a.js"], env={"PORT": "1", name: value})
            case 2:
                sub, record = "input-list", carrier.call("mcp__deploy", variables=[{"name": name, "value": value}, {"name": "PORT", "value": "1"}])
            case 3:
                sub, record = "result-object", carrier.result("done", {"ok": True, "settings": {name: value, "region": "eu"}})
            case 4:
                flag = "--" + name.lower().replace("_", "-")
                sub, record = "input-arguments", carrier.call("mcp__run", command="tool", args=["--user", "bob", flag, value])
            case 5:
                sub, record = "input-argument", carrier.call("mcp__run", args=["-e", f"{name}={value}", "image"])
        yield rows.Row("password" if weak else "keyed", "field-" + sub, [record], [value], weak, tags={"context": name, "place": "field"})


def weak_fields(maker, count):
    return (row for row in fields(maker, 2 * count) if row.whole)


def strong_fields(maker, count):
    return (row for row in fields(maker, 2 * count) if not row.whole)


def password(maker, count):
    for number in range(count):
        strength, value = words.password(maker.inventor)
        random = maker.random
        match number % 5:
            case 0:
                sub, text = "prose", random.choice(PROSE) % value
            case 1:
                sub, text = "command", random.choice(COMMANDS) % value
            case 2:
                sub, text = "sql", random.choice(SQL) % value
            case 3:
                sub, text = "code", random.choice(CODE) % value
            case _:
                form = random.choice([f for f in FORMS if f not in ("query", "form", "rename", "header", "curl-header", "escaped", "sentence")])
                sub, text = "config", shaped(form, random.choice(PASSWORDS), value)
        row = maker.row("password", sub, text, value, whole=True, context=text.replace(value, "%s")[:60])
        row.tags["strength"] = strength
        yield row
