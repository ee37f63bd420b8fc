using System.Diagnostics;
using System.Globalization;

namespace TfPilot.EndToEnd.Tests.Workflows;

/// <summary>The script of the job that plans, run by bash as the runner runs it.</summary>
internal static class PlanStep
{
    private static readonly string Script = Workflow.Read(".github/workflows/tfpilot-plan.yml").Jobs.Single(
        job => job.Name == "plan").Steps.Single(step => step.Name == "Plan").Run;

    /// <summary>One plan of the folder itself; the exit code is 1 when it failed.</summary>
    public static (int ExitCode, string Log) Run(string folder, params (string Name, string Value)[] variables) =>
        Batch(folder, ".\t\t\troot\n", variables);

    /// <summary>The exit code is that of the script, or how many plans failed.</summary>
    public static (int ExitCode, string Log) Batch(
        string folder, string plans, params (string Name, string Value)[] variables)
    {
        var output = Path.Combine(folder, "step-output");
        File.Delete(output);
        var script = Path.Combine(folder, "step.sh");
        File.WriteAllText(script, Script);
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (string, string)[] always = [("TOOL", "terraform"), ("PLANS", plans), ("INIT_ARGUMENTS", ""), ("ARGUMENTS", ""),
            ("PLAN_ENVIRONMENT", ""), ("GITHUB_OUTPUT", output), ("TF_CLI_CONFIG_FILE", "/dev/null"),
            ("CHECKPOINT_DISABLE", "1")];
        foreach (var (name, value) in always.Concat(variables)) start.Environment[name] = value;
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var log = bash.StandardOutput.ReadToEnd() + errors.Result;
        bash.WaitForExit();
        return (bash.ExitCode != 0 ? bash.ExitCode
            : int.Parse(File.ReadAllText(output).Split('=')[1], CultureInfo.InvariantCulture), log);
    }
}
