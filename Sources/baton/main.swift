import BatonCLI
import Platform

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

Cancellation.install()
exit(CommandLineProgram.run(Array(CommandLine.arguments.dropFirst()), in: .system()))
