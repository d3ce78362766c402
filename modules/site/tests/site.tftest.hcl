mock_provider "aws" {
  override_during = plan

  mock_resource "aws_cloudfront_origin_access_control" {
    defaults = { id = "E0CONTROL" }
  }
}

variables {
  name                    = "shop-site"
  origins                 = [{ id = "eu-west-1", domain_name = "a.s3.eu-west-1.amazonaws.com" }]
  content_security_policy = "default-src 'self'"
}

run "alone" {
  command = plan

  assert {
    condition     = length(aws_cloudfront_distribution.this.origin_group) == 0 && aws_cloudfront_distribution.this.default_cache_behavior[0].target_origin_id == "eu-west-1"
    error_message = "One bucket is asked by itself."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.viewer_certificate[0].cloudfront_default_certificate && length(aws_cloudfront_distribution.this.aliases) == 0
    error_message = "Without a domain there is CloudFront's own name."
  }

  assert {
    condition     = strcontains(aws_cloudfront_function.index.code, "const all = false;")
    error_message = "A folder has an index.html of its own."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.default_cache_behavior[0].viewer_protocol_policy == "redirect-to-https"
    error_message = "Nothing is served without TLS."
  }

  assert {
    condition     = [for each in aws_cloudfront_distribution.this.origin : each.origin_access_control_id] == ["E0CONTROL"]
    error_message = "Requests to the bucket are signed."
  }
}

run "three_regions" {
  command = plan

  variables {
    origins = [
      { id = "us-east-1", domain_name = "b.s3.us-east-1.amazonaws.com" },
      { id = "eu-west-1", domain_name = "a.s3.eu-west-1.amazonaws.com" },
      { id = "sa-east-1", domain_name = "c.s3.sa-east-1.amazonaws.com" },
    ]
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this.origin_group).member[*].origin_id == tolist(["us-east-1", "eu-west-1"])
    error_message = "The first bucket serves, and the second while it fails."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.default_cache_behavior[0].target_origin_id == "all"
    error_message = "Requests go to the group."
  }
}

run "domain" {
  command = plan

  variables {
    domain          = "www.example.com"
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0"
  }

  assert {
    condition     = aws_cloudfront_distribution.this.aliases == toset(["www.example.com"]) && aws_cloudfront_distribution.this.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021"
    error_message = "It answers under its name, by TLS 1.2 and newer."
  }
}

run "single_page" {
  command = plan

  variables {
    spa                  = true
    files_without_ending = ["/LICENSE"]
  }

  assert {
    condition     = strcontains(aws_cloudfront_function.index.code, "const all = true;") && strcontains(aws_cloudfront_function.index.code, "[\"/LICENSE\"]")
    error_message = "All paths without an ending give the one page, but for files."
  }
}

run "no_bucket" {
  command = plan

  variables {
    origins = []
  }

  expect_failures = [var.origins]
}
