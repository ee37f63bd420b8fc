variable "db_password" {
  description = "Password of the orders database, from the vault"
  type        = string
  sensitive   = true
}
