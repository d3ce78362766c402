output "id" {
  description = "ID of the health check."
  value       = aws_route53_health_check.this.id
}
