resource "aws_sns_topic" "this" {
  name = "news"
}

output "topic_arn" {
  value = aws_sns_topic.this.arn
}

output "key" {
  value     = "x"
  sensitive = true
}
