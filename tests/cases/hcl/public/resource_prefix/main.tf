resource "aws_sqs_queue" "this" {
  count = 2
  name  = "x"
}

resource "terraform_data" "resource" {
  input = resource.aws_sqs_queue.this[0].arn
}

output "all" {
  value = [
    resource.aws_sqs_queue.this[*].arn,
    resource.aws_sqs_queue.this.*.url,
    "${resource.terraform_data.resource.output}",
    [for resource in ["a"] : upper(resource)],
    [for resource in [{ name = "a" }] : resource.name],
  ]
}
