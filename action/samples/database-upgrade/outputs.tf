output "database" {
  description = "What other projects look the database up by"
  value       = aws_db_instance.orders.identifier
}
