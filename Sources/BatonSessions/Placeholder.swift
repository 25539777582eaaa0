enum BatonSessionsPlaceholder {}
