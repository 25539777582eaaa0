internal import BatonHost

/// What is known of the value of an expression.
enum Shape: Equatable {
    /// Nothing.
    case unknown
    /// A table or function of the API by its path, such as `export.json`; empty for `baton` itself.
    case api(String)
    /// A library of Lua.
    case library(String)
    /// A function or value of a library, such as `string.rep`, or a global one such as `tostring`.
    case member(String)
    /// A value of a type that the registry speaks of.
    case value(HostType)
    /// The inputs of the recipe.
    case inputs
    /// A table that the recipe around the chunk lends, by its name.
    case lent(String)
    /// A function made in the script.
    case function
}
