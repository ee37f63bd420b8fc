variable "name" {
  type = string
}

variable "behind" {
  type = string
}

resource "terraform_data" "this" {
  input = { name = var.name, behind = var.behind }
}

output "id" {
  value = terraform_data.this.id
}
