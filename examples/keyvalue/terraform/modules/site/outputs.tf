output "id" {
  description = "Id of the distribution."
  value       = aws_cloudfront_distribution.this.id
}

output "arn" {
  description = "ARN of the distribution."
  value       = aws_cloudfront_distribution.this.arn
}

output "domain_name" {
  description = "The distribution's own domain name."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "zone_id" {
  description = "The hosted zone of that name, for alias records."
  value       = aws_cloudfront_distribution.this.hosted_zone_id
}
