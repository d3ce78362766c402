output "url" {
  value = module.eu_west_1.url
}
