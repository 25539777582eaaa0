internal import BatonExport

/// `baton.export.html`: turn a session into a page for a browser.
enum HTMLExportFunctions {
    static let all: [HostFunction] = [html]

    static let html = HostFunction(
        "export",
        "html",
        "Writes a session as one HTML page that loads nothing, for people who read it in a browser.",
        parameters: ExportFunctions.markdown.parameters,
        options: ExportFunctions.markdown.options.filter { !["images", "audience"].contains($0.name) } + [
            .optional(
                "images",
                .choice(ImageDetail.allCases.map(\.rawValue)),
                "which pictures are shown: `small` for those up to 1 MiB",
                default: .text("small")
            )
        ],
        result: .record("Document"),
        errors: ExportFunctions.markdown.errors,
        permission: .sessions,
        example: "local page = baton.export.html(\"current\", { messages = \"all\", tools = \"brief\" })"
    ) { call in
        try ExportFunctions.export(.html, call)
    }
}
