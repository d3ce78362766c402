resource "aws_sqs_queue" "main" {
  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.aws_lambda_invoke.told]
    }
  }
}
