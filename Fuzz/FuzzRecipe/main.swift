// Any bytes given to the reader of recipes: it tells problems or gives a recipe, and does neither for long.
import BatonHost
import BatonRecipes
import FuzzDriver

FuzzDriver.run { bytes in
    guard bytes.count <= 64 << 10 else { return }
    let reader = RecipeReader(registry: .builtIn, engine: AcceptingEngine())
    do throws(DiagnosticsError) {
        let recipe = try reader.read(bytes, file: "fuzz.yml", most: .most)
        _ = recipe.inputs
    } catch {
        precondition(!error.diagnostics.isEmpty, "refused without a reason")
        precondition(error.diagnostics.count <= 20, "too many diagnostics")
        // A place in front of the file's beginning would crash who shows it.
        for diagnostic in error.diagnostics {
            precondition(diagnostic.line >= 1 && diagnostic.column >= 1 && diagnostic.length >= 1, "no place")
        }
        _ = SourceExcerpt(source: error.source).render(error.diagnostics[0])
    }
}
