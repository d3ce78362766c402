provider "aws" {
  alias  = "eu_west_1"
  region = "eu-west-1"
}

module "eu_west_2" {
  source = "./modules/region"
  providers = {
    aws = aws.eu_west_2
  }
}
