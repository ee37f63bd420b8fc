variable "api_token" {
  description = "Token of the deployment API"
  type        = string
  sensitive   = true
}

resource "terraform_data" "api" {
  input = {
    endpoint = "https://deploy.acme.example"
    token    = var.api_token
  }
}

resource "terraform_data" "migration" {
  triggers_replace = ["schema-43"]

  provisioner "local-exec" {
    command = "psql --file migrations/43-drop-unused-columns.sql"
    environment = {
      DEPLOY_TOKEN = var.api_token
    }
  }
}

resource "terraform_data" "notice" {
  input = "migration ${terraform_data.migration.id} is done"
}

# Someone pasted the token while testing the webhook.
resource "terraform_data" "webhook" {
  input = {
    url           = "https://hooks.acme.example/deploy"
    authorization = "staple-correct-horse"
  }
}

output "endpoint" {
  value = nonsensitive(terraform_data.api.input.endpoint)
}

output "token" {
  value     = terraform_data.api.input.token
  sensitive = true
}
