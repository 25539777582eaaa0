/// Texts with `§` in the place of a secret, by what the secret is.
enum ContextSurroundings {
    static let literals = [
        "define('DB_PASSWORD', '§');", "'password' => env('DB_PASSWORD', '§'),", "client.password(\"§\")",
        "props.setProperty(\"db.password\", \"§\");", "os.environ.setdefault('DB_PASSWORD', '§')",
        "process.env.DB_PASSWORD || '§'", "process.env.DB_PASSWORD ?? \"§\"",
        "ENV.fetch(\"DB_PASSWORD\", \"§\")",
        "password: Some(\"§\".into()),", "let password = String::from(\"§\");", "let password: &str = \"§\";",
        "static const char PASSWORD[] = \"§\";", "public string Password { get; set; } = \"§\";",
        "<entry key=\"db.password\">§</entry>", "<string name=\"password\">§</string>",
        "<key>Password</key>\n<string>§</string>", "variable \"db_password\" {\n  default = \"§\"\n}",
        "    password: |\n      §\n", "password: >-\n  §\n", "requirepass §\n", "ENV DB_PASSWORD §\n",
        "set -gx DB_PASSWORD §\n", "#define WIFI_PASSWORD \"§\"",
        "CREATE USER a IDENTIFIED WITH sha256_password BY '§';",
        "SET PASSWORD FOR 'a'@'%' = PASSWORD('§');", "cy.get('#password').type('§')",
        "page.fill('#password', '§')",
        "\"adminPassword\": { \"value\": \"§\" }", "- name: DB_PASSWORD\n  value: §\n",
        "{\"key\": \"DB_PASSWORD\", \"type\": \"secret\", \"value\": \"§\"}",
        "keyring.set_password(\"svc\", \"me\", \"§\")",
        "new NetworkCredential(\"user\", \"§\")", "auth=(\"admin\", \"§\")", "HTTPBasicAuth('admin', '§')",
        "ConvertTo-SecureString \"§\" -AsPlainText -Force", "psk=\"§\"\n", "ADMIN_PW=§\n",
    ]

    static let commands = [
        "mysql -u root -p'§' shop", "sqlcmd -S h -U sa -P §", "htpasswd -b .htpasswd me §",
        "zip -P § a.zip f",
        "7z a -p§ a.7z f", "openssl rsa -passin pass:§ -in k", "keytool -list -storepass §",
        "mongosh -u me -p § --quiet", "ldapsearch -x -D cn=admin -w § -b x", "smbclient //h/s -U me%§",
        "net use Z: \\\\srv\\x /user:bob §", "echo '§' | sudo -S apt update",
        "echo § | docker login -u me --password-stdin",
        "sudo -S <<< '§'", "echo \"root:§\" | chpasswd", "gh secret set DB_PASSWORD --body \"§\"",
        "sqlplus scott/§@orcl",
        "lftp -u me,§ h", "curl -sSfL -u \"me:§\" https://x.example.org", "http -a me:§ x.example.org",
        "[\"mysql\", \"-u\", \"root\", \"-p§\"]", "wpa_passphrase Net §", "ipmitool -H h -U me -P § power on",
        "rabbitmqctl add_user me §", "mosquitto_pub -u dev -P § -t x",
    ]

    static let sentences = [
        "use § as the password", "use `§` as the password", "login admin / §\n", "credentials: admin / §\n",
        "the password should be '§'", "The password for the admin user is §.",
        "password changed from oldone to §\n",
        "A temporary password is generated for root@localhost: §\n", "contraseña: §\n",
        "le mot de passe est §\n",
        "das Passwort ist §\n", "a senha é §\n", "пароль: §\n", "密码：§\n", "パスワードは §\n", "비밀번호: §\n",
        "password → §\n", "| Password | `§` |", "username: admin, password: §\n", "set the password to §\n",
    ]

