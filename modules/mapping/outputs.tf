output "id" {
  description = "ID of the API mapping."
  value       = aws_apigatewayv2_api_mapping.this.id
}
