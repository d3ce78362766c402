provider "aws" {
  region = local.region
}

locals {
  region = "eu-west-1"
  name   = "ex-${basename(path.cwd)}"
}

module "queue" {
  source = "../.."

  name = local.name
}

output "url" {
  value = module.queue.url
}
