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
        var examination = Examination.Of(facts);
        var diagnoses = Checks
            .SelectMany(check => check.Find(examination).Distinct()
                .Select(symptom => new Diagnosis(
                    check.Id, check.Level, symptom.Where, symptom.What, check.Reason, symptom.Fix)))
            .OrderByDescending(diagnosis => diagnosis.Level);
        return new(examination.Files.Count, [.. diagnoses], NotChecked(examination), Guarantee.Of(facts));
    }

    /// <summary>The actions and called workflows that GitHub can be asked about.</summary>
    public static IReadOnlyList<ActionVersion> ActionsOf(RepositoryFacts facts) =>
        [.. PinChecks.Used(Examination.Of(facts)).Select(used => used.Action?.Version).OfType<ActionVersion>()
            .Distinct()];

    private static IReadOnlyList<string> NotChecked(Examination examination) =>
    [
        .. Skipped(examination),
        .. examination.Facts.GitHub.Unknown,
        "The required check and the clouds' trust policies: tfpilot cannot read them.",
    ];

    private static IEnumerable<string> Skipped(Examination examination)
    {
        var skipped = examination.Facts.Workflows.Except(examination.Files).Select(file => file.Path.Split('/')[^1])
            .ToList();
        if (skipped.Count > 0)
            yield return $"{Words.Count(skipped.Count, "workflow")} without Terraform and tfpilot " +
                $"({string.Join(", ", skipped.Select(VisibleText.Of))}): pass --all.";
    }
}
