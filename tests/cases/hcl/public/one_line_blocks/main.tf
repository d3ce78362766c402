variable "a" {}
variable "b" { type = string }
output "c" { value = var.b }
locals {}
locals { d = 1 }
provider "aws" { region = "eu-west-1" }
data "aws_region" "here" {}
data "aws_caller_identity" "me" { provider = aws }
resource "aws_sqs_queue" "e" {}
resource "aws_sqs_queue" "f" { name = "f" }
terraform {}
