mock_provider "aws" {
  override_during = plan

  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/orders/1" }
  }

  mock_resource "aws_cloudfront_cache_policy" {
    defaults = { id = "kept" }
  }

  mock_resource "aws_cloudfront_origin_request_policy" {
    defaults = { id = "asked" }
  }

  mock_resource "aws_cloudfront_distribution" {
    defaults = { arn = "arn:aws:cloudfront::123456789012:distribution/E1" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/cloudfront/orders" }
  }

  mock_resource "aws_cloudwatch_log_delivery_destination" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:delivery-destination:orders-cdn" }
  }
}

variables {
  service         = "orders"
  domain          = "orders.example.com"
  origin          = "origin.orders.example.com"
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
}

run "caches_nothing_by_itself" {
  command = plan

  assert {
    condition = (
      aws_cloudfront_distribution.this.aliases == toset(["orders.example.com"]) &&
      one(aws_cloudfront_distribution.this.origin).domain_name == "origin.orders.example.com" &&
      one(one(aws_cloudfront_distribution.this.origin).custom_origin_config).origin_protocol_policy == "https-only" &&
      one(aws_cloudfront_distribution.this.viewer_certificate).minimum_protocol_version == "TLSv1.2_2021"
    )
    error_message = "It answers under the domain, and asks the origin, by HTTPS."
  }

  assert {
    condition = (
      one(aws_cloudfront_distribution.this.default_cache_behavior).cache_policy_id == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" &&
      one(aws_cloudfront_distribution.this.default_cache_behavior).origin_request_policy_id == "b689b0a8-53d0-40ab-baf2-68738e2966ac" &&
      length(one(aws_cloudfront_distribution.this.default_cache_behavior).allowed_methods) == 7 &&
      length(aws_cloudfront_distribution.this.ordered_cache_behavior) == 0
    )
    error_message = "All methods and headers but Host reach the origin, and nothing is kept."
  }

  assert {
    condition     = alltrue([for each in aws_cloudfront_distribution.this.custom_error_response : each.error_caching_min_ttl == 0 && each.response_code == null])
    error_message = "Errors are neither kept nor turned into others."
  }

  assert {
    condition     = length(aws_wafv2_web_acl.this) + length(aws_cloudwatch_log_group.this) + length(aws_cloudfront_origin_request_policy.this) == 0
    error_message = "A firewall, logs and preflights are there where they are asked for."
  }
}

run "caches_what_is_named" {
  command = plan

  variables {
    behaviors = [
      { path = "/items/special" },
      { path = "/items/*", policy = "five" },
      { path = "/catalog", policy = "minute", forward = false },
    ]
    policies = {
      minute = { ttl = 60 }
      five   = { ttl = 300, query = ["page"], headers = ["Origin"] }
    }
    preflights = { api = {} }
  }

  assert {
    condition     = [for each in aws_cloudfront_distribution.this.ordered_cache_behavior : each.path_pattern] == ["/items/special", "/items/*", "/catalog"]
    error_message = "Patterns stand in the order in which they are given."
  }

  assert {
    condition     = [for each in aws_cloudfront_distribution.this.ordered_cache_behavior : each.cache_policy_id] == ["4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "kept", "kept"]
    error_message = "A pattern without a policy is not kept."
  }

  assert {
    condition     = [for each in aws_cloudfront_distribution.this.ordered_cache_behavior : each.origin_request_policy_id] == ["b689b0a8-53d0-40ab-baf2-68738e2966ac", "b689b0a8-53d0-40ab-baf2-68738e2966ac", "asked"]
    error_message = "What forwards nothing forwards what a preflight needs."
  }

  assert {
    condition     = [for each in aws_cloudfront_distribution.this.ordered_cache_behavior : length(each.allowed_methods)] == [7, 7, 3]
    error_message = "What forwards nothing takes reads alone."
  }

  assert {
    condition = (
      aws_cloudfront_cache_policy.this["minute"].min_ttl == 0 &&
      aws_cloudfront_cache_policy.this["minute"].max_ttl == 60 &&
      one(one(aws_cloudfront_cache_policy.this["minute"].parameters_in_cache_key_and_forwarded_to_origin).query_strings_config).query_string_behavior == "all" &&
      one(one(aws_cloudfront_cache_policy.this["five"].parameters_in_cache_key_and_forwarded_to_origin).query_strings_config).query_string_behavior == "whitelist" &&
      one(one(aws_cloudfront_cache_policy.this["five"].parameters_in_cache_key_and_forwarded_to_origin).headers_config).header_behavior == "whitelist" &&
      one(one(aws_cloudfront_cache_policy.this["five"].parameters_in_cache_key_and_forwarded_to_origin).cookies_config).cookie_behavior == "none"
    )
    error_message = "Functions may keep answers from the cache; cookies tell none apart."
  }
}

run "guards_and_logs" {
  command = plan

  variables {
    firewalls = { edge = {} }
    logs      = { edge = { retention = 365 } }
  }

  assert {
    condition = (
      aws_cloudfront_distribution.this.web_acl_id == aws_wafv2_web_acl.this["edge"].arn &&
      aws_wafv2_web_acl.this["edge"].scope == "CLOUDFRONT" &&
      length(aws_wafv2_web_acl.this["edge"].rule) == 3
    )
    error_message = "The web ACL stands before the distribution."
  }

  assert {
    condition = (
      aws_cloudwatch_log_group.this["edge"].retention_in_days == 365 &&
      aws_cloudwatch_log_delivery_source.this["edge"].resource_arn == aws_cloudfront_distribution.this.arn
    )
    error_message = "Its access logs are kept."
  }
}

run "refuses_itself_as_origin" {
  command = plan

  variables {
    origin = "orders.example.com"
  }

  expect_failures = [var.origin]
}
