locals {
  script = templatefile("${path.module}/files/start.sh.tftpl", {
    name  = "orders"
    ports = [80, 443]
  })
  policy = templatefile("${path.module}/files/policy.json", { resource = aws_sqs_queue.this.arn })
  raw    = file("${path.module}/files/policy.json")
  all    = { for name in fileset(path.module, "files/*.json") : name => filemd5("${path.module}/${name}") }
  text   = templatestring(local.pattern, { who = "you" })
  pattern = "hello $${who}"
}

resource "aws_sqs_queue" "this" {
  name = sha256(local.script)
}

output "all" {
  value = [local.policy, local.raw, local.all, local.text]
}
