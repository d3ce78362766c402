resource "aws_kms_alias" "orders" {
  name = "alias/orders"
}
