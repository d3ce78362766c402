variable "service" {
  type = string
}

resource "aws_sns_topic" "this" {
  name              = "${var.service}-news"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "other" {
  name              = "${var.service}-other"
  kms_master_key_id = "alias/aws/sns"
}
