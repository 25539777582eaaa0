#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Changes in an open directory: none of them follows a link.
extension OpenDirectory {
    /// Writes a file that appears whole or not at all.
    ///
    /// With `replacing`, a file of that name is replaced, and a link itself; without, a taken name is an error.
    ///
    /// - Throws: ``PlatformError`` (``PlatformError/isAlreadyThere`` when the name is taken); nothing is left behind.
    public func write(_ bytes: [UInt8], to name: String, mode: UInt32, replacing: Bool)
        throws(PlatformError)
    {
        try check(name, "write")
        if replacing, let kind = status(name)?.kind, kind == .other || kind == .directory {
            throw .notAFile(path: Paths.join(path, name))
        }
        let temporary = FileWriter.temporaryName()
        let opened = unsafe openat(
            descriptor,
            temporary,
            O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
            mode_t(mode)
        )
        guard opened >= 0 else { throw failure("write", name) }
        defer { close(opened) }
        var isDone = false
        defer { if !isDone { unsafe unlinkat(descriptor, temporary, 0) } }
        try put(bytes, to: opened, name)
        guard fsync(opened) == 0 else { throw failure("write", name) }
        if replacing {
            guard unsafe renameat(descriptor, temporary, descriptor, name) == 0 else {
                throw failure("write", name)
            }
        } else {
            // linkat(2) never replaces; some file systems have no hard links.
            if unsafe linkat(descriptor, temporary, descriptor, name, 0) == 0 {
                unsafe unlinkat(descriptor, temporary, 0)
            } else {
                guard errno == EPERM || errno == ENOTSUP || errno == EOPNOTSUPP else {
                    throw failure("create", name)
                }
                try reserve(name)
                guard unsafe renameat(descriptor, temporary, descriptor, name) == 0 else {
                    throw failure("create", name)
                }
            }
        }
        isDone = true
    }

    /// Appends to a regular file, which is made when it is missing.
    public func append(_ bytes: [UInt8], to name: String, mode: UInt32) throws(PlatformError) {
        try check(name, "write")
        let opened = unsafe openat(
            descriptor,
            name,
            O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
            mode_t(mode)
        )
        guard opened >= 0 else { throw failure("write", name) }
        defer { close(opened) }
        var status = stat()
        guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .notAFile(path: Paths.join(path, name))
        }
        try put(bytes, to: opened, name)
    }

    /// Removes what has that name: a file, a link itself, or an empty directory.
    ///
    /// - Throws: ``PlatformError`` when nothing has that name, or a directory is not empty.
    public func remove(_ name: String) throws(PlatformError) {
        try check(name, "remove")
        let isDirectory = status(name)?.kind == .directory
        guard unsafe unlinkat(descriptor, name, isDirectory ? AT_REMOVEDIR : 0) == 0 else {
            throw failure("remove", name)
        }
    }

    /// Removes what has that name with all that is in it; links are removed, never followed.
    public func removeTree(_ name: String) throws(PlatformError) {
        try removeTree(name, depth: 0)
    }

    private func removeTree(_ name: String, depth: Int) throws(PlatformError) {
        // Each level holds a descriptor.
        guard depth < 200 else {
            throw .file(operation: "remove", path: Paths.join(path, name), errno: ENAMETOOLONG)
        }
        if status(name)?.kind == .directory {
            let inner = try directory(name)
            for entry in try inner.names() {
                try Cancellation.check()
                try inner.removeTree(entry, depth: depth + 1)
            }
        }
        try remove(name)
    }

    /// Takes a name with an empty file.
    private func reserve(_ name: String) throws(PlatformError) {
        let opened = unsafe openat(
            descriptor,
            name,
            O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
            mode_t(0o600)
        )
        guard opened >= 0 else { throw failure("create", name) }
        close(opened)
    }

    private func put(_ bytes: [UInt8], to opened: Int32, _ name: String) throws(PlatformError) {
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { raw in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: raw[done...])
                #if canImport(Glibc)
                    return unsafe Glibc.write(opened, rest.baseAddress, rest.count)
                #else
                    return unsafe Darwin.write(opened, rest.baseAddress, rest.count)
                #endif
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("write", name)
            }
            done += count
        }
    }
}
