locals {
  existing = {
    a = "https://sqs.eu-west-1.amazonaws.com/123456789012/a"
    b = "https://sqs.eu-west-1.amazonaws.com/123456789012/b"
  }
}

provider "aws" {
  alias  = "us"
  region = "us-east-1"
}

provider "aws" {
  region = "eu-west-1"
}

import {
  for_each = local.existing
  to       = aws_sqs_queue.this[each.key]
  id       = each.value
}

import {
  to       = aws_sqs_queue.us
  id       = "https://sqs.us-east-1.amazonaws.com/123456789012/c"
  provider = aws.us
}

import {
  for_each = { for name, url in local.existing : name => url if name != "b" }
  to       = module.child[each.key].aws_sqs_queue.this[0]
  id       = each.value
}

resource "aws_sqs_queue" "this" {
  for_each = local.existing
  name     = each.key
}

resource "aws_sqs_queue" "us" {
  provider = aws.us
  name     = "c"
}

module "child" {
  source   = "./child"
  for_each = local.existing
}
