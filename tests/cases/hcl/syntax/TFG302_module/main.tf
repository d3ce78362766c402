module "a" {
  source = "./modules/empty"
}
module "a" {
  source = "./modules/empty"
}
