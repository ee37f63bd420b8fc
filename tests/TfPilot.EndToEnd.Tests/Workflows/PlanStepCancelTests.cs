using System.Diagnostics;

namespace TfPilot.EndToEnd.Tests.Workflows;

/// <summary>On cancellation, the runner interrupts only the shell, and kills all processes ten seconds later.</summary>
public sealed class PlanStepCancelTests : IDisposable
{
    private const string Slow = "terraform init -no-color && terraform apply -no-color -auto-approve";

    private readonly TemporaryFolder folder = new();

    public PlanStepCancelTests() => folder.Write("c/main.tf", """
        resource "terraform_data" "slow" {
          provisioner "local-exec" { command = "/bin/sleep 60" }
        }
        """);

    public void Dispose() => folder.Dispose();

    [TerraformFact]
    public void A_canceled_step_releases_its_state_lock_and_plans_nothing_more()
    {
        using var bash = PlanStep.Start(folder.Root, "c\t\t\t=\nc\tprod\t\t=\n", ("PLAN_COMMAND", Slow));
        var log = bash.StandardOutput.ReadToEndAsync();
        WaitFor(() => File.Exists(Lock) || bash.HasExited);
        var wasLocked = File.Exists(Lock);

        Process.Start("kill", ["-INT", $"{bash.Id}"])!.WaitForExit();
        bash.WaitForExit();

        wasLocked.Should().BeTrue(log.Result);
        bash.ExitCode.Should().Be(130);
        File.Exists(Lock).Should().BeFalse("Terraform had time to free it");
        log.Result.Should().Contain("Gracefully shutting down");
        Directory.Exists(Path.Combine(folder.Root, "tfpilot-plans/2")).Should().BeFalse();
    }

    [TerraformFact]
    public void A_plan_that_takes_too_long_is_interrupted_and_the_next_one_runs()
    {
        folder.Write("d/main.tf", """resource "terraform_data" "d" {}""");
        var minute = folder.Write("bin/sleep", "#!/bin/sh\nexec /bin/sleep 1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(minute, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (failed, log) = PlanStep.Batch(folder.Root, "c\t\t\t=\nd\tprod\t\t=\n", ("MINUTES", "1"),
            ("PATH", $"{folder.Root}/bin:{Environment.GetEnvironmentVariable("PATH")}"),
            ("PLAN_COMMAND", $"{Slow}; echo {{}} > \"$TFPILOT_PLAN_JSON\""));

        failed.Should().Be(1, log);
        log.Should().Contain("Gracefully shutting down").And.Contain("Interrupted after 1 minutes (plan-minutes).");
        File.Exists(Lock).Should().BeFalse();
        File.Exists(Path.Combine(folder.Root, "tfpilot-plans/2/plan.json")).Should().BeTrue();
    }

    [TerraformFact]
    public void A_plan_locks_the_state_only_if_requested()
    {
        folder.Write("c/main.tf", """resource "terraform_data" "c" {}""");

        var logs = new[] { "true", "false" }.Select(
            locks => PlanStep.Batch(folder.Root, "c\t\t\t=\n", ("LOCK", locks), ("TF_LOG", "trace")).Log);

        logs.Select(log => log.Contains("statemgr.Filesystem: locking", StringComparison.Ordinal)).Should()
            .Equal(true, false);
    }

    private string Lock => Path.Combine(folder.Root, "c/.terraform.tfstate.lock.info");

    private static void WaitFor(Func<bool> condition) => SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(1));
}
