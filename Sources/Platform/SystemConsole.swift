#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The process's own standard streams.
public struct SystemConsole: Console {
    /// The console of this process.
    public init() {}

    /// Writes bytes to descriptor 1.
    public func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError) {
        try unsafe bytes.withUnsafeBytes { (raw) throws(PlatformError) in
            try unsafe Self.write(raw, to: ConsoleStream.output.rawValue)
        }
    }

    /// Writes a text to descriptor 2.
    public func writeError(_ text: String) {
        let bytes = Array(text.utf8)
        unsafe bytes.span.withUnsafeBytes { raw in
            _ = try? unsafe Self.write(raw, to: ConsoleStream.error.rawValue)
        }
    }

    /// Reads descriptor 0 to its end.
    public func readInput(limit: Int) throws(PlatformError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = unsafe chunk.withUnsafeMutableBytes { unsafe read(0, $0.baseAddress, $0.count) }
            if got < 0 {
                if errno == EINTR {
                    try Cancellation.check()
                    continue
                }
                throw .file(operation: "read", path: "standard input", errno: errno)
            }
            if got == 0 { return bytes }
            if bytes.count + got > limit { throw .tooLarge(path: "standard input", limit: limit) }
            bytes.append(contentsOf: chunk[..<got])
        }
    }

    /// Reads a line from descriptor 0.
    public func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String? {
        try Self.readLine(prompt: prompt, echo: echo).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads a line from descriptor 0 that does not show.
    public func readSecret(prompt: String) throws(PlatformError) -> [UInt8]? {
        try Self.readLine(prompt: prompt, echo: false)
    }

    private static func readLine(prompt: String, echo: Bool) throws(PlatformError) -> [UInt8]? {
        var saved = termios()
        let isTerminal = unsafe tcgetattr(0, &saved) == 0
        let hidden = !echo && isTerminal
        if hidden {
            var quiet = saved
            quiet.c_lflag &= ~tcflag_t(ECHO)
            unsafe tcsetattr(0, TCSAFLUSH, &quiet)
        }
        // Only now: what is typed at once would show, and be thrown away with the change.
        SystemConsole().writeError(prompt)
        defer {
            if hidden {
                unsafe tcsetattr(0, TCSAFLUSH, &saved)
                SystemConsole().writeError("\n")
            }
        }
        var line: [UInt8] = []
        // No copies stay behind where a secret grew.
        if !echo { line.reserveCapacity(1 << 16) }
        while true {
            try Self.waitForInput()
            var byte: UInt8 = 0
            let got = unsafe read(0, &byte, 1)
            if got < 0 {
                if errno == EINTR { continue }
                throw .file(operation: "read", path: "standard input", errno: errno)
            }
            if got == 0 { return line.isEmpty ? nil : line }
            if byte == UInt8(ascii: "\n") { return line }
            if line.count < 1 << 16 { line.append(byte) }
        }
    }

    /// Waits until there is something to read.
    ///
    /// A signal ends the wait of one thread only, and a time limit sends none: so it looks up now and then.
    private static func waitForInput() throws(PlatformError) {
        var poller = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        repeat { try Cancellation.check() } while unsafe poll(&poller, 1, 100) <= 0
    }

    /// isatty(3).
    public func isTerminal(_ stream: ConsoleStream) -> Bool { isatty(stream.rawValue) == 1 }

    /// The size that the terminal of standard error or output reports.
    public var size: (columns: Int, rows: Int)? {
        for descriptor in [ConsoleStream.error, .output] {
            var window = winsize()
            if unsafe ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 {
                return (Int(window.ws_col), Int(window.ws_row))
            }
        }
        return nil
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(PlatformError) {
        var done = 0
        while done < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
            #if canImport(Glibc)
                let put = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            #else
                let put = unsafe Darwin.write(descriptor, rest.baseAddress, rest.count)
            #endif
            if put < 0 {
                if errno == EINTR { continue }
                let name = descriptor == 1 ? "standard output" : "standard error"
                throw .file(operation: "write", path: name, errno: errno)
            }
            done += put
        }
    }
}
