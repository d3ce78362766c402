# Every construct of the language that ordinary modules use.
terraform {
  required_version = ">= 1.8"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { app = "orders" }
  }
}

provider "aws" {
  alias  = "eu_west_1"
  region = "eu-west-1"
}

provider "aws" {
  alias  = "us_east_1"
  region = var.regions[1]
  endpoints {
    dynamodb = "http://127.0.0.1:5000"
  }
}

variable "regions" { type = list(string) }
variable "größe" {
  type    = number
  default = -15
}

variable "functions" {
  description = "What runs \"everywhere\": $${not} %%{interpolated}"
  type = map(object({
    handler = string
    memory  = optional(number, 256)
    http    = optional(list(string), [])
    vpc     = optional(object({ subnets = set(string), any = any }), null)
  }))
  default = {}

  validation {
    condition = alltrue([
      for name, function in var.functions : (
        length(name) < 50 &&
        function.memory >= 128
        || function.memory == null
      )
    ])
    error_message = "Function ${join(", ", keys(var.functions))} is out of bounds."
  }
}

// Comments of every kind,
/* also
   over lines */
locals {
  plain      = "a"   # behind
  sum        = 1 + 2 * 3 % 4 - -1 /* within */ + 5
  difference = (
    10
    - 3
  )
  negated  = !!true && !false
  floats   = [1.5, 1e3, -1.5e-3, -5, -15]
  chosen   = local.sum > 3 ? "big" : local.sum == 3 ? "three" : "small"
  chosen_2 = (
    local.negated
    ? "yes"
    : "no"
  )
  json_like = { "a" : 1, "b" : { "c" : [true, null], }, d : "e" }
  keywords  = { in = 1, if = 2, null = 3, true = 4 }
  computed  = { (local.plain) = 1, "${local.plain}-x" = 2, "a.b/c" = 3, 5 = 6 }
  dashed-name = { foo-bar = 1 }
  dashed_use  = local.dashed-name.foo-bar + local.dashed-name["foo-bar"]
  größe       = var.größe
  by_region = {
    for pair in setproduct(var.regions, keys(var.functions)) :
    pair[0] => pair[1]...
    if pair[1] != ""
  }
  nested = flatten([
    for region in var.regions : [
      for name, function in var.functions : {
        region  = region
        name    = name
        handler = function.handler, memory = function.memory
      }
    ]
  ])
  merged   = merge({ a = 1 }, [for name in var.regions : { (name) = 1 }]...)
  legacy   = "${local.plain}"
  quoted   = "nested ${"string ${local.plain == "a" ? "}" : "{"} inside"} $${x $ 50% $$ %%{"
  dollar   = "$${"
  lines = "over ${
    join(",", var.regions)
  } lines ${~local.plain~}"
  directive = "%{if local.negated}yes%{else}no%{endif} %{for i, r in var.regions~} ${i}=${r} %{endfor}"
  heredoc   = <<EOT
Raw "quotes" and \d backslashes, $${escaped}, ${upper("${local.plain}}")}
%{for name, function in var.functions~}
  ${name} = ${function.handler}
%{endfor~}
EOTX is not the end
EOT
  indented  = <<-EOT
    policy ${jsonencode({
  a = "}"
})}
    EOT
  in_call = jsonencode(<<-EOT
    hello
  EOT
  )
  in_list     = [<<-EOT
    hello
  EOT
  , "other"]
  splat       = aws_sqs_queue.each_region[*].arn
  old_splat   = aws_sqs_queue.each_region.*.arn
  attribute   = one(aws_sqs_queue.each_region[*]).arn
  keyed       = [for key in aws_lambda_alias.named : key.name]
  indexed     = aws_lambda_alias.named["a"].name
  old_index   = var.regions.0
  escapes     = "\u00e9 \n \t \" \\ \\${local.plain}"
  slashes     = "http://example.com#fragment" // not a comment in there
  template    = templatestring(local.plain_template, { x = 1 })
  plain_template = "static"
  from_provider  = provider::aws::arn_parse("arn:aws:iam::123456789012:role/x").service
  tried          = try(local.json_like.missing, can(local.plain), null)
  multi_index    = var.regions[
    0
  ]
  object_for = { for k, v in var.functions : k
    => v.handler if length(v.http) > 0 }
  built_in = [path.module, path.root, terraform.workspace]
}
resource "aws_sqs_queue" "each_region" {
  count               = 2
  name                = "queue-${count.index}.fifo"
  fifo_queue          = "true"
  delay_seconds = "7"
  depends_on          = [module.eu_west_1, data.aws_region.here]

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [policy, tags["x"]]
    replace_triggered_by  = [terraform_data.version]
    precondition {
      condition     = length(var.regions) > 0
      error_message = "No region."
    }
  }

  provisioner "local-exec" {
    when       = destroy
    on_failure = continue
    command    = "echo ${self.id}"
  }
}

resource "terraform_data" "version" {
  input = { any = ["thing"] }
}

resource aws_lambda_alias named {
  for_each         = toset(["a"])
  provider         = aws.us_east_1
  name             = "alias-${each.key}"
  function_name    = "x"
  function_version = aws_sqs_queue.each_region[0].id
}

resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  tags         = { count = 1, flag = true }
  ttl {
    enabled        = false
    attribute_name = null
  }
  dynamic "attribute" {
    for_each = { id = "S" }
    content {
      name = attribute.key
      type = attribute.value
    }
  }
  dynamic "replica" {
    for_each = toset(var.regions)
    iterator = region
    content {
      region_name = region.value
    }
  }
  timeouts {
    create = "10m"
  }
}

resource "aws_lambda_function" "all" {
  for_each      = var.functions
  function_name = each.key
  role          = aws_iam_role.all.arn
  handler       = each.value.handler
  memory_size   = each.value.memory
  timeout       = null
  filename      = "x.zip"
  runtime       = "python3.13"
  environment { variables = { A = 1 } }
}

resource "aws_iam_role" "all" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

data "aws_region" "here" {}

module "eu_west_1" {
  source = "./modules/region"
  providers = {
    aws        = aws.eu_west_1
    aws.global = aws
  }
  region = "eu-west-1"
}

module "many" {
  source   = "./modules/bare"
  for_each = toset(var.regions)
  name     = each.key
}

moved {
  from = aws_sqs_queue.gone
  to   = aws_sqs_queue.each_region
}

removed {
  from = aws_sqs_queue.retired
  lifecycle {
    destroy = false
  }
}

import {
  to = aws_dynamodb_table.orders
  id = "orders"
}

check "region" {
  data "aws_region" "checked" {}
  assert {
    condition     = data.aws_region.checked.name == "eu-west-1"
    error_message = "Wrong region ${data.aws_region.checked.name}."
  }
}

output "urls" {
  value = [module.eu_west_1.url, module.many["eu-west-1"].name, [for it in module.many : it.name], values(module.many)[*].name]
}
output "none" {
  value       = null
  description = "the end"
} # and a comment
