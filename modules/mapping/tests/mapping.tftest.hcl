mock_provider "aws" {}

variables {
  domain = "api.example.com"
  api_id = "abc123"
  stage  = "$default"
}

run "under_a_path" {
  command = plan

  variables {
    path = "orders/v1"
  }

  assert {
    condition = (
      aws_apigatewayv2_api_mapping.this.domain_name == "api.example.com" &&
      aws_apigatewayv2_api_mapping.this.api_mapping_key == "orders/v1"
    )
    error_message = "The path of the domain leads to the API."
  }
}

run "the_whole_domain" {
  command = plan

  assert {
    condition     = aws_apigatewayv2_api_mapping.this.api_mapping_key == null
    error_message = "Without a path the whole domain leads to the API."
  }
}

run "slashes_are_refused" {
  command         = plan
  expect_failures = [var.path]

  variables {
    path = "/orders"
  }
}
