internal import CPlatform

/// Whether the system may write this process's memory to a file when it crashes.
public enum CoreDumps {
    /// Forbids it from now on, since a key is about to be in memory: on Linux also to processes of the same person that
    /// would attach to this one (`PR_SET_DUMPABLE`).
    ///
    /// Programs that are started later inherit the limit of 0 bytes for a core file, and nothing else.
    public static func forbid() { platform_forbid_core_dumps() }
}
