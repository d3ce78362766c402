locals {
  a = [for x in ["a"] : x]
  b = x.y
}
