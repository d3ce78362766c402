"""Terraform text, read and checked without Terraform."""
