#if canImport(Darwin)
    internal import Darwin
#endif

/// Where the running program stands.
enum ProgramPath {
    /// Its real path, as the system tells it.
    static func current() -> String? {
        #if canImport(Darwin)
            var buffer = [CChar](repeating: 0, count: 4096)
            var size = UInt32(buffer.count)
            guard unsafe _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
            return Paths.real(unsafe String(cString: buffer))
        #else
            return Paths.real("/proc/self/exe")
        #endif
    }
}
