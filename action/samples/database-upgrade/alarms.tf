resource "aws_sns_topic" "alerts" {
  name = "prod-orders-alerts"
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "prod-orders-db-cpu"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 300
  evaluation_periods  = 3
  dimensions          = { DBInstanceIdentifier = aws_db_instance.orders.identifier }
  alarm_actions       = [aws_sns_topic.alerts.arn]
}

resource "aws_cloudwatch_metric_alarm" "storage" {
  alarm_name          = "prod-orders-db-storage"
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 20000000000
  period              = 300
  evaluation_periods  = 1
  dimensions          = { DBInstanceIdentifier = aws_db_instance.orders.identifier }
  alarm_actions       = [aws_sns_topic.alerts.arn]
}

resource "aws_cloudwatch_metric_alarm" "connections" {
  alarm_name          = "prod-orders-db-connections"
  namespace           = "AWS/RDS"
  metric_name         = "DatabaseConnections"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 400
  period              = 60
  evaluation_periods  = 5
  dimensions          = { DBInstanceIdentifier = aws_db_instance.orders.identifier }
  alarm_actions       = [aws_sns_topic.alerts.arn]
}

resource "aws_cloudwatch_dashboard" "orders" {
  dashboard_name = "prod-orders"
  dashboard_body = jsonencode({
    widgets = [{
      type = "alarm"
      properties = {
        title = "Orders database"
        alarms = [
          aws_cloudwatch_metric_alarm.cpu.arn,
          aws_cloudwatch_metric_alarm.storage.arn,
          aws_cloudwatch_metric_alarm.connections.arn,
        ]
      }
    }]
  })
}

resource "aws_db_event_subscription" "orders" {
  name             = "prod-orders"
  sns_topic        = aws_sns_topic.alerts.arn
  source_type      = "db-instance"
  source_ids       = [aws_db_instance.orders.identifier]
  event_categories = ["availability", "failure", "maintenance"]
}
