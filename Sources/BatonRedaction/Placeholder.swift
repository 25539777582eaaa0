enum BatonRedactionPlaceholder {}
