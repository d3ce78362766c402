"""AWS's quotas as data: what rules, the emulator and docs/quotas.md know of them."""
