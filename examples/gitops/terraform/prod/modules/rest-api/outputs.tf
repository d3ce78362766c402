output "id" {
  description = "ID of the API."
  value       = aws_api_gateway_rest_api.this.id
}

output "stage" {
  description = "Stage that a domain is mapped to, once it can answer."
  value       = aws_api_gateway_stage.this.stage_name

  # A domain changes over to an API that answers, and away from one that still does.
  depends_on = [aws_api_gateway_method_settings.all, aws_lambda_permission.this]
}

output "url" {
  description = "Base URL of the API."
  value       = aws_api_gateway_stage.this.invoke_url
}

output "path" {
  description = "Path of the base URL: the stage."
  value       = "/live"
}
