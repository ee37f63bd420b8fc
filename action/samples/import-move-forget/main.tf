# Renamed, with the block that says so.
moved {
  from = terraform_data.web
  to   = terraform_data.frontend
}

resource "terraform_data" "frontend" {
  input = { name = "frontend", replicas = 3 }
}

# Moved into a module.
moved {
  from = terraform_data.cache
  to   = module.cache.terraform_data.this
}

module "cache" {
  source = "./cache"

  name   = "sessions"
  behind = terraform_data.frontend.id
}

# Adopted as it is.
import {
  to = terraform_data.marker
  id = "0f5c0e2e-6d0b-4c55-9a63-2f8f6f1f7a11"
}

resource "terraform_data" "marker" {}

# Adopted, and changed by the way.
import {
  to = terraform_data.scheduler
  id = "7c1d9a52-3f64-4f0e-8b1a-5d2e9c4b6a70"
}

resource "terraform_data" "scheduler" {
  input = { name = "scheduler", every = "5m" }
}

# Handed over to another team: it lives on, this project forgets it.
removed {
  from = terraform_data.mailer

  lifecycle {
    destroy = false
  }
}
