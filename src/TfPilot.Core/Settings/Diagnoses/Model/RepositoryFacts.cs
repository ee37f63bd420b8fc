using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>What is known of a repository: its workflows, and its settings where there are any.</summary>
public sealed record RepositoryFacts(IReadOnlyList<SourceFile> Workflows, Validated<Settings>? Settings)
{
    /// <summary>The plans that lie about, each with its first line alone.</summary>
    public IReadOnlyList<SourceFile> Plans { get; init; } = [];

    /// <summary>Whether it has files of Terragrunt; null when nobody looked.</summary>
    public bool? HasTerragrunt { get; init; }

    public GitHubFacts GitHub { get; init; } = GitHubFacts.NotAsked;

    /// <summary>As valid settings name them.</summary>
    public IReadOnlyList<string> EnvironmentNames => [.. (Valid?.Environments ?? []).Select(environment => environment.Name)];

    private Settings? Valid => Settings?.Match(settings => (Settings?)settings, _ => null);
}

/// <summary>What GitHub says of the repository. What is null it did not say; the reasons tell why.</summary>
public sealed record GitHubFacts(IReadOnlyList<string> Unknown)
{
    public static readonly GitHubFacts NotAsked = new(["The environments and the default branch at GitHub: set GITHUB_TOKEN and give --repo OWNER/NAME."]);

    public IReadOnlyList<DeploymentEnvironment>? Environments { get; init; }

    /// <summary>Whether the default branch has settings.</summary>
    public bool? HasSettings { get; init; }
}
