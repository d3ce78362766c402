moved {
  from = aws_sqs_queue.old
  to   = aws_sqs_queue.this["a"]
}

moved {
  from = aws_sqs_queue.a[0]
  to   = module.child["x"].aws_sqs_queue.this
}

moved {
  from = module.old
  to   = module.child["y"]
}

removed {
  from = aws_instance.gone
  lifecycle {
    destroy = false
  }
}

removed {
  from = module.away

  lifecycle {
    destroy = true
  }
}

resource "aws_sqs_queue" "this" {
  for_each = toset(["a"])
  name     = each.key
}

module "child" {
  source   = "./child"
  for_each = toset(["x", "y"])
}
