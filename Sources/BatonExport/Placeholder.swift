enum BatonExportPlaceholder {}
