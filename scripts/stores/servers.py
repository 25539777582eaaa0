"""Real servers on the loopback interface: moto for S3, Apache for WebDAV, and a bare repository for git."""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

PACKAGES = ["moto[server]==5.2.5"]


def cache():
    """The folder for what is installed, outside of the repository."""
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(base) / "baton" / "verify-stores"


def python():
    """A Python with moto and botocore, installed into the cache when it is not there."""
    program = cache() / "venv" / "bin" / "python"
    if not program.exists():
        print(f"verify-stores: installing {' '.join(PACKAGES)} into {cache()}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(cache() / "venv")], check=True)
        command = [str(program), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
        subprocess.run(command, check=True, stdout=sys.stderr)
    return str(program)


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def end(process):
    """Ends a server, also one that does not hear the first signal."""
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait(url, seconds=30):
    for _ in range(seconds * 10):
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nobody answers at {url}")


S3_SETUP = """
import json, sys, urllib.request, boto3
url = sys.argv[1]
def client(name, key="a", secret="b"):
    return boto3.client(name, endpoint_url=url, region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key=secret)
client("s3").create_bucket(Bucket="shares")
iam = client("iam")
iam.create_user(UserName="baton")
rights = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam.put_user_policy(UserName="baton", PolicyName="shares", PolicyDocument=json.dumps(rights))
key = iam.create_access_key(UserName="baton")["AccessKey"]
# From here on every request must be signed.
plain = {"Content-Type": "text/plain"}
urllib.request.urlopen(urllib.request.Request(url + "/moto-api/reset-auth", data=b"0", headers=plain, method="POST"))
pair = f"{key['AccessKeyId']} {key['SecretAccessKey']}".encode()
urllib.request.urlopen(urllib.request.Request(url + "/trial-keys", data=pair, headers=plain, method="POST"))
print(key["AccessKeyId"], key["SecretAccessKey"])
"""

S3_LEFT = """
import sys, boto3
s3 = boto3.client("s3", endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id=sys.argv[2],
                  aws_secret_access_key=sys.argv[3])
print(len(s3.list_objects_v2(Bucket="shares").get("Contents", [])),
      len(s3.list_multipart_uploads(Bucket="shares").get("Uploads", [])))
"""


class S3:
    """moto's server (s3_server.py), which checks signatures once its users are made."""

    def __init__(self, room):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.log = open(room / "moto.log", "wb")
        self.process = subprocess.Popen(
            [python(), str(pathlib.Path(__file__).parent / "s3_server.py"), str(port)],
            stdout=self.log, stderr=self.log)
        wait(self.url + "/moto-api/")
        answer = subprocess.run([python(), "-c", S3_SETUP, self.url], check=True, capture_output=True, text=True)
        self.key, self.secret = answer.stdout.split()

    def left(self):
        """How many objects and unfinished uploads the bucket holds."""
        command = [python(), "-c", S3_LEFT, self.url, self.key, self.secret]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
        return tuple(map(int, answer.stdout.split()))

    def stop(self):
        end(self.process)


APACHE = """
ServerRoot "{room}"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {room}/apache.pid
ErrorLog {room}/apache.log
{modules}
DocumentRoot {room}/dav
DavLockDB {room}/lock
<Directory {room}/dav>
  Dav On
  AuthType Basic
  AuthName shares
  AuthBasicProvider file
  AuthUserFile {room}/passwords
  Require valid-user
</Directory>
"""


class WebDAV:
    """Apache with mod_dav and basic authentication; None where it is not installed."""

    user, password = "someone", "pa:ss word"

    def __init__(self, room):
        modules = pathlib.Path("/usr/lib/apache2/modules")
        self.process = None
        self.program = shutil.which("apache2") or ("/usr/sbin/apache2" if os.path.exists("/usr/sbin/apache2") else None)
        if not self.program or not (modules / "mod_dav_fs.so").exists():
            return
        room = room / "apache"
        (room / "dav").mkdir(parents=True)
        names = ["mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "dav", "dav_fs"]
        lines = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in names)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.folder = room / "dav"
        (room / "apache.conf").write_text(APACHE.format(room=room, port=port, modules=lines))
        hashed = subprocess.run(["openssl", "passwd", "-apr1", self.password], check=True, capture_output=True, text=True)
        (room / "passwords").write_text(f"{self.user}:{hashed.stdout}")
        if os.geteuid() == 0:
            # Its children run as the user of the package's own configuration.
            with open(room / "apache.conf", "a", encoding="utf-8") as file:
                file.write("User www-data\nGroup www-data\n")
            for path in [room.parent, room, room / "dav", room / "passwords"]:
                path.chmod(0o755)
            subprocess.run(["chown", "-R", "www-data", str(room)], check=True)
        self.process = subprocess.Popen([self.program, "-d", str(room), "-f", str(room / "apache.conf"), "-DFOREGROUND"])
        wait(self.url + "/")

    def left(self):
        return sum(1 for path in self.folder.rglob("*") if path.is_file() and ".DAV" not in path.parts)

    def stop(self):
        if self.process:
            end(self.process)


class Repository:
    """A bare repository whose hooks and settings would leave a mark, were they followed from outside."""

    def __init__(self, room):
        self.path = room / "team.git"
        subprocess.run(["git", "init", "--quiet", "--bare", str(self.path)], check=True)

    def left(self):
        listed = subprocess.run(["git", "-C", str(self.path), "for-each-ref"], check=True, capture_output=True, text=True)
        return len(listed.stdout.splitlines())
