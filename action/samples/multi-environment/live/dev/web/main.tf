resource "aws_launch_template" "web" {
  name          = "dev-web"
  image_id      = "ami-0a1b2c3d4e5f60718"
  instance_type = "t4g.small"

  tags = {
    owner = "web@acme.com"
  }
}

resource "aws_autoscaling_group" "web" {
  name                = "dev-web"
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = ["subnet-0b7e1d2c3f4a59687", "subnet-0d6c5b4a39281f7e6"]

  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }
}
