/// Floating-point numbers as Lua's `tostring` writes them: whole ones with `.0`.
enum LuaNumberText {
    static func of(_ number: Double) -> String {
        if number.isNaN { return "nan" }
        if number.isInfinite { return number < 0 ? "-inf" : "inf" }
        return "\(number)"
    }
}
