variable "token" {
  type      = string
  ephemeral = true
  sensitive = true
}

ephemeral "aws_secretsmanager_secret_version" "password" {
  secret_id = aws_secretsmanager_secret.this.id
}

ephemeral "aws_lambda_invocation" "made" {
  count         = 1
  function_name = "make"
  payload       = jsonencode({ token = var.token })
}

resource "aws_secretsmanager_secret" "this" {
  name = "password"
}

resource "aws_secretsmanager_secret_version" "this" {
  secret_id                = aws_secretsmanager_secret.this.id
  secret_string_wo         = ephemeral.aws_lambda_invocation.made[0].result
  secret_string_wo_version = 1
}

locals {
  credentials = jsondecode(ephemeral.aws_secretsmanager_secret_version.password.secret_string)
}

provider "aws" {
  alias      = "other"
  region     = "eu-west-1"
  access_key = local.credentials["key"]
}
