variable "region" {
  description = "Region of the AWS provider that the module is given."
  type        = string
  nullable    = false
}

# A call that is handed the provider of another region would build this region's things there.
data "aws_region" "this" {
  lifecycle {
    postcondition {
      condition     = self.id == var.region
      error_message = "The provider is in ${self.id}, and the module was told ${var.region}: hand it the provider of its region."
    }
  }
}
