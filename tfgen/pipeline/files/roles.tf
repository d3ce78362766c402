# The roles of the pipeline for << target.label >>. Apply it once, with rights of your own, and again when the pipeline says
# that it is stale: terraform -chdir=<< folder >> init && terraform -chdir=<< folder >> apply
terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40, < 7"
    }
  }
}

provider "aws" {
  region = "<< target.stack.home.name >>"
<% if target.stack.account %>

  allowed_account_ids = ["<< target.stack.account >>"]
<% endif %>
}
<% if issuer %>

variable "repository" {
  description = "The repository that the roles trust: << issuer.form >>"
  type        = string
<% if place.repository %>
  default     = "<< place.repository >>"
<% endif %>
}

variable "provider_arn" {
  description = "The identity provider of << issuer.host >>, where the account has it already. An account has one."
  type        = string
  default     = ""
}

resource "aws_iam_openid_connect_provider" "this" {
  count = var.provider_arn == "" ? 1 : 0

  url            = "https://<< issuer.host >>"
  client_id_list = ["<< issuer.audience >>"]
}

locals {
  provider = var.provider_arn == "" ? one(aws_iam_openid_connect_provider.this[*].arn) : var.provider_arn
}
<% for does, name in names.items() %>

resource "aws_iam_role" "<< does >>" {
  name                 = "<< name >>"
  description          = "<< "Plans, and reads" if does == "plan" else "Applies" >> << target.label >>; taken by the pipeline of ${var.repository}"
  max_session_duration = << 3600 if does == "plan" else 7200 >>

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = local.provider }
      Condition = << trust[does] >>
    }]
  })
}
<% endfor %>
<% endif %>

locals {
  policies = {
<% for name, document in policies.items() %>
<% if name.startswith("apply") and has_modules and loop.previtem and not loop.previtem[0].startswith("apply") %>
    # what your own modules make is not known here: attach a policy of your own for it
<% endif %>
    << name >> = << document >>
<% endfor %>
  }
}

resource "aws_iam_policy" "this" {
  for_each = local.policies

  name   = "<< target.stack.called >>-tfgen-${each.key}"
  policy = jsonencode(each.value)
}
<% if issuer %>

resource "aws_iam_role_policy_attachment" "this" {
  for_each = local.policies

  role       = startswith(each.key, "plan") ? aws_iam_role.plan.name : aws_iam_role.apply.name
  policy_arn = aws_iam_policy.this[each.key].arn
}

output "plan_role" {
  description = "For the pipeline's variable << variables.plan >>, where the spec does not say the account."
  value       = aws_iam_role.plan.arn
}

output "apply_role" {
  description = "For << variables.apply >>."
  value       = aws_iam_role.apply.arn
}
<% endif %>
