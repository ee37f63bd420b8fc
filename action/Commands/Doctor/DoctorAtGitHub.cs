using TfPilot.Action.Basics;
using TfPilot.Core.Basics;
using TfPilot.Core.Settings;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.Action.Commands;

/// <summary>
/// Reads from GitHub what the repository's files do not show. A failed call is reported as not checked, because the
/// other checks still run.
/// </summary>
internal static class DoctorAtGitHub
{
    public static async Task<GitHubFacts> ReadAsync(
        RepositoryName? named, RepositoryFacts files, Terminal terminal, CancellationToken ct)
    {
        if ((named ?? RepositoryName.TryParse(terminal.Environment("GITHUB_REPOSITORY"))) is not { } repository)
            return GitHubFacts.NotChecked;
        if (OptionalText.NullIfBlank(terminal.Environment("GITHUB_TOKEN"))
            is not { } token) return GitHubFacts.NotChecked;
        if (GitHubEndpoints.Read(terminal.Environment) is not Validated<GitHubEndpoints>.Valid(var endpoints))
            return new(
                ["GitHub: GITHUB_API_URL, GITHUB_GRAPHQL_URL or GITHUB_SERVER_URL is not a secure URL, so no token " +
                    "was sent."]);
        using var connection = terminal.CreateHttpClient();
        var github = new GitHubClient(connection, endpoints, new(token), GitHubTimeouts.Default);
        var reasons = new List<string>();
        var environments = await OrReason(() => github.ListEnvironmentsAsync(repository, files.EnvironmentNames, ct),
            "The environments at GitHub", reasons);
        var hasSettings = await OrReason(
            async () => (bool?)await HasSettingsAsync(github, repository, ct), "The default branch at GitHub", reasons);
        var actions = await ReadActionsAsync(github, DiagnosisRules.ActionsOf(files), reasons, ct);
        return new(reasons) { Environments = environments, HasSettings = hasSettings, Actions = actions };
    }

    /// <summary>Of those that GitHub says nothing about, one reason for all.</summary>
    private static async Task<IReadOnlyDictionary<string, ActionFacts>> ReadActionsAsync(
        GitHubClient github, IReadOnlyList<ActionVersion> versions, List<string> reasons, CancellationToken ct)
    {
        var found = new Dictionary<string, ActionFacts>();
        var (unknown, messages) = (new List<string>(), new List<string>());
        foreach (var version in versions)
        {
            if (RepositoryName.TryParse(version.Repository) is not { } repository) continue;
            var facts = await OrReason(() => ReadAsync(github, repository, version.Version, ct), "", messages);
            if (facts is { IsOnBranch: not null } or { IsImmutable: not null }) found[$"{version}"] = facts;
            else unknown.Add($"{version}");
        }

        if (unknown.Count > 0)
            reasons.Add($"Whether {string.Join(", ", unknown)} {(unknown.Count == 1 ? "belongs" : "belong")} to the " +
                $"repositories that they name{messages.FirstOrDefault(": they have too many branches")}");
        return found;
    }

    private static async Task<ActionFacts?> ReadAsync(
        GitHubClient github, RepositoryName repository, string version, CancellationToken ct) =>
        CommitSha.TryParse(version) is { } commit
            ? new(await github.IsOnBranchAsync(repository, commit, ct), IsImmutable: null)
            : new(IsOnBranch: null, await github.IsReleaseImmutableAsync(repository, version, ct));

    private static async Task<bool> HasSettingsAsync(
        GitHubClient github, RepositoryName repository, CancellationToken ct)
    {
        var branch = await github.ReadDefaultBranchAsync(repository, ct);
        return await github.ReadFileAsync(repository, ScaffoldFiles.SettingsPath, branch.Head, ct) is not null;
    }

    private static async Task<T?> OrReason<T>(Func<Task<T>> ask, string what, List<string> reasons)
    {
        try
        {
            return await ask();
        }
        catch (GitHubException refused)
        {
            reasons.Add($"{what}: {refused.Message}");
            return default;
        }
    }
}
