mock_provider "aws" {
  override_during = plan

  mock_resource "aws_apigatewayv2_domain_name" {
    defaults = { id = "keyvalue.example.com" }
  }
}

variables {
  domain                 = "keyvalue.example.com"
  certificate_arn        = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
  validation_record_fqdn = "_1.keyvalue.example.com"
  api_id                 = "abc"
  stage                  = "$default"
}

run "maps" {
  command = plan

  assert {
    condition     = aws_acm_certificate_validation.this.validation_record_fqdns == toset(["_1.keyvalue.example.com"])
    error_message = "The certificate waits for the record that was made for all regions."
  }

  assert {
    condition = (
      one(aws_apigatewayv2_domain_name.this.domain_name_configuration).certificate_arn == var.certificate_arn &&
      one(aws_apigatewayv2_domain_name.this.domain_name_configuration).endpoint_type == "REGIONAL"
    )
    error_message = "The same name can only stand in several regions where its endpoints are regional."
  }

  assert {
    condition = (
      aws_apigatewayv2_api_mapping.this.domain_name == "keyvalue.example.com" &&
      aws_apigatewayv2_api_mapping.this.api_id == "abc" &&
      aws_apigatewayv2_api_mapping.this.stage == "$default"
    )
    error_message = "The domain leads to the API's stage."
  }
}
