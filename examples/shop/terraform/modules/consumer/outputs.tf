output "ids" {
  description = "Ids of the event source mappings, by function."
  value       = { for key, mapping in aws_lambda_event_source_mapping.this : key => mapping.uuid }
}
