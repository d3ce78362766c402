provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "us"
  region = "us-east-1"

  assume_role {
    role_arn = "arn:aws:iam::123456789012:role/x"
  }
}

module "declared" {
  source = "./declared"
  providers = {
    aws       = aws
    aws.other = aws.us
  }
}

module "proxy" {
  source    = "./proxy"
  providers = { aws.other = aws.us }
}

module "only_passed" {
  source = "./only_passed"
  providers = {
    aws.other = aws.us
    aws       = aws.us
  }
}

resource "aws_sqs_queue" "us" {
  provider = aws.us
  name     = "x"
}
