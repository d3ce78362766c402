# The certificate itself comes from outside: the record that validates it is made once for all regions, between
# the certificates and the modules that use them.
resource "aws_acm_certificate_validation" "this" {
  certificate_arn         = var.certificate_arn
  validation_record_fqdns = [var.validation_record_fqdn]
}

# Serves HTTP and REST APIs alike.
resource "aws_apigatewayv2_domain_name" "this" {
  domain_name = var.domain

  domain_name_configuration {
    certificate_arn = aws_acm_certificate_validation.this.certificate_arn
    endpoint_type   = "REGIONAL"
    ip_address_type = "dualstack"
    security_policy = "TLS_1_2"
  }
}

resource "aws_apigatewayv2_api_mapping" "this" {
  domain_name = aws_apigatewayv2_domain_name.this.id
  api_id      = var.api_id
  stage       = var.stage
}
