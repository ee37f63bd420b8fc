variable "workers" {
  description = "How many workers drain the queue"
  type        = number
  default     = 2
}

resource "terraform_data" "orders_queue" {
  input = {
    name      = "orders"
    kind      = "queue"
    retention = 14
  }
}

resource "terraform_data" "worker" {
  count = var.workers

  input = {
    name  = "worker-${count.index}"
    queue = "orders"
  }
}

resource "terraform_data" "dashboard" {
  input = {
    name    = "orders"
    workers = [for worker in terraform_data.worker : worker.input.name]
  }
}
