resource "aws_sqs_queue" "main" {
  provisioner "local-exec" {
    command = "echo ${aws_sqs_queue.main.arn} ${aws_sqs_queue.other.arn}"
  }
}
