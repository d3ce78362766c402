# Only REST APIs answer under one, and only API Gateway's first API makes one. Its certificate comes from us-east-1,
# where CloudFront looks for it, and is validated outside.
resource "aws_api_gateway_domain_name" "this" {
  domain_name     = var.domain
  certificate_arn = var.certificate_arn
  security_policy = "TLS_1_2"

  endpoint_configuration {
    types           = ["EDGE"]
    ip_address_type = "dualstack"
  }
}

resource "aws_api_gateway_base_path_mapping" "this" {
  domain_name = aws_api_gateway_domain_name.this.domain_name
  api_id      = var.api_id
  stage_name  = var.stage
}
