output "id" {
  description = "ID of the API."
  value       = aws_apigatewayv2_api.this.id
}

output "stage" {
  description = "Stage that a domain is mapped to, once it can answer."
  value       = aws_apigatewayv2_stage.this.id

  # A domain changes over to an API that answers, and away from one that still does.
  depends_on = [aws_apigatewayv2_route.this, aws_lambda_permission.this]
}

output "url" {
  description = "Base URL of the API."
  value       = aws_apigatewayv2_api.this.api_endpoint
}

output "path" {
  description = "Path of the base URL, which is none."
  value       = ""
}
