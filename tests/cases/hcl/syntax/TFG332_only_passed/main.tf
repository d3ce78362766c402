provider "aws" {
  region = "eu-west-1"
}

module "a" {
  source    = "./modules/region"
  providers = { aws.other = aws }
}
