# The distribution moves to another policy before the one that it uses goes: AWS deletes none that is in use.
resource "aws_cloudfront_cache_policy" "this" {
  for_each = var.policies

  name    = "${var.service}-${each.key}"
  comment = "${var.service}: kept for ${each.value.ttl} seconds"

  # A function may say less, or nothing at all: a minimum above 0 would keep even what is private.
  min_ttl     = 0
  default_ttl = each.value.ttl
  max_ttl     = each.value.ttl

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true

    cookies_config {
      cookie_behavior = each.value.cookies ? "all" : "none"
    }

    headers_config {
      header_behavior = length(each.value.headers) > 0 ? "whitelist" : "none"

      dynamic "headers" {
        for_each = length(each.value.headers) > 0 ? [each.value.headers] : []

        content {
          items = headers.value
        }
      }
    }

    query_strings_config {
      query_string_behavior = each.value.query == null ? "all" : length(each.value.query) > 0 ? "whitelist" : "none"

      dynamic "query_strings" {
        for_each = length(coalesce(each.value.query, [])) > 0 ? [each.value.query] : []

        content {
          items = query_strings.value
        }
      }
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# What API Gateway needs to answer a preflight request. `Origin` is in the key of the cache.
resource "aws_cloudfront_origin_request_policy" "this" {
  for_each = var.preflights

  name    = "${var.service}-preflight"
  comment = "${var.service}: what browsers ask before a request to another origin"

  cookies_config {
    cookie_behavior = "none"
  }

  headers_config {
    header_behavior = "whitelist"

    headers {
      items = ["Access-Control-Request-Headers", "Access-Control-Request-Method"]
    }
  }

  query_strings_config {
    query_string_behavior = "none"
  }

  lifecycle {
    create_before_destroy = true
  }
}
