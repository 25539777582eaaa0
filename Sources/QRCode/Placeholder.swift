enum QRCodePlaceholder {}
