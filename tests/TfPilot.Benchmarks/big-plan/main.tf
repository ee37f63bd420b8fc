# 20,000 objects, each with a name, settings, a policy document and tags, as in a large real stack.
locals {
  regions = ["eu-central-1", "eu-west-1", "us-east-1", "us-west-2"]
}

resource "terraform_data" "service" {
  count = 20000

  input = {
    name          = "service-${count.index}-${local.regions[count.index % 4]}"
    region        = local.regions[count.index % 4]
    instance_type = "m7g.xlarge"
    description   = "Instance ${count.index} of the order processing fleet; managed by the platform team, see the runbook before changing it by hand."
    policy        = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::bucket-${count.index}/*" }] })
    ports         = [80, 443, 8080 + count.index % 100]
    health_check  = { path = "/health/${count.index}", interval = 30, timeout = 5, healthy_threshold = 3 }
    tags = {
      owner       = "team-${count.index % 50}@example.com"
      cost-center = "${1000 + count.index % 20}"
      environment = "prod"
      service     = "orders-${count.index % 200}"
      managed-by  = "terraform"
    }
  }
}
