mock_provider "aws" {
  override_during = plan

  mock_resource "aws_api_gateway_domain_name" {
    defaults = {
      cloudfront_domain_name = "d1.cloudfront.net"
      cloudfront_zone_id     = "Z2FDTNDATAQYW2"
    }
  }
}

variables {
  domain          = "keyvalue.example.com"
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
  api_id          = "abc"
  stage           = "live"
}

run "maps" {
  command = plan

  assert {
    condition = (
      aws_api_gateway_domain_name.this.certificate_arn == var.certificate_arn &&
      aws_api_gateway_domain_name.this.endpoint_configuration[0].types == tolist(["EDGE"])
    )
    error_message = "The distribution has the certificate of us-east-1."
  }

  assert {
    condition = (
      aws_api_gateway_base_path_mapping.this.domain_name == "keyvalue.example.com" &&
      aws_api_gateway_base_path_mapping.this.api_id == "abc" &&
      aws_api_gateway_base_path_mapping.this.stage_name == "live" &&
      aws_api_gateway_base_path_mapping.this.base_path == null
    )
    error_message = "The whole domain leads to the API's stage."
  }

  assert {
    condition     = output.target_domain_name == "d1.cloudfront.net" && output.target_zone_id == "Z2FDTNDATAQYW2"
    error_message = "Records point at the distribution."
  }
}

run "certificate_of_another_region" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
  }

  expect_failures = [var.certificate_arn]
}
