"""The actions that AWS has, as its service authorization reference lists them; `make iam-actions` writes the list anew."""
