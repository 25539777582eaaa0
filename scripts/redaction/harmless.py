"""Rows of texts that look like secrets and hold none."""
import base64
import pathlib
import random as randomness
import re

from . import records, rows

CODE = """
password: String
let password: String
private String password;
apiKey == ""
"api_key=" + apiKey
password = os.environ["DB_PASSWORD"]
password = os.getenv("DB_PASSWORD")
const token = process.env.GITHUB_TOKEN;
const token = await getToken();
const token = req.headers.authorization?.split(" ")[1];
const token = localStorage.getItem("access_token");
const secret = crypto.randomBytes(32).toString("hex");
token = secrets.token_urlsafe(32)
password = getpass.getpass("Password: ")
password: VARCHAR(255)
password VARCHAR(255) NOT NULL,
password_hash TEXT NOT NULL
privateKey: Uint8Array
apiKey: string | undefined
secretKey?: string;
token: Token
accessToken: AccessToken = AccessToken.empty
func login(user: String, password: String) -> Bool {
def login(username: str, password: str) -> bool:
if (password.length < 8) throw new Error("Password too short");
if password != confirmation:
export TOKEN=$(gcloud auth print-access-token)
export API_KEY="${API_KEY}"
API_KEY=${API_KEY:-}
PASSWORD=$DB_PASSWORD
PASSWORD="$(cat /run/secrets/db)"
API_KEY=<YOUR_API_KEY>
API_KEY=your-api-key-here
OPENAI_API_KEY=sk-...
ANTHROPIC_API_KEY=sk-ant-...
ANTHROPIC_API_KEY=sk-ant-api03-xxxxxxxxxxxxxxxx
GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
export OPENAI_API_KEY="<your key>"
AWS_SECRET_ACCESS_KEY=********
password: ********
password: "***"
Password: [redacted]
password: <hidden>
password=REDACTED
token: xxxxxxxx
api_key: changeme
password: "{{ vault_db_password }}"
password: ${{ secrets.DB_PASSWORD }}
GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}
token: ${{ github.token }}
secretKeyRef: {name: db, key: password}
key: password
secretName: db-credentials
valueFrom:\\n  secretKeyRef:\\n    name: api\\n    key: token
imagePullSecrets:\\n  - name: regcred
password = %s
password=%(password)s
"password": password,
"token": token,
password=password
auth=(user, password)
headers = {"Authorization": f"Bearer {token}"}
headers: { Authorization: `Bearer ${token}` }
curl -H "Authorization: Bearer $TOKEN" https://api.example.com
curl -u "$USER:$PASSWORD" https://api.example.com
mysql -u root -p
mysql -u root -p"$MYSQL_ROOT_PASSWORD"
psql postgres://user:password@localhost/db
postgres://user:${DB_PASSWORD}@db:5432/app
postgresql://USER:PASSWORD@HOST:PORT/DATABASE
https://<user>:<password>@host/path
redis://localhost:6379/0
mongodb://localhost:27017/shop
docker login -u $USER --password-stdin
sshpass -e ssh host
input_tokens: 18231
"input_tokens":4,"cache_creation_input_tokens":18231,"output_tokens":88
max_tokens=4096
tokens: 1234
token count: 18,231
tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased")
token_type_ids = torch.tensor([0, 0, 1])
pad_token_id=50256
csrf_token
{% csrf_token %}
<input type="password" name="password" placeholder="Enter your password">
<label for="password">Password</label>
"password": "Passwort",
"password.label": "Your password",
"forgotPassword": "Forgot your password?",
"auth.token.expired": "The token has expired, please log in again",
ERR_INVALID_TOKEN: the token is not valid
Error: Invalid password
error: password authentication failed for user "app"
fatal: Authentication failed
test_password_reset_sends_mail PASSED
it("rejects a wrong password", async () => {
describe('secret store', () => {
class PasswordField(forms.CharField):
import { SecretManager } from "./secrets";
from app.auth import token_required
SecretStr
password: SecretStr
@token_required
TOKEN_EXPIRY=3600
SESSION_SECRET_LENGTH = 32
PASSWORD_MIN_LENGTH=12
ACCESS_TOKEN_EXPIRE_MINUTES = 30
SECRET_NAME=prod/db/main
AWS_SECRET_NAME=my-app/production
secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod-db-AbCdEf"
key_name = "deploy-key"
KEY_FILE=/etc/ssl/private/server.key
private_key_path: ~/.ssh/id_ed25519
ssh -i ~/.ssh/id_rsa root@10.0.0.4
api_key_header = "X-API-Key"
name: "Authorization"
SECRET_KEY_BASE is not set
password is required
the password must have at least 8 characters
Please enter your password:
password for bob:
[sudo] password for dev:
Enter passphrase for key '/home/dev/.ssh/id_ed25519':
token = lexer.next()
Token(type='NAME', value='password')
switch (token.kind) { case Token.Identifier: break; }
public static final String TOKEN = "token";
const PASSWORD = "password";
tokenUrl: https://auth.example.com/oauth/token
token_endpoint: "https://auth.example.com/oauth/token"
passwordResetUrl=/reset-password
rememberMe=true&password=
password=&user=bob
password:
"password": ""
"password": null
"secret": false
apiKey: undefined
api_key = None
password = nil
password := flag.String("password", "", "the password")
flags.StringVar(&token, "token", "", "API token")
--token TOKEN   the API token
--password-file /run/secrets/db
  --api-key string   API key for the service
keyring.get_password("service", "user")
jwt.decode(token, public_key, algorithms=["RS256"])
bcrypt.compare(password, user.passwordHash)
hashlib.sha256(password.encode()).hexdigest()
SELECT id, password FROM users WHERE token = ?
UPDATE users SET password = ? WHERE id = ?
ALTER TABLE users ADD COLUMN api_key VARCHAR(64);
CREATE INDEX idx_token ON sessions(token);
INSERT INTO t (password) VALUES ($1)
terraform: sensitive = true
variable "db_password" { type = string }
password = var.db_password
password = random_password.db.result
password = data.aws_secretsmanager_secret_version.db.secret_string
aws_secret_access_key = <secret>
-----BEGIN PUBLIC KEY-----
grep -r "BEGIN RSA PRIVATE KEY" .
if "PRIVATE KEY" in text:
pass
pass: 12, fail: 0
passed: 118
PASS src/auth/token.test.ts
bearer token
Bearer authentication
Basic usage
Basic Authentication
Authorization: Bearer <token>
Authorization: Bearer ...
Authorization: Basic base64(user:pass)
x-api-key: YOUR_API_KEY
Cookie: theme=dark; lang=en
ghp_ is the prefix of GitHub tokens
keys start with sk_live_ or sk_test_
sk_test_...
AIza...
xoxb-your-token
xoxb-...
hf_xxx
git commit -m "Rotate the api key"
git checkout feature/token-refresh
feature/password-reset-2024
refactor(auth): move secret handling
author: Keyes
monkey: banana
keyboard: qwerty
keystore.jks
primary key: id
key: value
foreign key
sort_key=created_at
partition_key: user_id
cache_key = f"user:{user_id}:profile"
idempotency-key: order-2024-0001
React key={item.id}
key="submit-button"
data-key="row-12"
secretary: Ann
secretion
passage: 3
passive: true
compass=north
bypass_checks=True
passport: optional
tokens/s: 48.1
const tokens = text.split(" ");
authToken: z.string().min(1),
password: z.string().min(8).max(64),
password: Joi.string().required(),
@NotBlank private String password;
password: { type: String, required: true },
t.string "encrypted_password", default: "", null: false
validates :password, length: { minimum: 8 }
password = models.CharField(max_length=128)
password = db.Column(db.String(255), nullable=False)
$password = $_POST['password'];
$request->input('password')
password_verify($password, $hash)
String token = request.getHeader("Authorization");
var token = Environment.GetEnvironmentVariable("TOKEN");
token := os.Getenv("TOKEN")
let token = std::env::var("TOKEN")?;
let token = ProcessInfo.processInfo.environment["TOKEN"]
api_key = config["api_key"]
api_key = settings.OPENAI_API_KEY
self.api_key = api_key or DEFAULT_API_KEY
apiKey: import.meta.env.VITE_API_KEY,
api-key: !Ref ApiKey
password: '{{resolve:secretsmanager:db:SecretString:password}}'
password: op://vault/db/password
DB_PASSWORD_FILE=/run/secrets/db_password
echo "Password: $PASSWORD"
read -s -p "Password: " password
printf '%s' "$TOKEN" | docker login --password-stdin
"""


