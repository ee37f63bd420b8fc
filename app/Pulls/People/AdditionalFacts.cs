using TfPilot.Core.Approvals;

namespace TfPilot.App.Pulls;

/// <summary>
/// The people of a command or question, whose permissions must be read too, and the files of a hypothetical change.
/// </summary>
internal sealed record AdditionalFacts(IReadOnlyList<Person> People)
{
    public static readonly AdditionalFacts None = new([]);

    public IReadOnlyList<Core.Environments.ChangedFile> Files { get; init; } = [];
}
