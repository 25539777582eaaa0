/// Why something could not be shared or fetched.
///
/// No case holds a key, the fragment or query of a URL, or content.
public enum SharingError: Error, Sendable, Equatable {
    /// No store of that name is configured.
    case unknownStore(name: String, known: [String])
    /// A store's settings lack something or hold something unusable.
    case badStoreSettings(name: String, problem: String)
    /// There is nothing to upload.
    case empty
    /// The file is larger than the store takes.
    case tooLarge(store: String, bytes: Int, limit: Int)
    /// The store refused the upload, with its own words where it has any.
    case refused(store: String, status: Int, reason: String)
    /// The store did not do what was asked of an uploaded file: `action` is such as `delete the file`.
    case notDone(store: String, action: String, status: Int, reason: String)
    /// The store has no way to remove a file.
    case cannotDelete(store: String)
    /// The store has no way to change when a file goes away.
    case cannotExtend(store: String)
    /// The store cannot keep a file that long, or its link does not work that long.
    case badExpiry(store: String, problem: String)
    /// What proves who we are to the store is missing or unusable.
    case noCredentials(store: String, problem: String)
    /// The store's answer is not one that its service gives; the upload may or may not have happened.
    case badAnswer(store: String, reason: String)
    /// The transfer failed before an answer came.
    case transfer(host: String, reason: String)
    /// All was sent and no answer came: it may have arrived.
    case outcomeUnknown(host: String, reason: String)
    /// The list of shares cannot be written, so nothing was sent.
    case notListed(path: String, reason: String)
    /// There is no share of that name in the list, or more than one.
    case noShare(String)
    /// A share cannot be changed as asked.
    case cannotChange(number: Int, reason: String)
    /// The link is of a form that is not fetched.
    case badLink(reason: String)
    /// A link by plain http was not asked for.
    case plainHTTP(host: String)
    /// The server answered with another status than 200.
    case notThere(host: String, status: Int)
    /// The downloaded file is larger than allowed.
    case downloadTooLarge(limit: Int)
    /// The file is sealed and the link has no key.
    case keyMissing
    /// A file became shorter while it was read.
    case changedWhileSent(path: String)
    /// The content cannot be encrypted as asked.
    case cannotSeal(reason: String)
    /// A text that should name somebody's key does not.
    case badRecipient(text: String, reason: String)
    /// A file with secret keys cannot be used.
    case badIdentity(path: String, reason: String)
    /// The file is sealed to keys of these kinds, of which none is here.
    case identityMissing(kinds: [String])
    /// The file is sealed to an SSH key whose file a passphrase protects.
    case protectedIdentity
    /// The file is sealed with a passphrase, and nobody can be asked for it.
    case passphraseMissing
    /// The file's passphrase asks for a work factor above the limit.
    case workFactor(Int, limit: Int)
    /// The file or the key is of the hybrid kind that newer age programs have.
    case postQuantum
    /// The gpg program is needed and not there.
    case noGPG
    /// The key does not open the file, or the file was changed on its way.
    case cannotOpen(reason: String)
}

