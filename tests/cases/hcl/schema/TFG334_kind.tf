resource "aws_caller_identity" "me" {}
