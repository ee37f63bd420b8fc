resource "google_service_account" "receipts" {
  account_id   = "receipts"
  display_name = "Receipts service"
}

resource "google_project_iam_member" "receipts_database" {
  project = var.project
  role    = "roles/cloudsql.client"
  member  = google_service_account.receipts.member
}

resource "google_cloud_run_v2_service" "receipts" {
  name     = "receipts"
  location = var.region
  ingress  = "INGRESS_TRAFFIC_INTERNAL_ONLY"

  template {
    service_account = google_service_account.receipts.email

    scaling {
      min_instance_count = 1
      max_instance_count = 10
    }

    containers {
      image = "europe-west3-docker.pkg.dev/acme-shop-prod/services/receipts:1.0.0"

      env {
        name  = "DATABASE"
        value = google_sql_database_instance.receipts.connection_name
      }

      env {
        name  = "BUCKET"
        value = google_storage_bucket.receipts.name
      }
    }
  }
}

resource "google_cloud_run_v2_service_iam_member" "checkout" {
  name     = google_cloud_run_v2_service.receipts.name
  location = google_cloud_run_v2_service.receipts.location
  role     = "roles/run.invoker"
  member   = "serviceAccount:checkout@acme-shop-prod.iam.gserviceaccount.com"
}
