internal import HTTP
internal import Lua

/// `baton.http`: ask servers on the network.
enum HttpFunctions {
    static let all: [HostFunction] = [get, post, put, patch, delete, request, escape, form]

    static let records: [HostRecord] = [
        HostRecord(
            name: "HttpResponse",
            about: "The answer of a server, whatever its status.",
            fields: [
                .required("status", .integer, "such as 200; 404 is no failure unless `check` was asked for"),
                .required("headers", .map(.string), "header values by their names in lower case"),
                .required("body", .bytes, "the whole body"),
                .required("url", .string, "where the answer came from, after all redirects"),
            ]
        )
    ]

    private static let url = HostField.required("url", .string, "an address that begins with `https://`")
    private static let data = HostField.optional(
        "body",
        .content,
        "what is sent: a text, bytes or a document; secrets that are found in a text are removed"
    )
    private static let common: [HostField] = [
        .optional("headers", .map(.sensitive), "header values by name; a value may be a secret"),
        .optional("query", .map(.any), "values that are added to the address"),
        .optional("timeout", .duration, "for the whole, redirects included", default: .text("30s")),
        .optional("max_bytes", .integer, "refuse a larger answer", default: .int(16 << 20)),
        .optional(
            "redirects",
            .integer,
            "how many are followed, to permitted hosts only and never to another scheme",
            default: .int(5)
        ),
        .optional("check", .boolean, "whether a status of 400 or more is a failure", default: .bool(false)),
    ]
    private static let bodies: [HostField] = [
        .optional("json", .any, "a value that is sent as JSON"),
        .optional("form", .map(.any), "values that are sent as a form"),
    ]
    private static let errors = [
        "http.url", "http.connect", "http.tls", "http.timeout", "http.too_large", "http.redirect",
        "http.status", "http.secret", "http.failed", "secret",
    ]

    static let get = function(
        "get",
        "Gets what is at an address.",
        .get,
        example: """
            local function price()
              local answer = baton.http.get("https://example.org/price.json", { check = true })
              return baton.json.decode(answer.body)
            end
            """
    )

    static let post = function(
        "post",
        "Sends something to an address.",
        .post,
        example: """
            local function tell(text)
              return baton.http.post("https://example.org/hook", nil, { json = { text = text } }).status
            end
            """
    )

    static let put = function(
        "put",
        "Puts something at an address.",
        .put,
        example: """
            local function store(document)
              return baton.http.put("https://example.org/files/a.md", document, { check = true })
            end
            """
    )

    static let patch = function(
        "patch",
        "Changes what is at an address.",
        .patch,
        example: """
            local function rename(id, title)
              return baton.http.patch("https://example.org/items/" .. id, nil, { json = { title = title } })
            end
            """
    )

    static let delete = function(
        "delete",
        "Deletes what is at an address.",
        .delete,
        example: """
            local function delete(id)
              return baton.http.delete("https://example.org/items/" .. baton.http.escape(id)).status
            end
            """
    )

    static let request = HostFunction(
        "http",
        "request",
        "Sends any request: the other functions in one, with all it needs in one table.",
        options: [
            url,
            .optional(
                "method",
                .choice(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
                "what the server is asked to do",
                default: .text("GET")
            ),
            data,
        ] + bodies + common,
        result: .record("HttpResponse"),
        gives: "the answer",
        errors: errors,
        permission: .http,
        acts: true,
        example: """
            local function size(url)
              return baton.http.request({ method = "HEAD", url = url }).headers["content-length"]
            end
            """
    ) { call in
        let word = call.optionalText("method") ?? "GET"
        guard let method = HTTPMethod(rawValue: word) else { throw call.problem("method", "is not known") }
        return try HttpExchange(call: call).answer(method, url: try call.text("url"))
    }

    static let escape = HostFunction(
        "http",
        "escape",
        "Makes a text fit for a part of an address: all but letters, digits and `-._~` is percent-encoded.",
        parameters: [.required("text", .bytes, "the text")],
        result: .string,
        blocks: false,
        isStep: false,
        example: "print(baton.http.escape(\"a b/c\")) -- a%20b%2Fc"
    ) { call in .text(PercentEncoding.encode(try call.bytes("text"))) }

    static let form = HostFunction(
        "http",
        "form",
        "Writes values as a form or query has them, in the order of their names.",
        parameters: [
            .required("values", .map(.any), "texts, numbers, truth values, or lists of these, by name")
        ],
        result: .string,
        blocks: false,
        isStep: false,
        example: "print(baton.http.form({ q = \"two words\", page = 2 })) -- page=2&q=two%20words"
    ) { call in .text(try FormText.encode(call["values"], call, "values")) }

    private static func function(
        _ name: String,
        _ about: String,
        _ method: HTTPMethod,
        example: String
    ) -> HostFunction {
        let takesBody = method != .get && method != .delete
        return HostFunction(
            "http",
            name,
            about,
            parameters: takesBody ? [url, data] : [url],
            options: (takesBody ? bodies : []) + common,
            result: .record("HttpResponse"),
            gives: "the answer",
            errors: errors,
            permission: .http,
            acts: true,
            example: example
        ) { call in try HttpExchange(call: call).answer(method, url: try call.text("url")) }
    }
}
