locals {
  a = core::max(local.b, 1)
}
