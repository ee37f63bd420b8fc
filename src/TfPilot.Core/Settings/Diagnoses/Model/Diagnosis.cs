namespace TfPilot.Core.Settings;

/// <summary>The severity. A repository with advice only is healthy.</summary>
public enum DiagnosisLevel
{
    Advice,
    Warning,
    Error,
}

/// <summary>A problem with how a repository uses tfpilot.</summary>
/// <param name="Id">The id of a check in docs/reference/doctor.md.</param>
/// <param name="Where">Such as <c>file:line:column</c>, or the subject when it is not in a file.</param>
/// <param name="Reason">Why it matters.</param>
/// <param name="Fix">How to fix it.</param>
public sealed record Diagnosis(string Id, DiagnosisLevel Level, string Where, string What, string Reason, string Fix);

/// <summary>All findings, worst first, and the parts that could not be checked.</summary>
/// <param name="NotChecked">A sentence with the reason for each part that could not be checked.</param>
/// <param name="Guarantee">What prevents an unapproved change from being applied, as far as known.</param>
public sealed record Checkup(
    int Workflows, IReadOnlyList<Diagnosis> Diagnoses, IReadOnlyList<string> NotChecked, string Guarantee)
{
    /// <summary>Whether there is nothing but advice.</summary>
    public bool IsHealthy => Diagnoses.All(diagnosis => diagnosis.Level == DiagnosisLevel.Advice);
}
