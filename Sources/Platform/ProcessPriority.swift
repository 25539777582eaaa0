#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// How much of the processor this process asks for.
public enum ProcessPriority {
    /// Lets every other process go first, for work that nobody waits for; programs it starts are like it.
    public static func lower() {
        #if canImport(Glibc)
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
        #else
            setpriority(PRIO_PROCESS, 0, 19)
        #endif
    }

    /// Ends this process on the spot with `status`: for a watchdog, when nothing else gets through.
    public static func end(_ status: Int32) -> Never { _exit(status) }

    /// The user whose rights this process has.
    public static var user: UInt32 { geteuid() }
}
