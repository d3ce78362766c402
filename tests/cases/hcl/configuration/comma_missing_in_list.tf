locals {
  a = ["x" "y"]
}
