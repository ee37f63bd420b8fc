using TfPilot.Core.Approvals;

namespace TfPilot.App.Pulls;

/// <summary>
/// Who asks for something now or is asked about, and so has to be known as well, and the files that somebody thinks of
/// changing.
/// </summary>
internal sealed record Asking(IReadOnlyList<Person> People)
{
    public static readonly Asking Nobody = new([]);

    public IReadOnlyList<Core.Environments.ChangedFile> Files { get; init; } = [];
}
