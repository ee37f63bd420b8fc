using System.Diagnostics;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>
/// A checkout with one project that the real terraform plans and applies; its state is outside of the checkout, as in a
/// remote backend.
/// </summary>
internal sealed class TerraformProject : IDisposable
{
    public const string Folder = "envs/dev";

    private readonly TemporaryFolder checkout = new();
    private readonly TemporaryFolder state = new();

    public TerraformProject() => checkout.Write(".git/HEAD", "ref: refs/heads/main\n");

    public string Root => checkout.Root;

    /// <summary>Whether plans destroy everything.</summary>
    public bool Destroys { get; set; }

    public string PlanJson => Path.Combine(checkout.Root, "plan.json");

    private string StateFile => Path.Combine(state.Root, "terraform.tfstate");

    private string PlanFile => Path.Combine(state.Root, "tfplan");

    /// <summary>The configuration with one resource of each name.</summary>
    public static string Configuration(params (string Name, string Input)[] resources) => string.Concat(
        resources.Select(resource =>
            $"resource \"terraform_data\" \"{resource.Name}\" {{\n  input = \"{resource.Input}\"\n}}\n"));

    /// <summary>A resource whose creation fails.</summary>
    public static string Failing(string name) =>
        $"resource \"terraform_data\" \"{name}\" {{\n  input = \"one\"\n  provisioner \"local-exec\" {{\n" +
        "    command = \"exit 1\"\n  }\n}\n";

    public void Write(string configuration) => checkout.Write($"{Folder}/main.tf", configuration);

    public void WriteFile(string name, string text) => checkout.Write(name, text);

    /// <summary>Plans, and writes the plan as JSON for tfpilot.</summary>
    public void Plan()
    {
        Run("init", "-input=false", "-no-color");
        Run(["plan", "-input=false", "-no-color", $"-state={StateFile}", $"-out={PlanFile}",
            .. Destroys ? ["-destroy"] : Array.Empty<string>()]);
        File.WriteAllText(PlanJson, Run("show", "-json", PlanFile));
    }

    /// <summary>Applies the plan; returns the exit code, and the log as JSON lines.</summary>
    public (int ExitCode, string Log) Apply() =>
        Start("apply", "-input=false", "-json", $"-state={StateFile}", PlanFile);

    /// <summary>Plans after the apply, and writes the plan to <c>again.json</c>; returns the exit code.</summary>
    public int PlanAgain()
    {
        var (exitCode, _) = Start(
            "plan", "-input=false", "-no-color", "-detailed-exitcode", $"-state={StateFile}", $"-out={PlanFile}");
        checkout.Write("again.json", Run("show", "-json", PlanFile));
        return exitCode;
    }

    /// <summary>The state as <c>terraform show -json</c> prints it.</summary>
    public string Show() => Run("show", "-json", StateFile);

    /// <summary>The facts that the plan job of a pull request reports.</summary>
    public byte[] Facts(string environment = "dev")
    {
        Plan();
        var run = Published.RunIn(checkout.Root, [], "review", "plan.json", "--name", Folder, "--source", Folder,
            "--environment", environment, "--format", "facts");
        run.ExitCode.Should().NotBe(2, run.Error);
        return System.Text.Encoding.UTF8.GetBytes(run.Out);
    }

    public void Dispose()
    {
        checkout.Dispose();
        state.Dispose();
    }

    private string Run(params string[] arguments)
    {
        var (exitCode, log) = Start(arguments);
        exitCode.Should().Be(0, log);
        return log;
    }

    private (int ExitCode, string Log) Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("terraform", arguments)
        {
            WorkingDirectory = Path.Combine(checkout.Root, Folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (start.Environment["CHECKPOINT_DISABLE"], start.Environment["TF_CLI_CONFIG_FILE"]) = ("1", "/dev/null");
        start.Environment["TF_DATA_DIR"] = Path.Combine(state.Root, ".terraform");
        using var terraform = Process.Start(start)!;
        var errors = terraform.StandardError.ReadToEndAsync();
        var log = terraform.StandardOutput.ReadToEnd();
        terraform.WaitForExit();
        return (terraform.ExitCode, terraform.ExitCode == 0 ? log : log + errors.Result);
    }
}
