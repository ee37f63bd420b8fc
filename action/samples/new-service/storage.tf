resource "google_storage_bucket" "receipts" {
  name                        = "acme-shop-prod-receipts"
  location                    = upper(var.region)
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  versioning {
    enabled = true
  }

  labels = {
    owner = "payments"
  }
}

resource "google_storage_bucket_iam_member" "receipts" {
  bucket = google_storage_bucket.receipts.name
  role   = "roles/storage.objectUser"
  member = google_service_account.receipts.member
}

resource "google_sql_database_instance" "receipts" {
  name             = "receipts"
  database_version = "POSTGRES_17"
  region           = var.region

  settings {
    tier              = "db-custom-2-8192"
    availability_type = "REGIONAL"

    backup_configuration {
      enabled                        = true
      point_in_time_recovery_enabled = true
    }

    ip_configuration {
      ipv4_enabled = false
      ssl_mode     = "ENCRYPTED_ONLY"
    }
  }
}

resource "google_sql_database" "receipts" {
  name     = "receipts"
  instance = google_sql_database_instance.receipts.name
}
