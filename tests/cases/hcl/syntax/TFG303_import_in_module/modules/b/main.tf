resource "aws_sqs_queue" "this" {
  for_each = toset(["y"])
  name     = each.key
}
