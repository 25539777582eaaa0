#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Zero-terminated copies of byte strings, as an array of pointers that C takes.
@safe struct CStrings {
    let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let count: Int

    init(_ strings: [[UInt8]]) {
        count = strings.count
        unsafe pointers = .allocate(capacity: max(strings.count, 1))
        for (index, string) in strings.enumerated() {
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: string.count + 1)
            for (offset, byte) in string.enumerated() {
                unsafe copy[offset] = CChar(bitPattern: byte)
            }
            unsafe copy[string.count] = 0
            unsafe (pointers + index).initialize(to: UnsafePointer(copy))
        }
    }

    /// Gives the memory back; the pointers are dead afterwards.
    func free() {
        for index in 0..<count {
            unsafe pointers[index]?.deallocate()
        }
        unsafe pointers.deallocate()
    }
}
