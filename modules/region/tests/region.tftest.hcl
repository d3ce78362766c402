mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:x" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/x" }
  }

  mock_resource "aws_lambda_alias" {
    defaults = {
      arn        = "arn:aws:lambda:eu-west-1:123456789012:function:x:live"
      invoke_arn = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/x/invocations"
    }
  }

  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-west-1:123456789012:x" }
  }

  mock_resource "aws_apigatewayv2_api" {
    defaults = {
      api_endpoint  = "https://http.execute-api.eu-west-1.amazonaws.com"
      execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:http"
    }
  }

  mock_resource "aws_api_gateway_rest_api" {
    defaults = { execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:rest" }
  }

  mock_resource "aws_api_gateway_stage" {
    defaults = { invoke_url = "https://rest.execute-api.eu-west-1.amazonaws.com/live" }
  }
}

variables {
  service                = "keyvalue"
  region                 = "eu-west-1"
  domain                 = "keyvalue.example.com"
  certificate_arn        = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
  validation_record_fqdn = "_1.keyvalue.example.com"

  # Any file can be hashed in place of a package.
  functions = {
    get-key = {
      name          = "keyvalue-get-key"
      package       = "versions.tf"
      handler       = "get_key.main"
      runtime       = "python3.13"
      architecture  = "arm64"
      memory        = 256
      timeout       = 10
      log_retention = 365
      tracing       = true

      access = { x = ["read"] }
      statements = [
        {
          actions   = ["kms:Decrypt"]
          resources = ["arn:aws:kms:eu-west-1:123456789012:key/1", "arn:aws:kms:us-east-1:123456789012:key/1"]
        },
        { actions = ["s3:GetObject", "logs:Tail"], resources = ["arn:aws:s3:::x/*", "arn:aws:logs:*:{account}:*", "*"] },
      ]
    }
    handle-job = {
      name          = "keyvalue-handle-job"
      package       = "versions.tf"
      handler       = "handle_job.main"
      runtime       = "python3.13"
      architecture  = "arm64"
      memory        = 256
      timeout       = 10
      log_retention = 365
      tracing       = true
    }
  }

  statements = {
    x = {
      read  = [{ actions = ["dynamodb:GetItem"], resources = ["arn:aws:dynamodb:{region}:{account}:table/x"] }]
      write = [{ actions = ["dynamodb:PutItem"], resources = ["arn:aws:dynamodb:{region}:{account}:table/x"] }]
    }
  }

  http_apis = {
    api = {
      name          = "keyvalue"
      log_retention = 365
      routes        = { "GET /{key}" = "get-key", "GET /health" = "get-key" }
      functions     = { get-key = {} }
    }
  }
  health = { path = "/health", interval = 10, failures = 2 }
}

run "http" {
  command = plan

  assert {
    condition     = keys(module.function) == ["get-key", "handle-job"] && module.function["get-key"].name == "keyvalue-get-key"
    error_message = "Every function is made."
  }

  assert {
    condition     = length(module.rest_api) == 0 && length(module.queue) == 0
    error_message = "What is not asked for is not made."
  }

  assert {
    condition     = output.url == "https://http.execute-api.eu-west-1.amazonaws.com"
    error_message = "The region has an address of its own."
  }
}

run "statements" {
  command = plan

  assert {
    condition = local.statements["get-key"][*].resources == [
      ["arn:aws:kms:eu-west-1:123456789012:key/1"],
      ["arn:aws:s3:::x/*", "arn:aws:logs:*:{account}:*", "*"],
      ["arn:aws:dynamodb:{region}:{account}:table/x"],
    ]
    error_message = "What lies in another region is left out."
  }
}

run "rest" {
  command = plan

  variables {
    http_apis = {}
    rest_apis = {
      api = {
        name          = "keyvalue"
        log_retention = 365
        routes        = { "GET /{key}" = "get-key", "GET /health" = "get-key" }
        functions     = { get-key = {} }
      }
    }
  }

  assert {
    condition     = length(module.http_api) == 0 && output.url == "https://rest.execute-api.eu-west-1.amazonaws.com/live"
    error_message = "A REST API comes without an HTTP API."
  }
}

run "queue" {
  command = plan

  variables {
    queues = {
      jobs = {
        name             = "keyvalue-jobs"
        dead_letter_name = "keyvalue-jobs-dead"
        visibility       = 60
        retention        = 345600
        receives         = 5
        consumers        = { handle-job = { batch = 10 } }
      }
    }
  }

  assert {
    condition     = module.queue["jobs"].arn == "arn:aws:sqs:eu-west-1:123456789012:x"
    error_message = "Every queue is made."
  }
}

run "refuses_provider_of_another_region" {
  command = plan

  variables {
    region = "us-east-1"
  }

  expect_failures = [data.aws_region.this]
}

run "refuses_two_apis" {
  command = plan

  variables {
    rest_apis = {
      api = { name = "keyvalue", log_retention = 365, routes = { "GET /health" = "get-key" }, functions = { get-key = {} } }
    }
  }

  expect_failures = [var.http_apis]
}

run "refuses_relative_path" {
  command = plan

  variables {
    health = { path = "health", interval = 10, failures = 2 }
  }

  expect_failures = [var.health]
}

run "refuses_visibility_below_timeout" {
  command = plan

  variables {
    queues = {
      jobs = {
        name             = "keyvalue-jobs"
        dead_letter_name = "keyvalue-jobs-dead"
        visibility       = 5
        retention        = 345600
        receives         = 5
        consumers        = { handle-job = { batch = 10 } }
      }
    }
  }

  expect_failures = [var.queues]
}

run "refuses_unknown_access" {
  command = plan

  variables {
    statements = {}
  }

  expect_failures = [var.functions]
}

run "own_domain" {
  command = plan

  variables {
    health = { path = "/health", fqdn = "keyvalue-eu-west-1.example.com", interval = 10, failures = 2 }
    own_domains = {
      api = {
        domain                 = "keyvalue-eu-west-1.example.com"
        certificate_arn        = "arn:aws:acm:eu-west-1:123456789012:certificate/2"
        validation_record_fqdn = "_2.keyvalue-eu-west-1.example.com"
      }
    }
  }

  assert {
    condition     = keys(module.own_domain) == ["api"]
    error_message = "The region has a name of its own."
  }
}
