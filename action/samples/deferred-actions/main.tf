resource "aws_iam_role" "checkout" {
  name = "checkout"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_lambda_function" "checkout" {
  function_name = "checkout"
  role          = aws_iam_role.checkout.arn
  handler       = "checkout.handler"
  runtime       = "python3.13"
  s3_bucket     = "acme-artifacts"
  s3_key        = "checkout/2.8.0.zip"

  lifecycle {
    action_trigger {
      events  = [after_update]
      actions = [action.aws_lambda_invoke.warm_up, action.aws_sns_publish.announce]
    }
  }
}

action "aws_lambda_invoke" "warm_up" {
  config {
    function_name = "checkout"
    payload       = jsonencode({ warm = true })
  }
}

action "aws_sns_publish" "announce" {
  config {
    topic_arn = "arn:aws:sns:eu-central-1:111122223333:releases"
    message   = "checkout 2.8.0 is live"
  }
}

resource "aws_route53_zone" "checkout" {
  name = "checkout.acme.example"
}

# One glue record for each name server, and nobody knows how many there will be.
resource "aws_route53_record" "glue" {
  count = length(aws_route53_zone.checkout.name_servers)

  zone_id = "Z0123456789ACME"
  name    = "ns${count.index}.acme.example"
  type    = "CNAME"
  ttl     = 3600
  records = [aws_route53_zone.checkout.name_servers[count.index]]
}
