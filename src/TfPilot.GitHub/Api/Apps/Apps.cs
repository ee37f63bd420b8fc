using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>The App on GitHub, with its permissions and events.</summary>
public sealed record AppDescription(
    long Id, string Slug, IReadOnlyDictionary<string, string> Permissions, IReadOnlyList<string> Events);

/// <summary>An installation of the App. A suspended one grants no tokens.</summary>
public sealed record AppInstallation(long Id, bool IsSuspended)
{
    /// <summary>
    /// The account id of the organization or user for which the App is installed; null when GitHub does not return it.
    /// </summary>
    public long? Owner { get; init; }

    /// <summary>
    /// The granted permissions, such as <c>checks</c> and <c>write</c>; null when GitHub does not return them.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Permissions { get; init; }

    /// <summary>Its settings page; null when GitHub does not return it.</summary>
    public Uri? Page { get; init; }
}

/// <summary>
/// Reads the App and its installations. Called as the App itself; only the list of repositories is called as an
/// installation.
/// </summary>
public static class Apps
{
    public static async Task<AppDescription> ReadAppAsync(this GitHubClient github, CancellationToken ct)
    {
        var app = await github.SendAsync(
            github.Rest(HttpMethod.Get, "/app", "read the App itself"), AppRestJson.Default.RestApp, ct);
        return new(app.Id, app.Slug ?? "", app.Permissions, app.Events);
    }

    /// <summary>
    /// The installation that a repository belongs to; throws <see cref="GitHubErrorKind.NotFound"/> when there is none.
    /// </summary>
    public static async Task<AppInstallation> FindInstallationAsync(
        this GitHubClient github, RepositoryName repository, CancellationToken ct)
    {
        var request = github.Rest(
            HttpMethod.Get, $"/repos/{repository}/installation", $"find the App's installation for {repository}");
        return (await github.SendAsync(request, AppRestJson.Default.RestInstallation, ct)).ToModel();
    }

    /// <summary>
    /// Reads an installation. Throws <see cref="GitHubErrorKind.NotFound"/> when it no longer exists.
    /// </summary>
    public static async Task<AppInstallation> ReadInstallationAsync(
        this GitHubClient github, long installation, CancellationToken ct)
    {
        var request = github.Rest(
            HttpMethod.Get, $"/app/installations/{installation}", $"read installation {installation}");
        return (await github.SendAsync(request, AppRestJson.Default.RestInstallation, ct)).ToModel();
    }

    /// <summary>Lists all installations; one call per hundred.</summary>
    public static async Task<IReadOnlyList<AppInstallation>> ListInstallationsAsync(
        this GitHubClient github, CancellationToken ct)
    {
        var installations = new List<AppInstallation>();
        await foreach (var (found, _) in github.PagesAsync("/app/installations", "list the App's installations",
            AppRestJson.Default.IReadOnlyListRestInstallation, ct))
            installations.AddRange(found.Select(one => one.ToModel()));
        return installations;
    }

    /// <summary>The ids of the repositories that the installation's token can read; one call per hundred.</summary>
    public static async Task<IReadOnlyList<long>> ListInstalledRepositoriesAsync(
        this GitHubClient github, CancellationToken ct)
    {
        var repositories = new List<long>();
        await foreach (var (found, _) in github.PagesAsync("/installation/repositories",
            "list the repositories of the installation", AppRestJson.Default.RestInstalledRepositories, ct))
            repositories.AddRange(found.Repositories.Select(repository => repository.Id));
        return repositories;
    }
}

internal sealed record RestInstalledRepositories(IReadOnlyList<RestRepository> Repositories);

internal sealed record RestApp(
    long Id, IReadOnlyDictionary<string, string> Permissions, IReadOnlyList<string> Events, string? Slug = null);

internal sealed record RestInstallation(
    long Id, DateTimeOffset? SuspendedAt = null, long? TargetId = null, Uri? HtmlUrl = null,
    IReadOnlyDictionary<string, string>? Permissions = null)
{
    public AppInstallation ToModel() => new(Id, SuspendedAt is not null)
    {
        Owner = TargetId,
        Page = HtmlUrl,
        Permissions = Permissions,
    };
}
