module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 5.0"

  name = "x"
  azs  = ["eu-west-1a"]

  providers = { aws = aws }
}

module "git" {
  source = "git::https://example.org/vpc.git//modules/x?ref=v1.2.0"
  vpc_id = module.vpc.vpc_id
}

module "host" {
  source  = "github.com/example/module"
  subnets = module.vpc.private_subnets[*]
  extra   = module.git.anything["x"].y[0]
}

module "s3" {
  source     = "s3::https://s3-eu-west-1.amazonaws.com/examplecorp/vpc.zip"
  count      = 2
  depends_on = [module.git]
}

output "all" {
  value = [module.host, module.s3[0].id, module.s3[*].arn, module.vpc.default_security_group_id]
}
