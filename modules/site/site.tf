locals {
  several = length(var.origins) > 1

  # AWS's own policy, by its id: what the files' cache headers say, compressed, whatever query and cookies.
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
  caching_optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6"
}

resource "aws_cloudfront_origin_access_control" "this" {
  name                              = var.name
  description                       = "The distribution's requests to its buckets are signed."
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

# Unlike an error page of the distribution, this leaves a file that is not there a 404.
resource "aws_cloudfront_function" "index" {
  name    = "${var.name}-index"
  runtime = "cloudfront-js-2.0"
  comment = "Leads paths without an ending to index.html."
  publish = true
  code    = <<-JS
    const files = ${jsonencode(var.files_without_ending)};
    const all = ${jsonencode(var.spa)};

    function handler(event) {
      const request = event.request;
      const name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
      if (name.includes('.') || request.uri.startsWith('/.well-known/') || files.includes(request.uri)) {
        return request;
      }
      request.uri = all ? '/index.html' : request.uri + (name ? '/index.html' : 'index.html');
      return request;
    }
  JS

  # AWS deletes no function that a distribution has: one of another name is there before.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudfront_response_headers_policy" "this" {
  # checkov:skip=CKV_AWS_259:`preload` binds the whole domain for years, in browsers that never saw it; so it is its owner's choice
  name    = var.name
  comment = "What browsers may do with the pages."

  security_headers_config {
    content_security_policy {
      content_security_policy = var.content_security_policy
      override                = true
    }

    content_type_options {
      override = true
    }

    referrer_policy {
      referrer_policy = "strict-origin-when-cross-origin"
      override        = true
    }

    strict_transport_security {
      access_control_max_age_sec = 63072000
      include_subdomains         = var.include_subdomains
      preload                    = false
      override                   = true
    }
  }
}

resource "aws_cloudfront_distribution" "this" {
  # checkov:skip=CKV_AWS_86:logs cost by the request, and tell where visitors come from; so they are the caller's choice
  # checkov:skip=CKV_AWS_68:a firewall costs by the month, and the files are public
  # checkov:skip=CKV_AWS_310:a bucket of one region has no other to turn to; where there are several, there is a group
  # checkov:skip=CKV_AWS_374:visitors are welcome from everywhere
  # checkov:skip=CKV2_AWS_47:nothing behind it runs Java
  enabled             = true
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  comment             = var.name
  aliases             = var.domain == null ? [] : [var.domain]
  default_root_object = "index.html"

  dynamic "origin" {
    for_each = var.origins

    content {
      origin_id                = origin.value.id
      domain_name              = origin.value.domain_name
      origin_access_control_id = aws_cloudfront_origin_access_control.this.id

      # A region that does not answer is given up in seconds, and not in half a minute.
      connection_attempts = local.several ? 2 : 3
      connection_timeout  = local.several ? 3 : 10
    }
  }

  dynamic "origin_group" {
    for_each = local.several ? ["all"] : []

    content {
      origin_id = "all"

      failover_criteria {
        status_codes = [500, 502, 503, 504]
      }

      # CloudFront takes two members, no more.
      dynamic "member" {
        for_each = slice(var.origins, 0, 2)

        content {
          origin_id = member.value.id
        }
      }
    }
  }

  default_cache_behavior {
    target_origin_id           = local.several ? "all" : var.origins[0].id
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = local.caching_optimized
    response_headers_policy_id = aws_cloudfront_response_headers_policy.this.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.index.arn
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn            = var.certificate_arn
    cloudfront_default_certificate = var.domain == null
    minimum_protocol_version       = var.domain == null ? "TLSv1" : "TLSv1.2_2021"
    ssl_support_method             = var.domain == null ? null : "sni-only"
  }
}
