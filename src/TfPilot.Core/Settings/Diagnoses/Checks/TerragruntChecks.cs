namespace TfPilot.Core.Settings;

/// <summary>Whether what plans the repository is what the repository is written for.</summary>
internal static class TerragruntChecks
{
    private const string Terragrunt = "terragrunt";

    public static readonly IReadOnlyList<Check> All =
    [
        new("tool-differs", DiagnosisLevel.Error, "units of Terragrunt and a call of `tfpilot-plan.yml` or `tfpilot-plan-app.yml` without `tool: terragrunt`, or the other way round",
            "Terraform alone knows neither a unit's backend nor its inputs: it fails there, or plans against another state.", Differs),
    ];

    private static IEnumerable<Symptom> Differs(Examination examination) => examination.Facts.HasTerragrunt is not { } hasUnits ? []
        : from job in examination.Jobs
          where job.CallsPlan
          let inputs = job.Map.Map("with")
          let tool = inputs?.Text("tool") ?? "terraform"
          where !tool.Contains("${{", StringComparison.Ordinal) && (tool == Terragrunt) != hasUnits
          select new Symptom(
              job.Workflow.At(inputs?.Find("tool") ?? job.Map.Find("uses")!),
              hasUnits ? $"The job {job.Name} plans with {tool}, and the repository has files `terragrunt.hcl`." : $"The job {job.Name} plans with terragrunt, and the repository has no file `terragrunt.hcl`.",
              hasUnits ? $"In the job {job.Name} write `with: {{ tool: terragrunt }}`." : "Leave `tool` out.");
}
