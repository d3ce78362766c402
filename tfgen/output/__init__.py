"""Diagnostics in the formats that terminals, editors and CI systems read: one file each."""
