using System.Diagnostics;

namespace TfPilot.EndToEnd.Tests.Workflows;

/// <summary>The script of the job that plans, run by bash as the runner runs it.</summary>
internal static class PlanStep
{
    private static readonly string Script = Workflow.Read(".github/workflows/tfpilot-plan.yml").Jobs.Single(job => job.Name == "plan").Steps.Single(step => step.Name == "Plan").Run;

    public static (int ExitCode, string Log) Run(string folder, params (string Name, string Value)[] variables)
    {
        var script = Path.Combine(folder, "step.sh");
        File.WriteAllText(script, Script);
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (string, string)[] always = [("TOOL", "terraform"), ("ARGUMENTS", ""), ("ENVIRONMENT", ""), ("WORKSPACE", ""), ("PLAN_ENVIRONMENT", ""), ("TF_CLI_CONFIG_FILE", "/dev/null"), ("CHECKPOINT_DISABLE", "1")];
        foreach (var (name, value) in always.Concat(variables)) start.Environment[name] = value;
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var log = bash.StandardOutput.ReadToEnd() + errors.Result;
        bash.WaitForExit();
        return (bash.ExitCode, log);
    }
}
