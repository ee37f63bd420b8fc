using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>Runs all checks on the facts of a repository.</summary>
public static class DiagnosisRules
{
    internal static readonly IReadOnlyList<Check> Checks =
    [
        .. PermissionChecks.All,
        .. ForkChecks.All,
        .. CredentialChecks.All,
        .. ApplyChecks.All,
        .. PinChecks.All,
        .. ArtifactChecks.All,
        .. PublishChecks.All,
        .. QueueChecks.All,
        .. SecretChecks.All,
        .. TerragruntChecks.All,
        .. SettingsChecks.All,
    ];

    public static Checkup Decide(RepositoryFacts facts)
    {
        var context = DoctorContext.Of(facts);
        var diagnoses = Checks
            .SelectMany(check => check.Find(context).Distinct()
                .Select(finding => new Diagnosis(
                    check.Id, check.Level, finding.Where, finding.What, check.Reason, finding.Fix)))
            .OrderByDescending(diagnosis => diagnosis.Level);
        return new(context.Files.Count, [.. diagnoses], NotChecked(context), Guarantee.Of(facts));
    }

    /// <summary>The actions and called workflows that GitHub can be asked about.</summary>
    public static IReadOnlyList<ActionVersion> ActionsOf(RepositoryFacts facts) =>
        [.. PinChecks.Used(DoctorContext.Of(facts)).Select(used => used.Action?.Version).OfType<ActionVersion>()
            .Distinct()];

    private static IReadOnlyList<string> NotChecked(DoctorContext context) =>
    [
        .. Skipped(context),
        .. context.Facts.GitHub.Unknown,
        "The required check and the clouds' trust policies: tfpilot cannot read them.",
    ];

    private static IEnumerable<string> Skipped(DoctorContext context)
    {
        var skipped = context.Facts.Workflows.Except(context.Files).Select(file => file.Path.Split('/')[^1])
            .ToList();
        if (skipped.Count > 0)
            yield return $"{Words.Count(skipped.Count, "workflow")} without Terraform and tfpilot " +
                $"({string.Join(", ", skipped.Select(VisibleText.Of))}): pass --all.";
    }
}
