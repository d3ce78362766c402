variable "rules" {
  type = any
  default = [
    { port = 80, blocks = [{ cidr = "10.0.0.0/8" }] },
  ]
}

variable "statements" {
  type = list(object({
    effect     = optional(string, "Allow")
    actions    = list(string)
    principals = optional(list(object({ type = string, identifiers = list(string) })), [])
    conditions = optional(map(object({ variable = string, values = list(string) })), {})
  }))
  default = []
}

data "aws_iam_policy_document" "this" {
  dynamic "statement" {
    for_each = var.statements

    content {
      sid     = lookup(statement.value, "sid", null)
      effect  = statement.value.effect
      actions = statement.value.actions

      dynamic "principals" {
        for_each = statement.value.principals
        iterator = principal
        content {
          type        = principal.value.type
          identifiers = principal.value.identifiers
        }
      }

      dynamic "condition" {
        for_each = { for test, it in statement.value.conditions : test => it }
        content {
          test     = condition.key
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_security_group" "this" {
  name = "this"

  dynamic "ingress" {
    for_each = { for index, rule in var.rules : index => rule }
    iterator = rule
    content {
      description = "rule ${rule.key}"
      from_port   = rule.value.port
      to_port     = rule.value.port
      protocol    = "tcp"
      cidr_blocks = [for block in rule.value.blocks : block.cidr]
    }
  }
}

resource "aws_dynamodb_table" "this" {
  name         = "this"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  dynamic "attribute" {
    for_each = ["id", "at"]
    content {
      name = attribute.value
      type = "S"
    }
  }

  dynamic "global_secondary_index" {
    for_each = [{ name = "by-at", key = "at" }]
    iterator = index
    content {
      name            = index.value.name
      hash_key        = index.value["key"]
      projection_type = try(index.value.projection, "ALL")
    }
  }

  dynamic "ttl" {
    for_each = var.rules == null ? [] : [1]
    content {
      enabled        = true
      attribute_name = "expires"
    }
  }
}
