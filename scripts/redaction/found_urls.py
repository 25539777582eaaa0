"""Rows of addresses that hold a secret: connection strings, webhooks, signed links."""
from urllib.parse import quote

from . import words

CONNECTIONS = ["postgres://app:%s@db.example.com:5432/shop", "postgresql://app:%s@10.0.0.5/shop?sslmode=require", "postgresql+asyncpg://app:%s@db/shop", "mysql://root:%s@127.0.0.1:3306/shop", "mysql+pymysql://root:%s@db/shop", "mariadb://u:%s@h/x",
               "mongodb://admin:%s@mongo:27017/?authSource=admin", "mongodb+srv://admin:%s@cluster0.ab1cd.mongodb.net/shop?retryWrites=true", "redis://:%s@cache.example.com:6379/0", "redis://default:%s@cache:6379", "rediss://default:%s@eu1.upstash.example:6379", "amqp://guest:%s@mq:5672/%%2f", "amqps://app:%s@mq.example.com/vh",
               "https://bob:%s@git.example.com/acme/shop.git", "http://bob:%s@proxy.example.com:3128", "ftp://bob:%s@ftp.example.com/x", "sftp://bob:%s@files.example.com", "smtp://mailer:%s@smtp.example.com:587", "smtps://mailer:%s@smtp.example.com", "imap://bob:%s@mail.example.com", "ldap://cn=admin:%s@ldap.example.com", "ssh://root:%s@10.0.0.9:22",
               "clickhouse://default:%s@ch:8123/x", "cockroachdb://app:%s@crdb:26257/x", "mssql+pyodbc://sa:%s@db/x?driver=ODBC", "sqlserver://sa:%s@db:1433/x", "oracle://scott:%s@db:1521/x", "snowflake://me:%s@acct/db", "neo4j+s://neo4j:%s@x.databases.neo4j.example", "bolt://neo4j:%s@g:7687", "nats://app:%s@nats:4222", "mqtt://dev:%s@broker:1883", "mqtts://dev:%s@broker", "kafka://app:%s@k:9092", "socks5://bob:%s@127.0.0.1:1080", "elasticsearch://elastic:%s@es:9200", "cassandra://c:%s@h/ks", "jdbc:postgresql://db:5432/x?user=app&password=%s", "jdbc:mysql://db/x?user=root&password=%s&useSSL=false", "jdbc:sqlserver://db:1433;databaseName=x;user=sa;password=%s;encrypt=true", "jdbc:oracle:thin:scott/%s@db:1521/x", "couchbase://a:%s@h", "couchdb://a:%s@h:5984", "rtsp://admin:%s@10.0.0.64:554/stream1", "vnc://:%s@10.0.0.3:5900", "cloudinary://874837483274837:%s@demo", "prisma+postgres://x:%s@h/y", "hdfs://u:%s@nn/x", "s3://AK:%s@minio:9000/b", "smb://bob:%s@srv/share", "stratum+tcp://w:%s@pool:3333", "git+https://bob:%s@git.example.com/a/b.git", "docker://u:%s@r/x", "celery+redis://:%s@h"]
DOTNET = ["Server=tcp:x.database.windows.net,1433;Initial Catalog=shop;User ID=app;Password=%s;Encrypt=True;", "Data Source=db;User Id=sa;Password=%s;", "Host=db;Username=app;Password=%s;Database=x", "Driver={ODBC Driver 18};Server=db;Uid=sa;Pwd=%s;", "host=db port=5432 dbname=x user=app password=%s sslmode=require"]
AZURE = ["DefaultEndpointsProtocol=https;AccountName=acmestore;AccountKey=%s;EndpointSuffix=core.windows.net", "Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=%s", "AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey=%s;", "HostName=acme.azure-devices.net;DeviceId=d1;SharedAccessKey=%s", "Endpoint=https://acme.azconfig.io;Id=ab-l0-s0:xyz;Secret=%s", "endpoint=https://acme.communication.azure.com/;accesskey=%s"]
# A name, the address around the secret, the secret's template.
HOOKS = [("slack-webhook", "https://hooks.slack.com/services/%s", "T{U:8}/B{U:10}/{w:24}"), ("slack-workflow", "https://hooks.slack.com/workflows/%s", "T{U:8}/A{U:8}/{d:18}/{w:24}"), ("discord-webhook", "https://discord.com/api/webhooks/%s", "{d:18}/{u:68}"), ("discord-old", "https://discordapp.com/api/webhooks/%s", "{d:18}/{u:68}"),
         ("teams", "https://acme.webhook.office.com/webhookb2/{uuid}@{uuid}/IncomingWebhook/%s", "{h:32}/{uuid}"), ("zapier", "https://hooks.zapier.com/hooks/catch/%s", "{d:7}/{l:7}"), ("google-chat", "https://chat.googleapis.com/v1/spaces/AAAA{u:7}/messages?key=AIzaSyDdI0hCZtE6vySjMm-WEfRq3CPzqKqqsHI&token=%s", "{u:43}%3D"),
         ("make", "https://hook.eu1.make.com/%s", "{l:32}"), ("telegram", "https://api.telegram.org/bot%s/sendMessage", "{d:10}:AA{u:33}"), ("ifttt", "https://maker.ifttt.com/trigger/x/with/key/%s", "{u:22}"), ("lark", "https://open.feishu.cn/open-apis/bot/v2/hook/%s", "{uuid}"), ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=%s", "{h:64}"), ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=%s", "{uuid}"), ("mattermost", "https://chat.acme.example/hooks/%s", "{l:26}"), ("sentry-dsn", "https://{h:32}:%s@o{d:6}.ingest.sentry.io/{d:7}", "{h:32}"), ("gitlab-ci", "https://gitlab-ci-token:%s@gitlab.com/acme/x.git", "glcbt-64_{u:20}"), ("github-token", "https://x-access-token:%s@github.com/acme/x.git", "ghs_{crc62}"), ("oauth2-git", "https://oauth2:%s@gitlab.com/a/b.git", "{u:20}"), ("token-user", "https://%s@github.com/acme/x.git", "{h:40}"), ("alchemy", "https://eth-mainnet.g.alchemy.com/v2/%s", "{u:32}"), ("infura", "https://mainnet.infura.io/v3/%s", "{h:32}"), ("quicknode", "https://cool-red-star.quiknode.pro/%s/", "{h:40}")]
