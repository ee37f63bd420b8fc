variable "budget" {
  description = "The most machines the team may run"
  type        = number
  default     = 4
}

resource "aws_launch_template" "web" {
  name          = "web"
  image_id      = "ami-0a1b2c3d4e5f60718"
  instance_type = "m7g.large"
}

resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 2
  max_size            = 8
  desired_capacity    = 2
  vpc_zone_identifier = ["subnet-0b7e1d2c3f4a59687", "subnet-0d6c5b4a39281f7e6"]

  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }

  lifecycle {
    ignore_changes = [desired_capacity] # the scaling policy owns it
  }
}

check "budget" {
  assert {
    condition     = aws_autoscaling_group.web.desired_capacity <= var.budget
    error_message = "${aws_autoscaling_group.web.desired_capacity} machines run, the budget allows ${var.budget}."
  }
}

check "floor" {
  assert {
    condition     = aws_autoscaling_group.web.min_size >= 2
    error_message = "One machine alone is no service."
  }
}

output "capacity" {
  value = aws_autoscaling_group.web.desired_capacity
}

output "template" {
  value = aws_launch_template.web.name
}
