output "domain_name" {
  description = "Name that the DNS records of the domain point at."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "zone_id" {
  description = "Hosted zone of domain_name, for alias records."
  value       = aws_cloudfront_distribution.this.hosted_zone_id
}

output "id" {
  description = "ID of the distribution, by which what it keeps is invalidated."
  value       = aws_cloudfront_distribution.this.id
}
