module "a" {
  source = "./modules/a"
}

import {
  to = module.a.module.b["x"].aws_sqs_queue.other["y"]
  id = "jobs"
}

import {
  to = module.a.module.c.aws_sqs_queue.this
  id = "jobs"
}

import {
  to = module.a.module.b["x"].aws_sqs_queue.this["y"]
  id = "jobs"
}