SIGNED = [("s3-signature", "https://acme.s3.amazonaws.com/a.zip?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260105T100000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=%s", "{h:64}"), ("s3-token", "https://acme.s3.amazonaws.com/a.zip?X-Amz-Date=20260105T100000Z&X-Amz-Security-Token=%s&X-Amz-SignedHeaders=host", "IQoJb3JpZ2luX2Vj{w:200}"),
          ("gcs", "https://storage.googleapis.com/b/o?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Date=20260105T100000Z&X-Goog-Expires=900&X-Goog-Signature=%s", "{h:256}"), ("azure-sas", "https://acme.blob.core.windows.net/c/f?sv=2022-11-02&sr=b&sp=r&se=2026-01-06T00%%3A00%%3A00Z&sig=%s", "{w:42}%3D"), ("cloudfront", "https://d111.cloudfront.net/x?Expires=1767600000&Signature=%s&Key-Pair-Id=K{U:13}", "{u:340}__"),
          ("access-token", "https://api.example.com/me?access_token=%s", "{u:48}"), ("api-key", "https://maps.example.com/tile?api_key=%s&z=2", "{w:32}"), ("apikey", "https://api.example.com/v1?apikey=%s", "{h:32}"), ("token", "https://x.example.com/join?token=%s", "{w:40}"), ("sig-old-s3", "https://b.s3.amazonaws.com/x?AWSAccessKeyId=AKID&Expires=1767600000&Signature=%s", "{w:26}%3D"), ("reset", "https://app.example.com/reset-password?token=%s", "{u:43}"), ("fragment", "https://app.example.com/cb#access_token=%s&token_type=bearer", "{u:60}"), ("client-secret", "https://auth.example.com/token?grant_type=x&client_secret=%s", "{u:40}"), ("key-google", "https://maps.googleapis.com/maps/api/js?key=%s&libraries=places", "AIza{u:35}")]
AROUND = {"alone": "%s", "env": "DATABASE_URL=%s", "quoted": "url = \"%s\"", "yaml": "url: %s\nx: 1", "sentence": "it connects to %s, then stops.", "backtick": "use `%s`", "json": "{\"url\": \"%s\", \"n\": 1}", "error": "Error: cannot connect to %s: timed out", "markdown": "[link](%s)", "git": "origin\t%s (fetch)", "angle": "<%s>", "curl": "curl -sS '%s' -d x", "numbered": "    14\t%s", "log": "2026-01-02 10:00 INFO using %s", "colour": "\x1b[34m%s\x1b[0m"}


def url(maker, count):
    invent, random = maker.inventor, maker.random
    for number in range(count):
        around = random.choice(list(AROUND))
        match number % 5:
            case 0 | 1:
                template = CONNECTIONS[number * 3 % len(CONNECTIONS)] if number % 2 else random.choice(CONNECTIONS)
                _, value = words.password(invent)
                value = quote(value, safe="!*") if "://" in template else value
                sub = template.split(":")[0]
                yield maker.row("url", "connection", AROUND[around] % (template % value), value, whole=True, context=f"{sub} {around}")
            case 2:
                if random.random() < 0.5:
                    value = invent.base64(64)
                    yield maker.row("url", "azure", AROUND[around] % (random.choice(AZURE) % value), value, context=around)
                else:
                    _, value = words.password(invent)
                    yield maker.row("url", "dotnet", AROUND[around] % (random.choice(DOTNET) % value), value, whole=True, context=around)
            case _:
                name, address, template = random.choice(HOOKS if number % 5 == 3 else SIGNED)
                value = invent.fill(template)
                yield maker.row("url", name, AROUND[around] % (invent.fill(address).replace("%s", value).replace("%%", "%")), value, context=around)
