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
        .. TerragruntChecks.All,
        .. SettingsChecks.All,
    ];

    public static Checkup Decide(RepositoryFacts facts)
    {
        var examination = Examination.Of(facts);
        var diagnoses = Checks
            .SelectMany(check => check.Find(examination).Distinct()
                .Select(symptom => new Diagnosis(
                    check.Id, check.Level, symptom.Where, symptom.What, check.Why, symptom.Fix)))
            .OrderByDescending(diagnosis => diagnosis.Level);
        return new(facts.Workflows.Count, [.. diagnoses], NotChecked(facts), Guarantee.Of(facts));
    }

    private static IReadOnlyList<string> NotChecked(RepositoryFacts facts) =>
    [
        .. facts.GitHub.Unknown,
        "The required check and the clouds' trust policies: tfpilot cannot read them.",
    ];
}
