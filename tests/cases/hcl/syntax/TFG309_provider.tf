resource "asw_sqs_queue" "main" {}
