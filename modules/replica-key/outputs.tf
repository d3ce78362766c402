output "arn" {
  description = "ARN of the key, once it has its alias."
  # Built, so that Terraform knows before the key is made that there is one: what asks for it plans no encryption else.
  value = "arn:aws:kms:${var.region}:${var.account}:key/${aws_kms_replica_key.this.key_id}"

  # What is encrypted by it is used with rights that name the alias.
  depends_on = [aws_kms_alias.this]
}
