/// Keys of Azure services that carry a mark in their middle, and signatures.
///
/// Source: Microsoft's published guidance on identifiable secrets: the mark begins at a fixed place, so that the length
/// of the key follows.
let azureKeyRules: [Rule] = [
    azureKey("azure-storage-key", "Azure Storage key", before: 76, #"\+ASt"#, after: 6, padding: 2),
    azureKey("azure-batch-key", "Azure Batch key", before: 76, #"\+ABa"#, after: 6, padding: 2),
    azureKey("azure-cosmos-key", "Azure Cosmos DB key", before: 76, "ACDb", after: 6, padding: 2),
    azureKey("azure-service-bus-key", "Azure Service Bus key", before: 33, #"\+ASb"#, after: 6, padding: 1),
    azureKey("azure-event-hub-key", "Azure Event Hubs key", before: 33, #"\+AEh"#, after: 6, padding: 1),
    azureKey("azure-relay-key", "Azure Relay key", before: 33, #"\+ARm"#, after: 6, padding: 1),
    azureKey("azure-iot-key", "Azure IoT Hub key", before: 33, "AIoT", after: 6, padding: 1),
    azureKey("azure-redis-key", "Azure Cache for Redis key", before: 33, "AzCa", after: 6, padding: 1),
    azureKey("azure-registry-password", "Azure Container Registry password", before: 42, #"\+ACR"#, after: 6),
    azureKey("azure-search-key", "Azure AI Search key", before: 42, "AzSe", after: 6),
    azureKey("azure-function-key", "Azure Functions key", before: 44, "AzFu", after: 6, padding: 2),
    // Of a shared access signature, or of the address that starts a Logic App or a flow of Power Automate.
    Rule(
        "azure-signature",
        "Shared access signature",
        .shaped(
            [Head("sig=", ByteClass("A-Za-z0-9%+/_-"), 24)],
            expression: "sig=((?:[A-Za-z0-9+/_-]|%2[BbFf]){43}(?:=|%3[Dd])?)(?![A-Za-z0-9])"
        ),
        form: "`sig=` and base64 of 32 bytes"
    ),
]

/// The rule for a key of base64 with a mark, so many characters before it and behind it.
private func azureKey(
    _ id: String,
    _ about: String,
    before: Int,
    _ mark: String,
    after: Int,
    padding: Int = 0
) -> Rule {
    let tail = "\(mark)[A-Za-z0-9+/_-]{\(after)}" + String(repeating: "=", count: padding)
    return Rule(
        id,
        about,
        .shaped(
            [Head(expression: tail, length: before + 4 + after + padding)],
            expression: "[A-Za-z0-9+/_-]{\(before)}" + tail
        ),
        form: "\(before) of base64, the mark `\(mark.replacing("\\", with: ""))` and \(after) more"
    )
}
