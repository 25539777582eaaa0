enum PatternsPlaceholder {}
