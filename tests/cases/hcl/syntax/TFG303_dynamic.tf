resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"

  dynamic "attribute" {
    for_each = var.attributes
    content {
      name = attribute.key
      type = attribute.value
    }
  }
}
