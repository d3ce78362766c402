name = "z"
