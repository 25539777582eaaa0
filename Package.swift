// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every Swift target.
let shared: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]

/// What ships also marks every unsafe construct; tests call C freely.
let strict = shared + [.strictMemorySafety()]

/// A library of the system, found by pkg-config.
func system(_ name: String, _ pkgConfig: String, apt: String, brew: String) -> Target {
    .systemLibrary(
        name: name,
        pkgConfig: pkgConfig,
        providers: [.apt([apt]), .brew([brew])]
    )
}

/// A Swift module under `Sources`, with the shared settings.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a module, under `Tests`.
func tests(
    _ module: String,
    _ dependencies: [Target.Dependency] = [],
    resources: [Resource] = []
) -> Target {
    .testTarget(
        name: module + "Tests",
        dependencies: [.init(stringLiteral: module), "TestSupport"] + dependencies,
        resources: resources,
        swiftSettings: shared
    )
}

let package = Package(
    name: "baton",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "baton", targets: ["baton"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // System libraries.
        system("CYAML", "yaml-0.1", apt: "libyaml-dev", brew: "libyaml"),
        system("CQREncode", "libqrencode", apt: "libqrencode-dev", brew: "qrencode"),
        system("CPNG", "libpng", apt: "libpng-dev", brew: "libpng"),
        system("CSodium", "libsodium", apt: "libsodium-dev", brew: "libsodium"),
        system("CVectorscan", "libhs", apt: "libvectorscan-dev", brew: "vectorscan"),
        system("CPCRE2", "libpcre2-8", apt: "libpcre2-dev", brew: "pcre2"),
        system("CZlib", "zlib", apt: "zlib1g-dev", brew: "zlib"),
        system("CZstd", "libzstd", apt: "libzstd-dev", brew: "zstd"),
        system("CMD4C", "md4c", apt: "libmd4c-dev", brew: "md4c"),
        system("CLua", "lua5.4", apt: "liblua5.4-dev", brew: "lua@5.4"),

        // Small C and C++ targets.
        // simdjson's pkg-config file holds a define that the package manager refuses with a warning.
        .target(name: "CSIMDJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CBatonLua", dependencies: ["CLua"], cSettings: [.unsafeFlags(["-std=c17"])]),
        .target(name: "CCurl"),
        .target(name: "CGcrypt"),
        .target(name: "CPlatform"),
        .target(name: "CPatterns"),
        .target(name: "CEdit"),
        .target(
            name: "CExportPage",
            exclude: ["page.css", "page.js"],
            cSettings: [.unsafeFlags(["-std=c23", "-Wno-c23-extensions"])]
        ),
        .target(
            name: "CRecipes",
            path: "recipes",
            exclude: [
                "commit-context.yml", "commit-file.yml", "commit-trailer.yml", "handoff.yml",
                "onboarding.lua",
                "pr-context.lua",
            ],
            sources: ["embed.c"],
            publicHeadersPath: "include",
            cSettings: [.unsafeFlags(["-std=c23", "-Wno-c23-extensions"])]
        ),

        // General modules: no word of the product in them.
        module("Platform", ["CPlatform"]),
        module("JSON", ["CSIMDJSON"]),
        module("YAML", ["CYAML"]),
        module("Diagnostics"),
        module("Lua", ["CBatonLua"]),
        module("LuaSyntax"),
        module("HTTP", ["CCurl"]),
        module("LineEditing", ["CEdit"]),
        module("QRCode", ["CQREncode", "CPNG"]),
        module("Age", ["CGcrypt", "CSodium"]),
        module("Digest", ["CSodium"]),
        module("Patterns", ["CPatterns", "CVectorscan", "CPCRE2"]),
        module("Compression", ["CZlib", "CZstd"]),
        module("HTML"),
        module("Markdown", ["CMD4C", "HTML"]),

        // Baton.
        module("BatonSessions", ["Compression", "Digest", "JSON", "Platform"]),
        module("BatonRedaction", ["Digest", "Patterns", "JSON"]),
        module("BatonGit", ["JSON", "Platform", "YAML"]),
        module("BatonForge", ["BatonGit", "JSON", "Platform"]),
        module("BatonProvenance", ["BatonGit", "BatonSessions", "JSON", "Platform"]),
        module(
            "BatonExport",
            [
                "BatonSessions", "BatonRedaction", "CExportPage", "Digest", "HTML", "JSON", "Markdown",
                "Platform",
            ]
        ),
        module(
            "BatonSharing",
            ["BatonSessions", "BatonGit", "Age", "Compression", "Digest", "HTTP", "JSON", "Platform"]
        ),
        module(
            "BatonHost",
            [
                "Age", "BatonSessions", "BatonExport", "BatonRedaction", "BatonSharing", "BatonGit",
                "BatonForge", "BatonProvenance", "Diagnostics", "Digest", "HTTP",
                "JSON", "Lua", "Platform", "QRCode", "YAML",
            ]
        ),
        module(
            "BatonRecipes",
            ["BatonHost", "YAML", "Diagnostics", "Lua", "LuaSyntax", "JSON", "Platform", "CRecipes"]
        ),
        module(
            "BatonScripting",
            ["BatonHost", "BatonSessions", "Diagnostics", "HTTP", "JSON", "Lua", "LuaSyntax", "Platform"]
        ),
        module(
            "BatonCLI",
            [
                "Age", "BatonHost", "BatonRecipes", "BatonScripting", "BatonSessions", "BatonExport",
                "BatonRedaction", "BatonSharing",
                "BatonGit", "BatonProvenance", "Diagnostics", "Digest", "HTTP", "JSON", "LineEditing", "Lua",
                "Platform", "QRCode",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(
            name: "baton",
            dependencies: ["BatonCLI", "Platform"],
            swiftSettings: strict
        ),

        // Tests.
        .target(
            name: "TestSupport",
            dependencies: ["Platform"],
            path: "Tests/TestSupport",
            swiftSettings: shared
        ),
        tests("YAML"),
        tests("Diagnostics"),
        tests("Lua", ["CLuaBench"]),
        .target(name: "CLuaBench", dependencies: ["CLua"], path: "Tests/CLuaBench"),
        .executableTarget(
            name: "LuaBench",
            dependencies: ["Lua", "CLuaBench"],
            path: "Tests/LuaBench",
            swiftSettings: shared
        ),
        .executableTarget(
            name: "RedactionBench",
            dependencies: ["BatonRedaction", "Patterns", "Platform"],
            path: "Tests/RedactionBench",
            swiftSettings: shared
        ),
        .executableTarget(
            name: "SealBench",
            dependencies: ["Age", "BatonSharing", "Compression", "Platform"],
            path: "Tests/SealBench",
            swiftSettings: shared
        ),
        // What `scripts/bench` holds reading against.
        .executableTarget(
            name: "JSONScan",
            path: "Tests/JSONScan",
            linkerSettings: [.linkedLibrary("simdjson")]
        ),
        tests("LuaSyntax", ["Lua"]),
        tests("HTTP"),
        tests("QRCode"),
        tests("Age", ["CSodium", "CZlib"], resources: [.copy("Vectors")]),
        tests("Patterns"),
        tests("Digest"),
        tests("Compression", ["CZlib", "CZstd"]),
        tests("HTML"),
        tests("Markdown", ["HTML"]),
        tests("BatonRedaction", ["JSON"]),
        tests(
            "BatonSharing",
            ["Age", "BatonGit", "BatonSessions", "Compression", "Digest", "HTTP", "JSON", "Platform"],
            resources: [.copy("Signatures")]
        ),
        tests("BatonGit", ["Platform", "YAML"]),
        tests("BatonForge", ["BatonGit", "JSON", "Platform"], resources: [.copy("Programs")]),
        tests("BatonProvenance", ["BatonGit", "BatonSessions", "JSON", "Platform"]),
        tests("BatonRecipes", ["BatonHost", "Diagnostics", "JSON", "Lua", "Platform"]),
        tests(
            "BatonHost",
            [
                "BatonGit", "BatonRedaction", "BatonSessions", "BatonSharing", "Diagnostics", "Digest",
                "JSON",
                "Lua", "Platform",
            ]
        ),
        tests(
            "BatonScripting",
            ["BatonHost", "BatonSharing", "Lua", "Platform"],
            resources: [.copy("Scripts")]
        ),
        tests(
            "BatonCLI",
            ["baton", "BatonHost", "BatonRedaction", "BatonSessions", "BatonSharing", "JSON", "Platform"],
            resources: [.copy("Scripts"), .copy("Hostile")]
        ),
        tests("Platform"),
        tests("JSON"),
        tests("BatonSessions", ["CZstd", "JSON", "Platform"]),
        tests(
            "BatonExport",
            ["BatonSessions", "BatonRedaction", "Digest", "Platform", "JSON"],
            resources: [.copy("Golden")]
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c17,
    cxxLanguageStandard: .cxx17
)

// Fuzz targets are built on request only: `scripts/fuzz` sets the variable.
if Context.environment["BATON_FUZZ"] != nil {
    let fuzz: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer", "-sanitize=address"])]
    package.targets.append(
        .target(
            name: "FuzzDriver",
            dependencies: ["BatonHost", "Diagnostics", "Platform"],
            path: "Fuzz/FuzzDriver",
            swiftSettings: fuzz
        )
    )
    for (name, modules) in [
        ("FuzzRecipe", ["BatonHost", "BatonRecipes"]),
        ("FuzzExpression", ["BatonHost", "BatonRecipes", "BatonScripting", "Lua"]),
        ("FuzzMarkdown", ["HTML", "Markdown", "TestSupport"]),
        ("FuzzPage", ["BatonExport", "BatonSessions", "Platform", "TestSupport"]),
        (
            "FuzzRecord",
            ["BatonExport", "BatonRedaction", "BatonSessions", "JSON", "Platform", "TestSupport"]
        ),
        ("FuzzBundle", ["BatonSessions", "BatonSharing", "Digest", "JSON", "Platform"]),
        ("FuzzRedaction", ["BatonRedaction", "JSON"]),
        ("FuzzAgents", ["BatonExport", "BatonSessions", "Platform", "TestSupport"]),
    ] {
        package.targets.append(
            .executableTarget(
                name: name,
                dependencies: (modules + ["FuzzDriver"]).map { .init(stringLiteral: $0) },
                path: "Fuzz/" + name,
                swiftSettings: fuzz
            )
        )
    }
}
