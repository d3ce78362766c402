resource "aws_dynamodb_global_table" "orders" {
  name = "orders"
}
