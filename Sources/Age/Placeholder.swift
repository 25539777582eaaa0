enum AgePlaceholder {}
