terraform {
  required_version = ">= 1.5"
}

locals { tool = "terraform" }
