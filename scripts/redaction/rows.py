"""One row of the set, and the surroundings that a value can stand in."""
import dataclasses

from . import records

LEADS = ["Here is what I see", "Please have a look", "Das hört nicht auf 🙂", "It fails since this morning", "Notes of the call",
         "réponse du serveur", "$ ./run.sh", "2026-01-07T11:20:31Z INFO worker started", "# Setup", "日本語のメモ"]
TRAILS = ["What is wrong here?", "Thanks a lot", "nothing else was printed", "2026-01-07T11:20:32Z INFO worker stopped", "その後は正常です",
          "and that is all 🎉", "exit status 1", "then it was quiet"]
# Surroundings of a token that needs no name.
BARE = {
    "sentence": "I used %s for the test.", "sentence-end": "The new one is %s.", "alone": "%s", "line": "first\n%s\nlast",
    "crlf": "first\r\n%s\r\nlast", "tab": "id\t%s\tok", "quoted": "it says \"%s\" there", "single": "it says '%s' there",
    "backtick": "run it with `%s` please", "bold": "the key **%s** is live", "table": "| name | value |\n|---|---|\n| live | %s |",
    "table-tick": "| live | `%s` |", "comma": "one of %s, or the other", "semicolon": "x=%s;y=2", "paren": "(%s)", "bracket": "[%s]",
    "ampersand": "a=1&x=%s&page=2", "angle": "<string>%s</string>", "angle-bare": "<%s>", "colon": "%s: not valid", "at": "https://%s@example.com/x",
    "env": "TOKEN=%s", "export": "export API_TOKEN=%s", "env-file": "A=1\nSERVICE_KEY=\"%s\"\nB=2", "yaml": "auth:\n  token: %s\n  user: x",
    "json": "{\"token\": \"%s\", \"user\": 1}", "toml": "[auth]\nkey = '%s'\n", "python": "client = Client(\"%s\", timeout=3)",
    "js": "const c = new Client({ k: '%s' });", "template": "fetch(`https://x.test/?q=${q}&k=%s`)", "diff-new": "@@ -1 +1 @@\n-KEY=old\n+KEY=%s\n",
    "diff-old": "@@ -1 +1 @@\n-%s\n+ENV\n", "numbered": "     1\timport x\n     2\t%s\n     3\t", "arrow": "    12→%s\n    13→x",
    "grep": "config/a.env:14:KEY=%s", "log": "2026-01-05 10:00:01 DEBUG [auth] sent %s to upstream", "trace": "+ deploy --now %s", "flag": "tool --key %s --now",
    "flag-equals": "tool --key=%s --now", "curl": "curl -s -H 'X-Auth: %s' https://api.example.com/v1", "bearer": "Authorization: Bearer %s",
    "url-query": "https://api.example.com/v1?key=%s", "url-fragment": "https://x.test/cb#access=%s&state=1", "colour": "\x1b[32m%s\x1b[0m",
    "colour-key": "\x1b[1mkey\x1b[0m=\x1b[33m%s\x1b[39m", "emoji": "🔑%s🔑", "accent": "clé : %s – à jeter", "cjk": "鍵は%sです",
    "html": "<input value=\"%s\">", "xml": "<key name=\"k\">%s</key>", "csv": "1,ann,%s,2026", "ps": "root 17 0.0 node app.js --k %s", "error": "Error: invalid key provided: '%s'. Check it",
    "escaped-quote": "echo \\\"%s\\\"", "slash": "path/%s/x", "list": "- %s\n- x", "pipe": "echo %s | tool login --stdin",
    "heredoc": "cat <<EOF\n%s\nEOF", "ellipsis": "it was %s…", "guillemets": "« %s »", "typographic": "it is “%s” now", "comment": "# %s\nx = 1", "c-comment": "/* %s */",
    "ini": "[a]\nkey : %s\n", "docker": "ENV KEY=%s", "php": "define('KEY', '%s');", "shell-set": "set KEY %s", "powershell": "$env:KEY = '%s'",
}


@dataclasses.dataclass
class Row:
    """Records and what of them must not come through. `whole`: a password, whose pieces may be words."""
    kind: str
    sub: str
    records: list
    secrets: list
    whole: bool = False
    markers: tuple = ()
    tags: dict = dataclasses.field(default_factory=dict)
    free: bool = False
    ascii: bool = False

    def lines(self):
        return [records.compact(record, self.ascii) for record in self.records]


class Maker:
    """Puts texts into rows."""

    def __init__(self, inventor):
        self.inventor, self.random = inventor, inventor.random
        self.carrier = records.Carrier(inventor)

    def place(self):
        return self.random.choice(records.PLACES if self.random.random() < 0.85 else
                                  [p for p in records.ODD_PLACES if p not in ("file-path", "key", "branch", "cwd")])

    def depth(self):
        return self.random.choices([1, 2, 3, 4], [78, 12, 6, 4])[0]

    def between(self, core):
        """The text with words before and after it, and those words."""
        lead, trail = self.random.choice(LEADS), self.random.choice(TRAILS)
        gap = self.random.choice(["\n", "\n\n", "\n"])
        return f"{lead}{gap}{core}{gap}{trail}", (lead, trail)

    def row(self, kind, sub, core, secrets, whole=False, context="", place=None, depth=None, **more):
        """A row of one record around a text."""
        text, markers = self.between(core)
        place, depth = place or self.place(), depth or self.depth()
        secrets = [secrets] if isinstance(secrets, str) else secrets
        record = self.carrier.carry(records.deepen(text, depth), place)
        tags = {"context": context, "place": place, "depth": str(depth)}
        return Row(kind, sub, [record], secrets, whole, markers, tags, **more)

    def bare(self, kind, sub, secret, **more):
        """A row of a token that needs no name, in surroundings of any kind."""
        context = self.random.choice(list(BARE))
        return self.row(kind, sub, BARE[context] % secret, secret, context=context, **more)
