mock_provider "aws" {
  override_during = plan

  mock_resource "aws_s3_bucket" {
    defaults = {
      id                          = "shop-site-123456789012-eu-west-1"
      arn                         = "arn:aws:s3:::shop-site-123456789012-eu-west-1"
      bucket_regional_domain_name = "shop-site-123456789012-eu-west-1.s3.eu-west-1.amazonaws.com"
    }
  }
}

variables {
  name             = "shop-site-123456789012-eu-west-1"
  distribution_arn = "arn:aws:cloudfront::123456789012:distribution/E123"
  folder           = "./tests/files"
  files            = { "index.html" = { type = "text/html; charset=utf-8", cache = "no-cache" } }
  service          = "{\"service\":\"shop\"}"
}

run "private" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "Nobody makes the bucket public."
  }

  assert {
    condition     = aws_s3_bucket_ownership_controls.this.rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "Access lists say nothing."
  }

  assert {
    condition     = [for each in jsondecode(aws_s3_bucket_policy.this.policy).Statement : each.Principal.Service if each.Effect == "Allow"] == ["cloudfront.amazonaws.com"]
    error_message = "CloudFront alone may read."
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.this.policy).Statement[0].Condition.StringEquals["aws:SourceArn"] == "arn:aws:cloudfront::123456789012:distribution/E123"
    error_message = "It is one distribution that may."
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.this.policy).Statement[1].Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "What comes without TLS is refused."
  }
}

run "kept" {
  command = plan

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "What is overwritten is kept."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration[0].noncurrent_days == 30
    error_message = "Old versions go after 30 days."
  }
}

run "files" {
  command = plan

  assert {
    condition     = aws_s3_object.file["index.html"].content_type == "text/html; charset=utf-8" && aws_s3_object.file["index.html"].cache_control == "no-cache"
    error_message = "A file is served with its type and its cache header."
  }

  assert {
    condition     = aws_s3_object.file["index.html"].source_hash == filebase64sha256("./tests/files/index.html")
    error_message = "A file that changed is uploaded again."
  }

  assert {
    condition     = jsondecode(aws_s3_object.service.content).service == "shop"
    error_message = "service.json tells pages of the service."
  }
}

run "by_a_pipeline" {
  command = plan

  variables {
    files = {}
  }

  assert {
    condition     = length(aws_s3_object.file) == 0 && aws_s3_object.service.key == "service.json"
    error_message = "Without files there is service.json alone."
  }
}

run "taken_name" {
  command = plan

  variables {
    files = { "service.json" = { type = "application/json", cache = "no-cache" } }
  }

  expect_failures = [var.files]
}
