variable name {
  default = "x"
}

resource aws_sqs_queue this {
  name = var.name
}

resource "aws_sqs_queue" that {
  name = aws_sqs_queue.this.name
}

data aws_region here {}

output name { value = aws_sqs_queue.that.url }
