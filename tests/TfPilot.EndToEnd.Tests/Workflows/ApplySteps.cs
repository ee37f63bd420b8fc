using System.Diagnostics;

namespace TfPilot.EndToEnd.Tests.Workflows;

/// <summary>Runs the scripts of the apply job with bash, as the runner does.</summary>
internal sealed class ApplySteps(string folder)
{
    private static readonly IReadOnlyList<WorkflowStep> Steps = Workflow.Read(".github/workflows/tfpilot-apply.yml")
        .Jobs.Single(job => job.Name == "apply").Steps;

    /// <summary>The line of discover for the project that is applied.</summary>
    public string Plan { get; init; } = ".\tdev\t\troot\n";

    public string Output => Path.Combine(folder, "step-output");

    /// <summary>
    /// Runs the steps in order until one fails; returns its exit code and the log of all. A comma in a name stands for
    /// a space.
    /// </summary>
    public (int ExitCode, string Log) Run(string steps, params (string Name, string Value)[] variables)
    {
        var log = "";
        foreach (var step in steps.Split(' '))
        {
            using var bash = Start(step.Replace(',', ' '), variables);
            var (exitCode, more) = Finish(bash);
            log += more;
            if (exitCode != 0) return (exitCode, log);
        }

        return (0, log);
    }

    public Process Start(string step, params (string Name, string Value)[] variables)
    {
        var script = Path.Combine(folder, "step.sh");
        File.WriteAllText(script, Steps.Single(one => one.Name == step).Run);
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
            ("TOOL", "terraform"), ("PLAN", Plan), ("INIT_ARGUMENTS", ""), ("PLAN_ARGUMENTS", ""),
            ("APPLY_ARGUMENTS", ""), ("PLAN_COMMAND", ""), ("BEFORE_INIT", ""), ("APPLY_ENVIRONMENT", ""),
            ("VARIABLES", ""), ("MODULES_TOKEN", ""), ("MODULES_SSH_KEY", ""), ("PROJECT", "."),
            ("GITHUB_RUN_ID", "7"), ("GITHUB_SERVER_URL", "https://github.com"), ("GITHUB_OUTPUT", Output),
            ("RUNNER_TEMP", Path.Combine(folder, "runner-temp")), ("TF_CLI_CONFIG_FILE", "/dev/null"),
            ("CHECKPOINT_DISABLE", "1"),
        ];
        foreach (var (name, value) in always.Concat(variables)) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static (int ExitCode, string Log) Finish(Process bash)
    {
        var errors = bash.StandardError.ReadToEndAsync();
        var log = bash.StandardOutput.ReadToEnd() + errors.Result;
        bash.WaitForExit();
        return (bash.ExitCode, log);
    }
}
