locals {
  a = provider::aws::arn_parse
}