extension SharingError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .unknownStore(let name, let known):
            "there is no store '\(name)' (known: \(known.joined(separator: ", ")))"
        case .badStoreSettings(let name, let problem):
            "the settings of store '\(name)' cannot be used: \(problem)"
        case .empty:
            "there is nothing to upload: the content is empty"
        case .tooLarge(let store, let bytes, let limit):
            "\(bytes) bytes are more than store '\(store)' takes (\(limit))"
        case .refused(let store, let status, let reason):
            "store '\(store)' refused the upload with status \(status)"
                + (reason.isEmpty ? "" : ": \(reason)")
        case .notDone(let store, let action, let status, let reason):
            "store '\(store)' did not \(action)"
                + [status == 0 ? "" : "status \(status)", reason].filter { !$0.isEmpty }
                .enumerated().map { ($0.offset == 0 ? ": " : ", ") + $0.element }.joined()
        case .cannotDelete(let store):
            "store '\(store)' cannot delete: the file stays until its time is over"
        case .cannotExtend(let store):
            "store '\(store)' cannot change how long a file stays"
        case .badExpiry(let store, let problem):
            "store '\(store)' cannot do what 'expires' asks: \(problem)"
        case .noCredentials(let store, let problem):
            "the credentials of store '\(store)' cannot be used: \(problem)"
        case .badAnswer(let store, let reason):
            "invalid response from store '\(store)': \(reason)"
        case .transfer(let host, let reason):
            "transfer with '\(host)' failed: \(reason)"
        case .outcomeUnknown(let host, let reason):
            "the upload was sent to '\(host)' and no answer came, so that it may have arrived: \(reason)"
        case .notListed(let path, let reason):
            "nothing was sent, since the list of shares '\(path)' cannot be written: \(reason)"
        case .noShare(let name):
            "there is no single share '\(name)'"
        case .cannotChange(let number, let reason):
            "share \(number) stays as it is: \(reason)"
        case .badLink(let reason):
            "the link cannot be used: \(reason)"
        case .plainHTTP(let host):
            "the link to '\(host)' is plain http, which anybody on the way can read and change"
        case .notThere(let host, let status):
            "'\(host)' answered with status \(status)"
        case .downloadTooLarge(let limit):
            "the file is larger than \(limit) bytes"
        case .keyMissing:
            "the file is sealed and the link has no key behind '#'"
        case .cannotSeal(let reason):
            "the content cannot be encrypted: \(reason)"
        case .badRecipient(let text, let reason):
            "'\(text)' is no key to seal to: \(reason)"
        case .badIdentity(let path, let reason):
            "the identities in '\(path)' cannot be used: \(reason)"
        case .identityMissing(let kinds):
            "the file is sealed to \(Self.keys(kinds)), and no identity here opens it"
        case .protectedIdentity:
            "the file is sealed to your SSH key, whose file a passphrase protects; such a key cannot be used here"
        case .passphraseMissing:
            "the file is sealed with a passphrase, and there is no terminal to ask for it"
        case .workFactor(let factor, let limit):
            "the file's passphrase asks for a work factor of \(factor), above the limit of \(limit)"
        case .postQuantum:
            "it needs a post-quantum identity (mlkem768x25519), which is not supported"
        case .noGPG:
            "this needs the gpg program, which is not installed"
        case .changedWhileSent(let path):
            "'\(path)' became shorter while it was read"
        case .cannotOpen(let reason):
            "the sealed file cannot be opened: \(reason)"
        }
    }

    /// Kinds of keys with their numbers, such as `2 keys (X25519, ssh-rsa)`.
    private static func keys(_ kinds: [String]) -> String {
        let names = Set(kinds).sorted().joined(separator: ", ")
        return "\(kinds.count) \(kinds.count == 1 ? "key" : "keys") (\(names))"
    }

    /// What to do next.
    public var hint: String? {
        switch self {
        case .unknownStore: "baton stores lists what is configured"
        case .tooLarge: "export fewer messages with --messages, or use another --store"
        case .badAnswer: "check that the service is up, try again in a few minutes, or use another --store"
        case .transfer: "check the network and that the service is up, then try again"
        case .outcomeUnknown:
            "nobody has the link or the key; 'baton shares' lists it, and uploading again makes another copy"
        case .notListed: "XDG_STATE_HOME names another folder for it"
        case .noShare: "'baton shares' lists them with their numbers"
        case .plainHTTP: "ask for an https link, or add --allow-http if you trust the network"
        case .notThere(_, 404), .notThere(_, 410): "the file is gone or the link is cut; ask for a new one"
        case .keyMissing:
            "put the whole link in single quotes: your shell may have cut it at '#'; what was sealed to you needs --identity"
        case .identityMissing:
            "name the file of the right one with --identity, or ask for a file sealed to you"
        case .protectedIdentity:
            "age can use it: age -d -i ~/.ssh/id_ed25519 FILE | gunzip > session.json, then baton clone session.json"
        case .passphraseMissing: "run it at a terminal, or give --passphrase-file"
        case .workFactor(let factor, _):
            "--max-work-factor \(factor) allows it: a needless one only wastes time and memory (2^\(factor) KiB)"
        case .postQuantum: "ask for a file sealed to an age1… key or an SSH key"
        case .badIdentity: "an age identity file, or an OpenSSH private key without a passphrase, can be used"
        case .badRecipient: "age1…, an SSH public key, a file of such keys, or github:NAME"
        case .cannotOpen: "copy the whole link again; ask for a new one if that does not help"
        default: nil
        }
    }
}
