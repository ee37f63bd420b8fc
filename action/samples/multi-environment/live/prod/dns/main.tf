resource "aws_route53_zone" "shop" {
  name = "shop.acme.example"
}

resource "aws_route53_record" "www" {
  zone_id = aws_route53_zone.shop.zone_id
  name    = "www.shop.acme.example"
  type    = "CNAME"
  ttl     = 300
  records = ["web.acme.example"]
}

resource "aws_route53_record" "receipts" {
  zone_id = aws_route53_zone.shop.zone_id
  name    = "receipts.shop.acme.example"
  type    = "CNAME"
  ttl     = 300
  records = ["receipts.acme.example"]
}
