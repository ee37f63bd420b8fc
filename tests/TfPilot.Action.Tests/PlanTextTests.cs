using TfPilot.Action.Tests.Jobs;

namespace TfPilot.Action.Tests;

/// <summary>The plan's text from the file to the comment.</summary>
[Collection("the current folder")]
public sealed class PlanTextTests : IDisposable
{
    private const string Text = """
        Terraform will perform the following actions:

          # terraform_data.a will be created
          + resource "terraform_data" "a" {
              + input    = "grüße 🚀"
              + password = "abc"
            }

        Plan: 1 to add, 0 to change, 0 to destroy.
        """;

    private const string Sources = """
        variable "token" { sensitive = true }
        resource "terraform_data" "marked" {
          input = { pin = var.token, copy = nonsensitive("see ${var.token}"), password = "unmarked1" }
        }
        resource "terraform_data" "text" {
          input = {
            secret = "first\nsecond ${nonsensitive(var.token)}\n"
            text   = "password: p4\nfirst\n${nonsensitive(var.token)}\n${VERSION}\n"
            json   = jsonencode({ token = "t5", user = "app", list = [nonsensitive(var.token), VERSION] })
            list   = [nonsensitive(var.token), "a\nb ${VERSION}", "open words"]
          }
        }
        resource "terraform_data" "each" {
          for_each = toset(["a b", "c\"d"])
          input    = "bell\u0007 😀 ${nonsensitive(var.token)} ${VERSION}"
        }
        output "url" { value = "https://app:${nonsensitive(var.token)}@db/${VERSION}" }
        output "password" { value = "p6-${VERSION}" }
        """;

    private readonly ActionStep step = new();

    public PlanTextTests() => step.Write("plan.json", PlanJson.Create);

    public void Dispose() => step.Dispose();

    [Fact]
    public void The_comment_and_the_summary_show_the_redacted_text()
    {
        step.Write("plan.txt", Text);

        var run = step.Run(("plan", "plan.json"), ("plan-text", "plan.txt"));

        run.ExitCode.Should().Be(0, run.ToString());
        step.Comments.Single().Body.Should().Contain("<summary>Plan text</summary>")
            .And.Contain("      + password = (masked)\n").And.Contain("grüße 🚀");
        step.Summary.Should().Contain("<summary>Plan text</summary>");
        step.Read("tfpilot-review/review.json").Should().NotContain("(masked)");
        run.Log.Should().NotContain("Terraform will perform");
    }

    [Fact]
    public void Each_plan_of_a_batch_has_its_text_in_the_comment_of_publish()
    {
        foreach (var number in new[] { "1", "2" })
        {
            step.Write($"tfpilot-plans/{number}/plan.json", PlanJson.Create);
            if (number == "1") step.Write($"tfpilot-plans/{number}/plan.txt", Text);
        }

        step.Run(("command", "review"), ("batch", "live/a\tprod\t\t=\nlive/b\tprod\t\t=\n"), ("plan-text", "plan.txt"));
        foreach (var number in new[] { "1", "2" })
            step.Write($"reviews/batch/{number}/facts.json", step.Read($"tfpilot-review/{number}/facts.json"));
        step.Run(("command", "publish"));

        step.Comments.Single().Body.Should().Contain("<summary>Plan text of <code>live/a</code></summary>")
            .And.Contain("The plan text of <code>live/b</code> is left out because it does not exist.");
    }

    [Theory]
    [InlineData("plan.json", "none.txt", "it does not exist")]
    [InlineData("plan.json", "plan.json", "it does not show the same plan as the JSON")]
    [InlineData("both.json", "plan.txt", "there are several plans")]
    [InlineData("facts.json", "plan.txt", "facts do not contain the secrets to redact")]
    public void A_text_that_cannot_be_redacted_is_left_out_with_a_note(string plan, string text, string reason)
    {
        step.Write("plan.txt", Text);
        step.Write("both.json", PlanJson.Create + PlanJson.Create.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        step.Write("facts.json", Cli.Run("review", "plan.json", "--format", "facts").Out);

        var run = Cli.Run("review", plan, "--plan-text", text, "--format", "markdown");

        run.ExitCode.Should().Be(0, run.ToString());
        run.Error.Should().Be($"tfpilot: note: The plan text {text} is left out because {reason}.\n");
        run.Out.Should().Contain($"is left out because {reason}.</sub>").And.NotContain("Terraform will perform");
    }

    [Fact]
    public void Several_plans_are_refused_on_the_command_line() =>
        Cli.Run("review", "a.json", "b.json", "--plan-text", "plan.txt").Error.Should()
            .Contain("--plan-text is for a single plan");

    [TerraformFact]
    public void The_text_of_the_real_terraform_shows_no_secret()
    {
        foreach (var isFirst in new[] { true, false })
        {
            var (token, version) = isFirst ? ("Zk9-correct-horse", "one") : ("four", "two");
            step.Write("tf/main.tf", Sources.Replace("${VERSION}", version, StringComparison.Ordinal)
                .Replace("VERSION", $"\"{version}\"", StringComparison.Ordinal));
            var written = Review("tf", token, isFirst);

            // Short labeled values are hidden in the text only.
            var text = written[written.IndexOf("<summary>Plan text</summary>", StringComparison.Ordinal)..];
            text.Should().Contain("Terraform will perform the following actions:");
            foreach (var secret in new[] { "correct-horse", "unmarked1", "p4", "t5", "p6-" })
                text.Should().NotContain(secret);
        }
    }

    private string Review(string folder, string token, bool isApplied)
    {
        var root = Path.GetFullPath(folder);
        step.Write("tf/terraform.tfvars", $"token = \"{token}\"\n");
        Terraform.Run(root, "init");
        Terraform.Run(root, "plan", "-out=tfplan");
        File.WriteAllBytes($"{folder}/plan.json", Terraform.Run(root, "show", "-json", "tfplan"));
        File.WriteAllBytes($"{folder}/plan.txt", Terraform.Run(root, "show", "-no-color", "tfplan"));
        if (isApplied) Terraform.Run(root, "apply", "-auto-approve");
        return Cli.Run("review", $"{folder}/plan.json", "--plan-text", $"{folder}/plan.txt", "-f", "markdown").Out;
    }
}