    static let files = [
        "machine example.org\n  login me\n  password §\n", "db.example.org:5432:shop:me:§\n", "*:*:*:me:§\n",
        "me:§@tcp(127.0.0.1:3306)/db", "jdbc:oracle:thin:scott/§@//h:1521/x", "smtps://me:§@smtp.example.org",
    ]

    static let cookies = [
        "Cookie: theme=dark; sessionid=§; lang=en", "Set-Cookie: session=§; Path=/; HttpOnly",
        "Cookie: connect.sid=§\n",
        "curl -b 'sessionid=§' https://x.example.org", "document.cookie = \"session=§; path=/\"",
        "cookies={\"sessionid\": \"§\"}",
    ]

    static let headers = [
        "authorization: Api-Key §\n", "Authorization: §\n", "headers.set(\"X-API-Key\", \"§\")",
        "Authorization: Digest username=\"me\", realm=\"r\", response=\"§\"",
        "Ocp-Apim-Subscription-Key: §\n",
        "https://b.example.org/k?X-Amz-Signature=§&X-Amz-Expires=3600",
        "grant_type=authorization_code&code=§&redirect_uri=x",
    ]

    /// What speaks of secrets and holds none.
    static let harmless = [
        "pass `strict=False` to it", "page_token=CAUQAA", "next_token: \"eyJvZmZzZXQiOjEwMH0=\"",
        "Cookie: theme=dark; lang=en-US; consent=2024-11-22T10",
        "\"Authorization\",\"2026-01-07T11:20:32Z INFO\"",
        "mysql -u root -p shop_db2", "curl -u $USER:$PASS https://x",
        "docker login -u me --password-stdin < token2.txt",
        "echo hello1 | grep password", "login page/v2/index1.html", "log in with user/<password>",
        "PrivateKey | X448PublicKey: x", "arn:aws:secretsmanager:eu-west-1:1:secret:MyDatabase-a1b2c3",
        "\"AWS::IAM::AccessKey\": \"48205d4ffd7feba3\"", "#define TLS1_CK_PSK_WITH_RC4_128_SHA 0x0300008A",
        "def f(password: str = None, token: Optional[str] = None):",
        "private_key = ed25519.Ed25519PrivateKey.generate()",
        "nid = self._lib.NID_pbe_WithSHA1And3_Key_TripleDES_CBC", "password reset link expires in 15m0s",
        "i18n: { password: 'forgot-password-reset-link' }", "\"password\": \"auth.form.password2\"",
        "KeySpec: ECC_NIST_P521", "cache_key = \"v1-deps-4f2a9c1b7d3e8f60a1b2\"",
        "d=\"M12 2C6.48 2 2 6.48 2 12s4.48 10\"",
        "DE00 1234 5678 9012 3456 78", "order DE12345678", "ssn: 000-12-3456", "build 123-45-6789-1",
        "recovery code: 2024-11-22", "ids: 4d3a50f0c1e2b3a495867768594a3b2c1d0e9f8a",
        "h1:Xq3kJb2mN4pQ5rS6tU7vW8xY9zA0bC1dE2fG3hI4jK5=",
        "checksum = \"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"",
        "127.0.0.1:5432:5432", "ports: [\"5432:5432\"]", "https://example.com:8080/a?b=c@d",
        "useradd -m -s /bin/bash dev1",
        "zip -r out2.zip src", "openssl rsa -in key1.pem -passin env:KEYPASS1", "7z x -p$PW archive.7z",
        "aws configure set region eu-west-1", "kubectl get secret my-app-tls-2 -o yaml",
        "gh secret set NPM_TOKEN --body \"$NPM_TOKEN\"",
        "sudo -S <<< \"$PW\"", "the token count is 20402",
        "{\"input_tokens\":20402,\"cache_read_input_tokens\":120345}",
        "request_id: req_011CQ5kX9vB2mN4pQ5rS6tU7", "toolu_01AbCdEfGhIjKlMnOpQrStUv", "AKIAIOSFODNN7EXAMPLE",
    ]
}
