terraform {
  required_providers {
    random = {
      source = "hashicorp/random"
    }
    k8s = {
      source = "hashicorp/kubernetes"
    }
    datadog = {
      source  = "DataDog/datadog"
      version = "~> 3.0"
    }
    google-beta = {
      source = "hashicorp/google-beta"
    }
  }
}

provider "k8s" {
  host = "https://example.org"
  exec {
    api_version = "client.authentication.k8s.io/v1beta1"
    command     = "aws"
    args        = ["eks", "get-token", "--cluster-name", random_pet.name.id]
  }
}

resource "random_pet" "name" {
  keepers = { a = null_resource.this.id }
}

resource "null_resource" "this" {
  triggers = {
    always = timestamp()
  }
}

data "archive_file" "zip" {
  type        = "zip"
  source_dir  = "${path.module}/src"
  output_path = "${path.module}/out.zip"
}

resource "kubernetes_namespace" "this" {
  provider = k8s
  metadata {
    name = data.archive_file.zip.output_sha
  }
}

resource "datadog_monitor" "this" {
  name = kubernetes_namespace.this.metadata[0].name
}

resource "google_compute_instance" "this" {
  provider = google-beta
  name     = local_file.x.filename
}

resource "local_file" "x" {
  filename = "x"
  content  = tls_private_key.this.private_key_pem
}

resource "tls_private_key" "this" {
  algorithm = "ED25519"
}

resource "time_sleep" "wait" {
  depends_on      = [null_resource.this]
  create_duration = "30s"
}

data "http" "ip" {
  url = "https://example.org"
}

data "external" "x" {
  program = ["true"]
}
