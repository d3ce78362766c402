module "queue" {
  delay = local.size
}

output "name" {
  value     = upper(aws_dynamodb_table.this.name)
  sensitive = true
}
