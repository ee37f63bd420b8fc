using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>The facts about a repository: its workflows, and its settings if it has any.</summary>
public sealed record RepositoryFacts(IReadOnlyList<SourceFile> Workflows, Validated<Settings>? Settings)
{
    /// <summary>The plan files found in the folder, each with its first line only.</summary>
    public IReadOnlyList<SourceFile> Plans { get; init; } = [];

    /// <summary>Whether workflows are looked at that neither run Terraform nor tfpilot.</summary>
    public bool AllWorkflows { get; init; }

    /// <summary>Whether it has Terragrunt files; null when not checked.</summary>
    public bool? HasTerragrunt { get; init; }

    public GitHubFacts GitHub { get; init; } = GitHubFacts.NotChecked;

    /// <summary>As named in valid settings.</summary>
    public IReadOnlyList<string> EnvironmentNames =>
        [.. (Valid?.Environments ?? []).Select(environment => environment.Name)];

    /// <summary>Which runs may apply, as in valid settings.</summary>
    public ApplySettings Apply => Valid?.Apply ?? ApplySettings.Default;

    private Settings? Valid => Settings?.Match(settings => (Settings?)settings, _ => null);
}

/// <summary>GitHub's facts about the repository. Null facts are unknown; the reasons say why.</summary>
public sealed record GitHubFacts(IReadOnlyList<string> Unknown)
{
    public static readonly GitHubFacts NotChecked = new(
        ["The environments and the default branch on GitHub: set GITHUB_TOKEN and pass --repo OWNER/NAME.",
            "Whether the commits of actions are of the repositories that they name, and releases immutable: set " +
                "GITHUB_TOKEN and pass --repo OWNER/NAME."]);

    public IReadOnlyList<DeploymentEnvironment>? Environments { get; init; }

    /// <summary>What is known of actions and called workflows, by <c>owner/name@version</c>.</summary>
    public IReadOnlyDictionary<string, ActionFacts> Actions { get; init; } = new Dictionary<string, ActionFacts>();

    /// <summary>Whether the default branch has settings.</summary>
    public bool? HasSettings { get; init; }
}
