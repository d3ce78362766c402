locals {
  a = local.b
  shared = {
    x = 1
  }
}
