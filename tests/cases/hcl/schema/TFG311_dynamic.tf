resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"

  attribute {
    name = "id"
    type = "S"
  }
  dynamic "replicas" {
    for_each = ["eu-west-1"]
    content {
      region_name = replicas.value
    }
  }
}
