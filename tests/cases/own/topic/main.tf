variable "service" {
  type = string
}

variable "title" {
  type    = string
  default = null
}

resource "aws_sns_topic" "this" {
  name              = "${var.service}-news"
  display_name      = var.title
  kms_master_key_id = "alias/aws/sns"
}

output "topic_arn" {
  description = "The topic."
  value       = aws_sns_topic.this.arn
}
