using System.Diagnostics;
using System.Globalization;

namespace TfPilot.EndToEnd.Tests.Workflows;

/// <summary>Runs the script of the plan job with bash, as the runner does.</summary>
internal static class PlanStep
{
    private static readonly string Script = ScriptOf("Plan");

    /// <summary>The script of a step of the plan job.</summary>
    public static string ScriptOf(string step) => Workflow.Read(".github/workflows/tfpilot-plan-app.yml").Jobs.Single(
        job => job.Name == "plan").Steps.Single(one => one.Name == step).Run;

    /// <summary>Makes one plan of the folder itself; the exit code is 1 if the plan failed.</summary>
    public static (int ExitCode, string Log) Run(string folder, params (string Name, string Value)[] variables) =>
        Batch(folder, ".\t\t\troot\n", variables);

    /// <summary>Returns the exit code of the script, or the number of failed plans.</summary>
    public static (int ExitCode, string Log) Batch(
        string folder, string plans, params (string Name, string Value)[] variables)
    {
        using var bash = Start(folder, plans, variables);
        return Finish(bash, folder);
    }

    public static Process Start(string folder, string plans, params (string Name, string Value)[] variables)
    {
        File.Delete(Output(folder));
        var script = Path.Combine(folder, "step.sh");
        File.WriteAllText(script, Script);
        // A process that ignores interrupts passes this on to its children, and bash cannot trap the signal then; the
        // runner does not ignore interrupts.
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT", "bash", "--noprofile", "--norc", "-eo", "pipefail", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (string, string)[] always =
        [
            ("TOOL", "terraform"), ("PLANS", plans), ("INIT_ARGUMENTS", ""), ("ARGUMENTS", ""), ("PLAN_COMMAND", ""),
            ("PLAN_ENVIRONMENT", ""), ("VARIABLES", ""), ("LOCK", "false"), ("MINUTES", "50"),
            ("PROVIDER_CACHE", "false"), ("MODULES_TOKEN", ""), ("MODULES_SSH_KEY", ""), ("GITHUB_RUN_ID", "7"),
            ("GITHUB_SERVER_URL", "https://github.com"), ("GITHUB_OUTPUT", Output(folder)),
            ("RUNNER_TEMP", Path.Combine(folder, "runner-temp")), ("TF_CLI_CONFIG_FILE", "/dev/null"),
            ("CHECKPOINT_DISABLE", "1"),
        ];
        foreach (var (name, value) in always.Concat(variables)) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static (int ExitCode, string Log) Finish(Process bash, string folder)
    {
        var errors = bash.StandardError.ReadToEndAsync();
        var log = bash.StandardOutput.ReadToEnd() + errors.Result;
        bash.WaitForExit();
        return (bash.ExitCode != 0 ? bash.ExitCode
            : int.Parse(File.ReadAllText(Output(folder)).Split('=')[1], CultureInfo.InvariantCulture), log);
    }

    private static string Output(string folder) => Path.Combine(folder, "step-output");
}
