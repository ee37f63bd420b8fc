using System.Diagnostics;

namespace TfPilot.Action.Tests;

/// <summary>
/// Fingerprints of plans made by the real terraform: equal for the same changes, different for any other change.
/// </summary>
public sealed class FingerprintTests : IDisposable
{
    private const string SecretLiteral = """
        resource "terraform_data" "api" { input = { token = sensitive("TOKEN") } }
        """;

    private const string SecretVariable = """
        variable "token" {
          default   = "TOKEN"
          sensitive = true
        }
        resource "terraform_data" "api" { input = { token = var.token } }
        """;

    private const string Command = """
        resource "terraform_data" "migration" {
          triggers_replace = "VERSION"
          provisioner "local-exec" { command = "echo WHAT" }
        }
        """;

    private const string Unknown = """
        resource "terraform_data" "a" { input = "a" }
        resource "terraform_data" "b" { input = "b" }
        resource "terraform_data" "c" { input = "SUFFIX-${terraform_data.WHICH.id}" }
        """;

    private readonly TemporaryFolder folder = new();
    private int projects;

    public void Dispose() => folder.Dispose();

    [TerraformFact]
    public void A_secret_literal_in_the_sources_changes_only_the_tree_hash()
    {
        var approved = Applied(SecretLiteral.Replace("TOKEN", "first-token-of-all", StringComparison.Ordinal));

        var (one, other) = (Copy(approved, SecretLiteral.Replace("TOKEN", "one-new-token", StringComparison.Ordinal)),
            Copy(approved, SecretLiteral.Replace("TOKEN", "another-new-token", StringComparison.Ordinal)));
        var (onePlan, otherPlan) = (Plan(one), Plan(other));

        Fingerprint(onePlan).Should()
            .Be(Fingerprint(otherPlan), "the plan shows no difference, so the caller must give the tree");
        Fingerprint(onePlan, TreeOf(one)).Should().NotBe(Fingerprint(otherPlan, TreeOf(other)));
        Fingerprint(onePlan, TreeOf(one)).Should().Be(Fingerprint(Plan(one), TreeOf(one)));
    }

    [TerraformFact]
    public void A_secret_variable_default_changes_the_configuration_fingerprint()
    {
        var approved = Applied(SecretVariable.Replace("TOKEN", "first-token-of-all", StringComparison.Ordinal));

        var one = Plan(Copy(approved, SecretVariable.Replace("TOKEN", "one-new-token", StringComparison.Ordinal)));
        var other = Plan(
            Copy(approved, SecretVariable.Replace("TOKEN", "another-new-token", StringComparison.Ordinal)));

        Fingerprint(one).Should().NotBe(Fingerprint(other));
    }

    [TerraformFact]
    public void A_changed_command_changes_the_fingerprint()
    {
        var approved = Applied(Command.Replace("VERSION", "1", StringComparison.Ordinal));

        var one = Plan(Copy(approved, Command.Replace("VERSION", "2", StringComparison.Ordinal)));
        var other = Plan(
            Copy(approved,
                Command.Replace("VERSION", "2", StringComparison.Ordinal)
                    .Replace("WHAT", "something else", StringComparison.Ordinal)));

        Fingerprint(one).Should().NotBe(Fingerprint(other));
    }

    [TerraformFact]
    public void A_changed_expression_behind_an_unknown_value_changes_the_fingerprint()
    {
        string Sources(string suffix, string which) =>
            Unknown.Replace("SUFFIX", suffix, StringComparison.Ordinal)
            .Replace("WHICH", which, StringComparison.Ordinal);
        var (a, b, longer) = (Project(Sources("x", "a")), Project(Sources("x", "b")), Project(Sources("y", "a")));
        var (planA, planLonger) = (Plan(a), Plan(longer));

        Fingerprint(planA).Should().NotBe(Fingerprint(Plan(b)), "the configuration contains the references");
        Fingerprint(planA, TreeOf(a)).Should()
            .NotBe(Fingerprint(planLonger, TreeOf(longer)), "the surrounding text is only in the sources");
    }

    [TerraformFact]
    public void The_same_sources_have_the_same_fingerprint_in_another_folder_or_order()
    {
        var sources = Unknown.Replace("WHICH", "a", StringComparison.Ordinal);
        var blocks = sources.Split('\n');
        var (project, scattered) = (Project(sources), Project(blocks[2]));
        folder.Write($"{Path.GetFileName(scattered)}/z.tf", $"{blocks[1]}\n");
        folder.Write($"{Path.GetFileName(scattered)}/a.tf", $"{blocks[0]}\n");

        var (once, again, elsewhere) = (Plan(project), Plan(project), Plan(scattered));

        new[] { Fingerprint(again), Fingerprint(elsewhere) }.Should().OnlyContain(other => other == Fingerprint(once));
    }

    [TerraformFact]
    public void Unchanged_resources_in_the_state_do_not_affect_the_fingerprint()
    {
        const string sources = """
            variable "others" {}
            resource "terraform_data" "other" { count = var.others }
            resource "terraform_data" "api" { input = "VERSION" }
            """;
        var (few, many) = (Applied(sources, "-var=others=1"), Applied(sources, "-var=others=3"));
        var changed = sources.Replace("VERSION", "2", StringComparison.Ordinal);

        var (one, other) = (Plan(Copy(few, changed), "-var=others=1"), Plan(Copy(many, changed), "-var=others=3"));

        Fingerprint(one).Should()
            .Be(Fingerprint(other)).And.NotBe(Fingerprint(Plan(Copy(few, changed), "-var=others=2")));
    }

    private static string Fingerprint(string plan, string? tree = null) =>
        Cli.Run("review", plan, "--tree", tree is null ? "" : $"live={tree}", "--format", "json").Fingerprint;

    private string Project(string sources)
    {
        var project = Path.Combine(folder.Root, $"p{projects++}");
        folder.Write($"{Path.GetFileName(project)}/main.tf", sources);
        Terraform.Run(project, "init");
        return project;
    }

    private string Applied(string sources, params string[] options)
    {
        var project = Project(sources);
        Terraform.Run(project, ["apply", "-auto-approve", .. options]);
        return project;
    }

    /// <summary>Creates a project with other sources and the same state.</summary>
    private string Copy(string project, string sources)
    {
        var copy = Project(sources);
        File.Copy(Path.Combine(project, "terraform.tfstate"), Path.Combine(copy, "terraform.tfstate"));
        return copy;
    }

    private string Plan(string project, params string[] options)
    {
        var file = Path.Combine(folder.Root, $"{projects++}.tfplan");
        Terraform.Run(project, ["plan", $"-out={file}", .. options]);
        File.WriteAllBytes(file + ".json", Terraform.Run(project, "show", "-json", file));
        return file + ".json";
    }

    private static string TreeOf(string project)
    {
        string Git(params string[] arguments)
        {
            var start = new ProcessStartInfo(
                "git", arguments)
            { WorkingDirectory = project, RedirectStandardOutput = true };
            using var git = Process.Start(start)!;
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            git.ExitCode.Should().Be(0);
            return output.Trim();
        }

        Git("init", "--quiet");
        Git("add", "main.tf");
        return Git("write-tree");
    }
}
