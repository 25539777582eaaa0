internal import BatonSharing
internal import Lua

/// A store that a script makes.
struct ScriptStore {
    let name: String
}
