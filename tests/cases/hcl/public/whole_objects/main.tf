variable "settings" {
  type = object({ name = string, sizes = map(number) })
  default = {
    name  = "x"
    sizes = { a = 1 }
  }
}

module "child" {
  source   = "./child"
  for_each = { for name, size in var.settings.sizes : name => { size = size, tags = { n = name } } }

  settings = {
    name = each.key
    nested = {
      size = each.value.size
      list = [each.value.tags["n"], each.value.tags.n, "${each.key}-${each.value["size"]}"]
    }
  }
}

resource "aws_lambda_function" "this" {
  for_each = var.settings.sizes

  function_name = each.key
  role          = "arn:aws:iam::123456789012:role/x"
  filename      = "x.zip"
  handler       = "x.y"
  runtime       = "python3.13"

  environment {
    variables = merge(
      { for name, child in module.child : upper(name) => child.name },
      {
        SIZE = each.value
        LIST = join(",", [for it in module.child : it.name])
      },
    )
  }

  dynamic "vpc_config" {
    for_each = each.value > 1 ? [each.value] : []
    content {
      subnet_ids         = ["subnet-${vpc_config.value}"]
      security_group_ids = ["sg-${each.key}"]
    }
  }
}

output "functions" {
  value = {
    for name, function in aws_lambda_function.this : name => {
      arn     = function.arn
      version = function.version
      url     = try(function.url, null)
    }
  }
}
