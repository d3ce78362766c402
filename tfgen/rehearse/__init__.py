"""The whole life of a stack, with the real Terraform, on the emulated AWS."""
