#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Work on several threads at once.
public enum Threads {
    /// Runs every piece of work on a thread of its own and waits for all of them; each is told its number.
    ///
    /// Work for which there is no thread runs on this one.
    public static func run(_ count: Int, _ work: (_ number: Int) -> Void) {
        withoutActuallyEscaping(work) { work in
            var threads: [pthread_t] = []
            var pieces: [Piece] = []
            for number in 0..<count {
                let piece = Piece { work(number) }
                // The pieces live until all threads are joined.
                pieces.append(piece)
                if let thread = unsafe start(Unmanaged.passUnretained(piece).toOpaque()) {
                    threads.append(thread)
                } else {
                    piece.body()
                }
            }
            for thread in threads { pthread_join(thread, nil) }
            withExtendedLifetime(pieces) {}
        }
    }

    /// Runs `first` on a second thread while `second` runs on this one, and gives what both gave.
    ///
    /// Where there is no second thread they run one after another.
    public static func both<First, Second>(_ first: () -> First, _ second: () -> Second) -> (First, Second) {
        var one: First?
        var two: Second?
        if !withOther({ one = first() }, during: { two = second() }) {
            one = first()
            two = second()
        }
        guard let one, let two else { preconditionFailure("both threads were waited for") }
        return (one, two)
    }

    /// Runs `other` on a second thread while `body` runs on this one, and waits for both.
    ///
    /// - Returns: `false`, with nothing done, when there is no second thread.
    static func withOther(_ other: () -> Void, during body: () -> Void) -> Bool {
        withoutActuallyEscaping(other) { other in
            let piece = Piece(other)
            guard let thread = unsafe start(Unmanaged.passUnretained(piece).toOpaque()) else { return false }
            body()
            pthread_join(thread, nil)
            withExtendedLifetime(piece) {}
            return true
        }
    }

    /// Runs `body` on a thread that nobody waits for; not at all when there is no thread.
    static func detach(_ body: @escaping () -> Void) {
        let piece = Piece(body)
        // The thread lets go of it.
        piece.keepsItself = piece
        guard let thread = unsafe start(Unmanaged.passUnretained(piece).toOpaque()) else {
            piece.keepsItself = nil
            return
        }
        pthread_detach(thread)
    }

    fileprivate final class Piece {
        let body: () -> Void
        var keepsItself: Piece?
        init(_ body: @escaping () -> Void) { self.body = body }

        func run() {
            body()
            keepsItself = nil
        }
    }

    private static func start(_ context: UnsafeMutableRawPointer) -> pthread_t? {
        #if canImport(Darwin)
            var thread: pthread_t?
            return unsafe pthread_create(&thread, nil, { unsafe perform($0) }, context) == 0 ? thread : nil
        #else
            var thread = pthread_t()
            return unsafe pthread_create(&thread, nil, { unsafe perform($0) }, context) == 0 ? thread : nil
        #endif
    }
}

#if canImport(Darwin)
    private func perform(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        unsafe Unmanaged<Threads.Piece>.fromOpaque(context).takeUnretainedValue().run()
        return nil
    }
#else
    private func perform(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let context = unsafe context {
            unsafe Unmanaged<Threads.Piece>.fromOpaque(context).takeUnretainedValue().run()
        }
        return nil
    }
#endif