def identifiers(invent):
    """Names and values of harmless identifiers."""
    random = invent.random
    sha, long, longest = invent.fill("{h:40}"), invent.fill("{h:64}"), invent.fill("{h:128}")
    return {
        "uuid": [f"session {invent.uuid()} ended", f"\"id\": \"{invent.uuid()}\"", f"request_id={invent.uuid()}", invent.uuid(), f"volume pvc-{invent.uuid()}", f"resumed {invent.uuid()}.jsonl"],
        "sha1": [f"commit {sha}", f"{sha} refs/heads/main", f"HEAD is now at {sha[:7]} Fix it", f"git checkout {sha}", f"index {sha[:7]}..{invent.fill('{h:7}')} 100644", f"Merge: {sha[:9]} {invent.fill('{h:9}')}", f"uses: actions/checkout@{sha} # v4", f"rev = \"{sha}\"", f"\"resolvedRevision\": \"{sha}\"", f"revision: {sha}", f"{sha}  a.tar.gz"],
        "sha256": [f"sha256:{long}", f"sha256-{invent.base64(32)}", f"{long}  baton.tar.gz", f"image: nginx@sha256:{long}", f"digest: sha256:{long}", f"FROM alpine@sha256:{long}", f"checksum = \"{long}\"", f"--hash=sha256:{long} \\", f"container {long}", f"\"sha256\": \"{long}\"", f"etag: \"{invent.fill('{h:32}')}\"", f"md5: {invent.fill('{h:32}')}"],
        "sha512": [f"sha512-{invent.base64(64)}", f"{longest}  x.iso", f"hash: sha512-{invent.base64(64)}"],
        "lock-npm": [f"      \"integrity\": \"sha512-{invent.base64(64)}\",", f"      \"resolved\": \"https://registry.npmjs.org/js-tokens/-/js-tokens-4.0.0.tgz\",\n      \"integrity\": \"sha512-{invent.base64(64)}\","],
        "lock-yarn": [f"js-tokens@^4.0.0:\n  version \"4.0.0\"\n  resolved \"https://registry.yarnpkg.com/js-tokens/-/js-tokens-4.0.0.tgz#{sha}\"\n  integrity sha512-{invent.base64(64)}", f"  checksum: 10c0/{longest}", f"  resolution: {{integrity: sha512-{invent.base64(64)}}}"],
        "lock-cargo": [f"[[package]]\nname = \"secrecy\"\nversion = \"0.8.0\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"{long}\""],
        "lock-go": [f"golang.org/x/oauth2 v0.15.0 h1:{invent.base64(32)}\ngolang.org/x/oauth2 v0.15.0/go.mod h1:{invent.base64(32)}", f"github.com/golang-jwt/jwt/v5 v5.2.0 h1:{invent.base64(32)}"],
        "lock-poetry": [f"    {{file = \"tokenizers-0.15.0-py3-none-any.whl\", hash = \"sha256:{long}\"}},", f"content-hash = \"{long}\"", f"name = \"password\"\nsha256 = \"{long}\""],
        "lock-gem": [f"  remote: https://github.com/a/b.git\n  revision: {sha}", f"  jwt (2.7.1) sha256={long}"],
        "lock-swift": [f"      \"state\" : {{\n        \"revision\" : \"{sha}\",\n        \"version\" : \"1.2.3\"\n      }}", f"  \"originHash\" : \"{long}\","],
        "lock-nix": [f"\"narHash\": \"sha256-{invent.base64(32)}\"", f"sha256 = \"{invent.characters('0123456789abcdfghijklmnpqrsvwxyz', 52)}\";", f"/nix/store/{invent.characters('0123456789abcdfghijklmnpqrsvwxyz', 32)}-glibc-2.38"],
        "message-id": [invent.fill("msg_01{w:22}"), invent.fill("toolu_01{w:22}"), invent.fill("req_011{w:21}"), invent.fill("chatcmpl-{w:29}"), invent.fill("call_{w:24}"), invent.fill("resp_{h:48}"), invent.fill("run_{w:24}"), invent.fill("thread_{w:24}"), invent.fill("file-{w:24}"), invent.fill("container_011{w:21}")],
        "object-id": [invent.fill("cus_{w:14}"), invent.fill("pi_{w:24}"), invent.fill("price_1{w:23}"), invent.fill("i-{h:17}"), invent.fill("sg-{h:17}"), invent.fill("vpc-{h:8}"), invent.fill("\"_id\": ObjectId(\"{h:24}\")"), invent.fill("ami-{h:17}"), invent.fill("arn:aws:iam::{d:12}:role/deploy"), invent.fill("AC{h:32}"), invent.fill("prj_{w:28}"), invent.fill("01{U:24}"), invent.fill("UCX{u:21}"), invent.fill("https://youtu.be/{u:11}"), invent.fill("dpl_{w:28}"), invent.fill("https://docs.google.com/document/d/1{u:43}/edit"), invent.fill("acct_1{w:16}"), invent.fill("evt_1{w:23}"), invent.fill("pk_live_{w:24}"), invent.fill("0x{h:40}"), invent.fill("tx 0x{h:64}"), invent.fill("bc1q{l:38}")],
        "trace": [invent.fill("traceparent: 00-{h:32}-{h:16}-01"), invent.fill("trace_id={h:32} span_id={h:16}"), invent.fill("X-Request-Id: {h:32}"), invent.fill("x-amzn-trace-id: Root=1-{h:8}-{h:24}"), invent.fill("cf-ray: {h:16}-FRA"), invent.fill("x-vercel-id: fra1::{l:5}-1767600000000-{h:12}"), invent.fill("x-amz-request-id: {U:16}"), invent.fill("x-amz-id-2: {b:76}"), invent.fill("etag: W/\"{h:16}-{w:24}\"")],
        "ssh-public": [f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{invent.fill('{b:43}')} bob@laptop", f"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ{invent.fill('{b:500}')} bob", f"256 SHA256:{invent.fill('{b:43}')} bob@laptop (ED25519)", f"|1|{invent.base64(20)}|{invent.base64(20)} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{invent.fill('{b:43}')}", f"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB{invent.fill('{b:87}')}="],
        "certificate": ["-----BEGIN CERTIFICATE-----\n" + "\n".join(invent.fill("{b:64}") for _ in range(12)) + "\n-----END CERTIFICATE-----", "-----BEGIN PUBLIC KEY-----\n" + "\n".join(invent.fill("{b:64}") for _ in range(6)) + "\n-----END PUBLIC KEY-----", "-----BEGIN CERTIFICATE REQUEST-----\n" + "\n".join(invent.fill("{b:64}") for _ in range(8)) + "\n-----END CERTIFICATE REQUEST-----", "-----BEGIN PGP SIGNATURE-----\n\n" + "\n".join(invent.fill("{b:64}") for _ in range(4)) + "\n-----END PGP SIGNATURE-----", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n" + "\n".join(invent.fill("{b:64}") for _ in range(9)) + "\n-----END PGP PUBLIC KEY BLOCK-----", "certificate-authority-data: " + base64.b64encode(b"-----BEGIN CERTIFICATE-----\n" + invent.data(500)).decode(), "caBundle: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t" + invent.fill("{b:200}"), invent.fill("age1{l:58}"), f"PublicKey = {invent.base64(32)}"],
        "image": ["data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA" + invent.base64(600), "<img src=\"data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP" + invent.base64(60) + "\">", "url(data:font/woff2;base64,d09GMgABAAAA" + invent.base64(900) + ")", "data:image/svg+xml;base64," + base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0L10 10'/></svg>").decode(), "//# sourceMappingURL=data:application/json;base64," + base64.b64encode(b'{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}').decode(), "\"data\": \"/9j/4AAQSkZJRgABAQAAAQABAAD/" + invent.base64(400) + "\""],
        "minified": ["!function(e,t){\"object\"==typeof exports?module.exports=t():e.token=t()}(this,function(){var e={key:1,secret:void 0};return e.password=function(e){return e.value},e});", "var n=e.token,r=e.secretKey;t.headers.Authorization=\"Bearer \"+n,a({apiKey:r,password:o.password})", "const{token:a,password:b}=c;d({token:a,password:b,secret:e.s})", f"/assets/index-{invent.fill('{u:8}')}.js  142.31 kB │ gzip: 45.12 kB", f"<script src=\"/_next/static/chunks/{invent.fill('{h:20}')}.js\" integrity=\"sha384-{invent.base64(48)}\"></script>", f".btn_{invent.fill('{w:5}')}__{invent.fill('{u:5}')}{{color:#fff}}"],
        "numbers": [invent.fill("order 4{d:9}"), invent.fill("phone +49 151 {d:8}"), invent.fill("invoice 2026-{d:6}"), "timestamp 1767600000000", "1767600000.123456", "v2.1.33-beta.4+build.20260105", "ETA 2026-01-05T10:00:00.000Z", invent.fill("tracking 1Z{U:16}"), invent.fill("ISBN 978-3-16-{d:6}-0"), "0.12345678901234567890", "3.141592653589793238462643383279", invent.fill("pid {d:5} ppid {d:4}"), f"sum {unluhn(invent)}", "18446744073709551615", "9007199254740991", "192.168.100.14:8080", "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "ratio 4000000000000000.5", "1234567890123456", "0000000000000000", "1111 1111 1111 1111", invent.fill("lat 52.{d:14}, lon 13.{d:14}"), invent.fill("uid=17676{d:12}"), "rgba(12, 34, 56, 0.5)", "04:00:00.0"],
        "path": [f"/home/dev/.cache/pip/http-v2/{invent.fill('{h:1}/{h:1}/{h:1}/{h:1}/{h:1}/{h:56}')}", f"/tmp/claude-1000/{invent.uuid()}/tasks/b{invent.fill('{l:6}')}.output", f"~/.claude/projects/-home-dev-shop/{invent.uuid()}.jsonl", "src/auth/password/PasswordResetTokenRepository.java", f"node_modules/.cache/{invent.fill('{h:40}')}.json", f"/var/lib/docker/overlay2/{long}/merged", f".git/objects/{sha[:2]}/{sha[2:]}", f"https://github.com/acme/shop/commit/{sha}", f"https://github.com/acme/shop/blob/{sha}/src/token.ts#L10-L20", f"https://cdn.example.com/img/{invent.fill('{h:32}')}.png?v=2", "https://example.com/oauth/token?grant_type=client_credentials", "https://example.com/a?page=2&sort=key&q=password", f"s3://acme-bucket/prod/{invent.uuid()}/part-00000.parquet", f"/nix/store/{invent.fill('{l:32}')}-x", f"https://avatars.githubusercontent.com/u/{invent.fill('{d:7}')}?v=4", "https://bob@example.com/x", "git@github.com:acme/shop.git", f"file:///home/dev/a%20b/{sha}"],
        "dump": ["\n".join(f"{i * 16:08x}  " + " ".join(invent.fill("{h:2}") for _ in range(8)) + "  " + " ".join(invent.fill("{h:2}") for _ in range(8)) + "  |................|" for i in range(6)), "\n".join(f"{i * 16:08x}: " + " ".join(invent.fill("{h:4}") for _ in range(8)) for i in range(6)), "const TABLE: [u8; 16] = [" + ", ".join(f"0x{invent.fill('{h:2}')}" for _ in range(16)) + "];", "uint32_t k[] = { 0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5 };", f"    at 0x{invent.fill('{h:16}')} in malloc", f"Build ID: {sha}", f"UUID: {invent.uuid().upper()}", f"MAC 00:1a:{invent.fill('{h:2}:{h:2}:{h:2}:{h:2}')}", f"serial: {invent.fill('{H:2}:{H:2}:{H:2}:{H:2}:{H:2}:{H:2}:{H:2}:{H:2}')}", f"Fingerprint: {':'.join(invent.fill('{H:2}') for _ in range(20))}", "[" + ", ".join(f"{random.uniform(-1, 1):.8f}" for _ in range(40)) + "]"],
        "named-id": [f"token_id={invent.uuid()}", f"key_id: {invent.fill('{h:16}')}", f"api_key_id: {invent.uuid()}", f"secret_version = \"{invent.uuid()}\"", f"client_id={invent.fill('{l:20}')}", f"GOOGLE_CLIENT_ID={invent.fill('{d:12}-{l:32}')}.apps.googleusercontent.com", f"CLOUDFLARE_ACCOUNT_ID={invent.fill('{h:32}')}", f"zone_id = \"{invent.fill('{h:32}')}\"", f"VERCEL_PROJECT_ID=prj_{invent.fill('{w:28}')}", f"tenant_id: {invent.uuid()}", f"AZURE_CLIENT_ID={invent.uuid()}", f"user_id: {invent.fill('{h:24}')}", f"public_key: {invent.base64(32)}", f"VAPID_PUBLIC_KEY=B{invent.fill('{u:86}')}", f"NEXT_PUBLIC_STRIPE_KEY=pk_live_{invent.fill('{w:24}')}", f"cache-key: linux-node-{long}", f"key: ${{{{ runner.os }}}}-pnpm-{invent.fill('{h:32}')}", f"primary_key: {invent.uuid()}", f"partitionKey: user#{invent.uuid()}", f"\"$id\": \"token-{sha[:8]}\"", f"nonce=\"{invent.fill('{h:16}')}\"", f"AWS_REGION=eu-central-1", f"kid: {invent.fill('{u:43}')}", f"AppId: {invent.uuid()}", f"sessionKey: agent:main:main", f"cacheKey={sha}", f"hash_key = \"{invent.fill('{h:40}')}\"", f"DOCKER_IMAGE_TAG={sha}", f"GIT_SHA={sha}", f"VERSION={sha[:12]}", f"key fingerprint {invent.fill('{H:40}')}"],
    }


def unluhn(invent):
    """Sixteen digits that are no card's."""
    number = invent.luhn("4", 16)
    return number[:-1] + str((int(number[-1]) + 1 + invent.random.randrange(9)) % 10)


def lines(maker, count):
    """Harmless code and identifiers, one in a record of its own."""
    invent = maker.inventor
    codes = [line.replace("\\n", "\n") for line in CODE.strip("\n").splitlines()]
    for number in range(count):
        if number % 2:
            sub, text = "code", codes[number // 2 % len(codes)]
            if maker.random.random() < 0.3:
                text = f"{maker.random.choice(codes)}\n{text}\n{maker.random.choice(codes)}"
        else:
            table = identifiers(invent)
            sub = list(table)[number // 2 % len(table)]
            text = maker.random.choice(table[sub])
            if sub not in ("certificate", "dump", "lock-yarn", "lock-cargo"):
                text = maker.random.choice(["%s", "%s", "it says `%s`", "- %s", "    12\t%s", "> %s", "found: %s."]).replace("%s", text)
        yield maker.row("harmless", sub, text, [], context=text[:60])


def structures(maker, count):
    """Records whose own fields look like secrets."""
    invent, carrier = maker.inventor, maker.carrier
    for number in range(count):
        picture = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo" + invent.base64(900)}}
        match number % 7:
            case 0:
                sub, record = "signature", carrier.assistant({"type": "thinking", "thinking": "Let me see the token.", "signature": "EqQB" + invent.base64(400)})
            case 1:
                sub, record = "redacted-thinking", carrier.assistant({"type": "redacted_thinking", "data": "EmwKAhgBEgy" + invent.base64(500)})
            case 2:
                sub, record = "encrypted", carrier.base("assistant") | {"item": {"type": "reasoning", "encrypted_content": "gAAAAAB" + invent.fill("{u:400}")}}
            case 3:
                sub, record = "picture", carrier.user([picture])
            case 4:
                sub, record = "picture-result", carrier.result([picture], {"type": "image", "file": {"base64": picture["source"]["data"], "type": "image/png"}})
            case 5:
                sub, record = "snapshot", {"type": "file-history-snapshot", "messageId": invent.uuid(), "snapshot": {"messageId": invent.uuid(), "trackedFileBackups": {"a.ts": {"backupFileName": invent.fill("{h:16}@v1"), "version": 1}}}}
            case 6:
                sub, record = "progress", carrier.base("progress") | {"data": {"type": "hook_progress"}, "toolUseID": invent.fill("toolu_01{w:22}"), "parentToolUseID": invent.fill("toolu_01{w:22}"), "agentId": invent.fill("a{h:7}"), "slug": "quiet-token-otter"}
        yield rows.Row("structure", sub, [record], [])


FOLDERS = ["/usr/lib/python3.11", "/usr/lib/python3", "/usr/include", "/usr/share/doc", "/usr/share/perl", "/etc", "/usr/share/vim",
           "/usr/lib/node_modules", "/usr/lib/ruby", "/usr/lib/go", "/opt/swift-packages", "~/.rustup/toolchains", "~/.cargo/registry"]
ENDINGS = {".py", ".h", ".txt", ".md", ".html", ".pm", ".pl", ".json", ".js", ".c", ".cfg", ".conf", ".sh", ".yaml", ".yml", ".toml",
           ".css", "", ".vim", ".swift", ".ts", ".mjs", ".cjs", ".rs", ".go", ".rb", ".1", ".lock", ".xml"}
# Places whose texts hold keys, real or invented, on purpose.
HOLDS_KEYS = ("/ssl/", "shadow", "ssh", "/test", "oauth", "chromium.d/apikeys", "PyJWT", "alt_key_types", "api/url.md", "reference/registries", "pip/html/topics/authentication", "binutils")
NAMES = re.compile(r"password|passwd|secret|api_?key|token|private_?key|credential|authorization|bearer", re.IGNORECASE)


def texts(maker, count):
    """Pieces of files of this machine, more often than not around a word that names secrets."""
    choice = randomness.Random(maker.random.random())
    paths = sorted(path for folder in FOLDERS for path in pathlib.Path(folder).expanduser().rglob("*")
                   if path.suffix in ENDINGS and not any(part in str(path) for part in HOLDS_KEYS))
    choice.shuffle(paths)
    made = 0
    for path in paths:
        try:
            if path.is_symlink() or not path.is_file() or not 200 < path.stat().st_size < 400_000:
                continue
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        named = [match.start() for match in NAMES.finditer(text)]
        if not named and choice.random() < 0.6:
            continue
        start = max(0, choice.choice(named) - choice.randrange(4000)) if named else choice.randrange(max(1, len(text) - 6000))
        text = text[start:start + 6000]
        if choice.random() < 0.3:
            text = "\n".join(f"{i:6}\t{line}" for i, line in enumerate(text.split("\n"), 1))
        yield rows.Row("texts", path.suffix or "none", [maker.carrier.carry(text, choice.choice(records.PLACES))], [], tags={"context": str(path)})
        made += 1
        if made == count:
            return
