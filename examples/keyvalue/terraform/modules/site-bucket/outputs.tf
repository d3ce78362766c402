output "name" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.this.id
}

output "domain_name" {
  description = "Domain name of the bucket, under which the distribution finds it."
  value       = aws_s3_bucket.this.bucket_regional_domain_name
}
