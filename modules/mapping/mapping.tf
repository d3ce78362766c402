# Serves HTTP and REST APIs alike.
resource "aws_apigatewayv2_api_mapping" "this" {
  domain_name     = var.domain
  api_id          = var.api_id
  stage           = var.stage
  api_mapping_key = var.path
}
