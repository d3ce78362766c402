resource "aws_kms_alias" "orders" {
  name          = "alias/orders"
  target_key_id = null
}
