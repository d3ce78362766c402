provider "aws" {
  alias = "a"
}
provider "aws" {
  alias = "a"
}
