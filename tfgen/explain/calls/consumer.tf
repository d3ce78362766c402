provider "aws" {
  region = "eu-west-1"
}

module "handle_job" {
  source = "./modules/function"

  name    = "orders-handle-job"
  region  = "eu-west-1"
  package = "${path.module}/orders.zip"
  handler = "job.main"
  runtime = "python3.13"

  statements = [{
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = ["arn:aws:sqs:{region}:{account}:crm-jobs"]
  }]
}

module "crm_jobs" {
  source = "./modules/consumer"

  region     = "eu-west-1"
  source_arn = "arn:aws:sqs:{region}:{account}:crm-jobs"
  consumers  = { handle-job = { batch = 10 } }
  targets    = { handle-job = module.handle_job }
}
