#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Doing nothing for a while.
public enum Sleep {
    /// Waits so many seconds, or less when a signal comes.
    public static func seconds(_ count: Double) {
        guard count > 0 else { return }
        var time = timespec(tv_sec: Int(count), tv_nsec: Int((count - count.rounded(.down)) * 1e9))
        unsafe nanosleep(&time, nil)
    }
}
