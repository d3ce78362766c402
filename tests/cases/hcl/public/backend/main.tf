terraform {
  required_version = "~> 1.5"

  backend "s3" {
    bucket         = "state"
    key            = "a/terraform.tfstate"
    region         = "eu-west-1"
    dynamodb_table = "locks"
    assume_role = {
      role_arn = "arn:aws:iam::123456789012:role/x"
    }
  }

  required_providers {
    aws = {
      version = ">= 3.0, != 4.5.0"
      source  = "registry.terraform.io/hashicorp/aws"
    }
  }

  provider_meta "aws" {
    user_agent = ["example"]
  }
}

data "terraform_remote_state" "network" {
  backend   = "s3"
  workspace = terraform.workspace
  config = {
    bucket = "state"
    key    = "network"
    region = "eu-west-1"
  }
}

output "vpc" {
  value = data.terraform_remote_state.network.outputs.vpc_id
}
