output "a" { value = merge(local.shared, { a = local.a }) }
