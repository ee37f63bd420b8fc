namespace TfPilot.Core.Settings;

/// <summary>How bad it is. Advice alone is a healthy repository.</summary>
public enum DiagnosisLevel
{
    Advice,
    Warning,
    Error,
}

/// <summary>Something wrong with how a repository uses tfpilot.</summary>
/// <param name="Id">One of the checks in docs/doctor.md.</param>
/// <param name="Where">As in <c>file:line:column</c>, or what it is about where no file says it.</param>
/// <param name="Why">Why it matters.</param>
/// <param name="Fix">What to write or do.</param>
public sealed record Diagnosis(string Id, DiagnosisLevel Level, string Where, string What, string Why, string Fix);

/// <summary>Everything that was found, the worst first, and what nobody looked at.</summary>
/// <param name="NotChecked">A sentence for each part that could not be checked, with its reason.</param>
/// <param name="Guarantee">What keeps an unapproved change from being applied, as far as it is known.</param>
public sealed record Checkup(int Workflows, IReadOnlyList<Diagnosis> Diagnoses, IReadOnlyList<string> NotChecked, string Guarantee)
{
    /// <summary>Whether nothing but advice was found.</summary>
    public bool IsHealthy => Diagnoses.All(diagnosis => diagnosis.Level == DiagnosisLevel.Advice);
}
