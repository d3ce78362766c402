locals {
  a = { # why
    for key, value in local.b : key => value
  }
}
