locals {
  a = "${path.module"
}
