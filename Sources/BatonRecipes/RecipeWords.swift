/// Words of the recipe format, for those who check or describe it.
public enum RecipeWords {
    /// Types of inputs.
    public static let inputTypes = RecipeInput.Kind.allCases.map(\.rawValue)
    /// Git hooks that a recipe can run from.
    public static let hooks = HookSection.known
}
