locals {
  domain "example.com"
}
