provider "aws" {
  reigon = "eu-west-1"
}

resource "aws_kms_key" "main" {}
