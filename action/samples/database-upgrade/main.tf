resource "aws_db_instance" "orders" {
  identifier     = "prod-orders"
  engine         = "postgres"
  engine_version = "16.3"
  instance_class = "db.m7g.xlarge"

  db_name  = "orders"
  port     = 5432
  username = "orders"
  password = var.db_password

  allocated_storage       = 200
  multi_az                = true
  storage_encrypted       = false
  backup_retention_period = 7
  skip_final_snapshot     = true
  deletion_protection     = false

  db_subnet_group_name   = aws_db_subnet_group.orders.name
  vpc_security_group_ids = [aws_security_group.db.id]

  tags = {
    owner = "orders@acme.com"
  }
}

resource "aws_db_subnet_group" "orders" {
  name       = "prod-orders"
  subnet_ids = aws_subnet.data[*].id
}

resource "aws_sqs_queue" "Orders" {
  name                       = "prod-orders"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 60

  tags = {
    owner = "orders@acme.com"
  }
}

# Receipts from before the move; nothing reads it any more.
resource "aws_s3_bucket" "legacy" {
  bucket = "acme-orders-legacy"
}
