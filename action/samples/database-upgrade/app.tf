resource "aws_ssm_parameter" "database" {
  name = "/prod/orders/database"
  type = "String"
  value = jsonencode({
    identifier = aws_db_instance.orders.identifier
    port       = aws_db_instance.orders.port
    name       = aws_db_instance.orders.db_name
  })
}

resource "aws_secretsmanager_secret" "database" {
  name                    = "prod/orders/${aws_db_instance.orders.identifier}"
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id     = aws_secretsmanager_secret.database.id
  secret_string = var.db_password

  lifecycle {
    ignore_changes = [secret_string] # rotated by the database team
  }
}

resource "aws_iam_role" "api" {
  name = "prod-orders-api"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"] }
    }]
  })
}

resource "aws_iam_role_policy" "api" {
  name = "read-database-secret"
  role = aws_iam_role.api.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = aws_secretsmanager_secret.database.arn
    }]
  })
}

resource "aws_ecs_cluster" "main" {
  name = "prod"
}

resource "aws_ecs_task_definition" "api" {
  family             = "orders-api"
  cpu                = "512"
  memory             = "1024"
  network_mode       = "awsvpc"
  execution_role_arn = aws_iam_role.api.arn
  container_definitions = jsonencode([{
    name    = "api"
    image   = "registry.acme.example/orders-api:4.12.0"
    secrets = [{ name = "DATABASE", valueFrom = aws_ssm_parameter.database.arn }]
  }])
}

resource "aws_ecs_service" "api" {
  name            = "orders-api"
  cluster         = aws_ecs_cluster.main.arn
  task_definition = aws_ecs_task_definition.api.arn
  desired_count   = 4
  launch_type     = "FARGATE"
}

resource "aws_lambda_function" "migrate" {
  function_name = "prod-orders-migrate"
  role          = aws_iam_role.api.arn
  handler       = "migrate.handler"
  runtime       = "python3.13"
  s3_bucket     = "acme-artifacts"
  s3_key        = "orders/migrate-4.12.0.zip"
  timeout       = 300

  environment {
    variables = {
      DATABASE = aws_ssm_parameter.database.name
    }
  }
}
