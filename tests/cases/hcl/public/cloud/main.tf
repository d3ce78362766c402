terraform {
  cloud {
    organization = "example"
    hostname     = "app.terraform.io"
    workspaces {
      tags    = ["app"]
      project = "x"
    }
  }
}

locals {
  stage = terraform.workspace == "default" ? "dev" : terraform.workspace
  place = "${path.root}/${path.module}/${path.cwd}"
}

output "stage" { value = "${local.stage} ${local.place}" }
