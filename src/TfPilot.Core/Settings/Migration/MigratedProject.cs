namespace TfPilot.Core.Settings;

/// <summary>A project as another tool's file defines it.</summary>
/// <param name="Folder">Relative to the repository root, which is empty.</param>
/// <param name="Workspace">Null for the default one.</param>
internal sealed record MigratedProject(string Folder, string? Workspace, string? Name)
{
    public string? Workflow { get; init; }

    public IReadOnlyList<string> VarFiles { get; init; } = [];

    public IReadOnlyList<string> BackendConfig { get; init; } = [];

    /// <summary>Patterns outside of its folder whose changes plan it, from the repository root.</summary>
    public IReadOnlyList<string> Watched { get; init; } = [];
}

/// <summary>What another tool's file says, as far as tfpilot has the same.</summary>
/// <param name="Unmatched">A sentence for each part without a counterpart.</param>
public sealed record Migration
{
    internal Migration(IReadOnlyList<MigratedProject> projects, IReadOnlyList<string> unmatched) =>
        (Projects, Unmatched) = (projects, unmatched);

    public IReadOnlyList<string> Unmatched { get; }

    internal IReadOnlyList<MigratedProject> Projects { get; }
}
