output "a" {
  value = "x ${upper(
    var.name
  )} y"
}
