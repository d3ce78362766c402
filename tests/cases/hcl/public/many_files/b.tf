locals { b = local.c }
locals {
  c = 1
}
