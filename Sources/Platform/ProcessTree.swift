#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Who started whom.
public enum ProcessTree {
    /// Whether a process of that id runs on this machine; it may be another one than once had the id.
    public static func isRunning(_ process: Int32) -> Bool {
        process > 0 && (kill(process, 0) == 0 || errno == EPERM)
    }

    /// The process itself, its parent, the parent's parent and so on, at most 64 of them.
    ///
    /// Parents come from `/proc/PID/stat` (proc(5)); where that does not exist only the first two are known.
    static func ancestors(of process: Int32) -> [Int32] {
        var result = [process]
        if process == getpid() { result.append(getppid()) }
        while let last = result.last, result.count < 64, let parent = parent(of: last), parent > 1 {
            guard !result.contains(parent) else { break }
            result.append(parent)
        }
        return result
    }

    /// The arguments that a process was started with, its name first; `nil` where the system does not tell.
    ///
    /// They come from `/proc/PID/cmdline` (proc(5)), at most 64 KiB of them.
    public static func arguments(of process: Int32) -> [String]? {
        guard process > 0,
            let bytes = try? FileReader("/proc/\(process)/cmdline").bytes(from: 0, count: 1 << 16)
        else { return nil }
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func parent(of process: Int32) -> Int32? {
        guard let bytes = try? FileReader("/proc/\(process)/stat").bytes(from: 0, count: 4096) else {
            return nil
        }
        // The name in parentheses may hold spaces and parentheses itself.
        guard let close = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
        return fields.count > 1 ? Int32(String(decoding: fields[1], as: UTF8.self)) : nil
    }
}
