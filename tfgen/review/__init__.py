"""What a pull request changes, told to whoever reviews it."""
