action "aws_lambda_invoke" "told" {
  provider = aws.us
  config {
    function_name = "tell"
    payload       = jsonencode({ queue = aws_sqs_queue.other.arn })
  }
}

provider "aws" {
  alias  = "us"
  region = "us-east-1"
}

resource "aws_sqs_queue" "other" {}

resource "aws_sqs_queue" "this" {
  name = "x"

  lifecycle {
    action_trigger {
      events    = [before_create, after_update]
      condition = self.name != ""
      actions   = [action.aws_lambda_invoke.told]
    }
  }
}
