using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>A detected environment, with what its plans are made of and why it is taken for one.</summary>
public sealed record ScaffoldEnvironment(string Name, IReadOnlyList<string> Paths)
{
    public IReadOnlyList<string> Workspaces { get; init; } = [];

    public IReadOnlyList<string> VarFiles { get; init; } = [];

    public IReadOnlyList<string> BackendConfig { get; init; } = [];

    /// <summary>Its projects, in display form.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>The folders and files that name it.</summary>
    public required string Evidence { get; init; }

    /// <summary>Whether it gets the approvals of production.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether its name is one of production.</summary>
    public bool IsNamedProduction => EnvironmentStages.Of(Name) is { Rank: 0 };

    /// <summary>Whether it may be production: an unknown name is handled as one.</summary>
    internal bool MayBeProduction => EnvironmentFolders.MayBeProduction(Name);
}
