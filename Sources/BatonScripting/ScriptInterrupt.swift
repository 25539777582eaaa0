internal import Lua
internal import Platform

/// Brings Ctrl-C to scripts: the signal stops every engine of this process.
enum ScriptInterrupt {
    /// The canceller that all engines share.
    static let canceller = LuaCanceller()

    /// Ends the program when a script can be ended by nothing else.
    static let watchdog = LuaWatchdog(name: "baton")

    /// Lets Ctrl-C stop scripts from now on.
    static func arm() {
        // Made here, so that the signal handler finds it ready.
        let (canceller, watchdog) = (canceller, watchdog)
        Cancellation.whenRequested {
            canceller.cancel()
            if !Cancellation.isExpired { watchdog.interrupted() }
        }
    }

    /// Forgets what the watchdog saw: no script runs any more.
    static func disarm() { watchdog.settle() }

    /// Asks for a stop as Ctrl-C does.
    static func request() {
        Cancellation.request()
        canceller.cancel()
    }

    /// Takes note of the request, or of an alarm alone, so that steps that clean up can use scripts again.
    static func acknowledge(onlyAlarm: Bool) {
        if onlyAlarm { Cancellation.acknowledgeExpiry() } else { Cancellation.acknowledge() }
        watchdog.settle()
        if !Cancellation.isRequested { canceller.reset() }
    }
}
