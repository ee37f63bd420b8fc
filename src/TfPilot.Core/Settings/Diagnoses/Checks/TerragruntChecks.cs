namespace TfPilot.Core.Settings;

/// <summary>Checks that the planning tool matches the repository.</summary>
internal static class TerragruntChecks
{
    private const string Terragrunt = "terragrunt";

    public static readonly IReadOnlyList<Check> All =
    [
        new("tool-differs", DiagnosisLevel.Error,
            "Terragrunt units and a call of `tfpilot-plan.yml` or `tfpilot-plan-app.yml` without `tool: " +
                "terragrunt`, or vice versa",
            "Plain Terraform knows neither a unit's backend nor its inputs: it fails, or plans against a " +
                "different state.", Differs),
    ];

    private static IEnumerable<DoctorFinding> Differs(DoctorContext context) =>
        context.Facts.HasTerragrunt is not { } hasUnits ? []
        : from job in context.Jobs
          where job.CallsPlan
          let inputs = job.Map.Map("with")
          let tool = inputs?.Text("tool") ?? "terraform"
          where !tool.Contains("${{", StringComparison.Ordinal) && (tool == Terragrunt) != hasUnits
          select new DoctorFinding(
              job.Workflow.At(inputs?.Find("tool") ?? job.Map.Find("uses")!),
              hasUnits ? $"The job {job.Name} plans with {tool}, but the repository has `terragrunt.hcl` files."
                  : $"The job {job.Name} plans with terragrunt, but the repository has no `terragrunt.hcl` file.",
              hasUnits ? $"In the job {job.Name} write `with: {{ tool: terragrunt }}`." : "Remove `tool`.");
}
