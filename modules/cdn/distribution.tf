locals {
  # AWS's own policies, by their ids: nothing cached; all that the viewer sent but `Host`, which API Gateway answers
  # with 403. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
  caching_disabled              = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  all_viewer_except_host_header = "b689b0a8-53d0-40ab-baf2-68738e2966ac"

  all_methods  = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
  read_methods = ["GET", "HEAD", "OPTIONS"]

  # Errors are not kept: a 404 would outlive the write that mends it, and a 5xx the failover to another region.
  # CloudFront would keep each for 10 seconds, of paths that are not cached too.
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
  errors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]
}

resource "aws_cloudfront_distribution" "this" {
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"
  comment         = var.service
  aliases         = [var.domain]
  price_class     = var.price_class
  web_acl_id      = one([for acl in aws_wafv2_web_acl.this : acl.arn])

  origin {
    origin_id   = "regions"
    domain_name = var.origin

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
      origin_read_timeout    = 30
    }
  }

  default_cache_behavior {
    target_origin_id         = "regions"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = local.all_methods
    cached_methods           = ["GET", "HEAD"]
    compress                 = true
    cache_policy_id          = local.caching_disabled
    origin_request_policy_id = local.all_viewer_except_host_header
  }

  dynamic "ordered_cache_behavior" {
    for_each = var.behaviors

    content {
      path_pattern             = ordered_cache_behavior.value.path
      target_origin_id         = "regions"
      viewer_protocol_policy   = "redirect-to-https"
      allowed_methods          = ordered_cache_behavior.value.forward ? local.all_methods : local.read_methods
      cached_methods           = ["GET", "HEAD"]
      compress                 = true
      cache_policy_id          = ordered_cache_behavior.value.policy == null ? local.caching_disabled : aws_cloudfront_cache_policy.this[ordered_cache_behavior.value.policy].id
      origin_request_policy_id = ordered_cache_behavior.value.forward ? local.all_viewer_except_host_header : one([for policy in aws_cloudfront_origin_request_policy.this : policy.id])
    }
  }

  dynamic "custom_error_response" {
    for_each = toset(local.errors)

    content {
      error_code            = custom_error_response.value
      error_caching_min_ttl = 0
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = var.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}
