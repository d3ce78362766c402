run "named" {
  command = plan
  variables {
    name = "y"
  }
  assert {
    condition     = aws_sqs_queue.this.name == "y"
    error_message = "no"
  }
}
mock_provider "aws" {}
