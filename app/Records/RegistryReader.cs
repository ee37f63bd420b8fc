using System.Text;
using TfPilot.App.Http;
using TfPilot.Delivery.Registry;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Records;

/// <summary>
/// Returns resources of a repository's projects. The caller's own token must be able to read the repository on GitHub.
/// </summary>
internal sealed class RegistryReader(CallerAccess access, InstallationTokens tokens, RegistryStore registry)
{
    public static readonly QueryReply NotFound = new QueryReply.Refused(404, "There is no such repository",
        "It does not exist, the App is not installed for it, or the token cannot read it.");

    public Task<QueryReply> ReadAsync(
        string? authorization, RepositoryName repository, RegistryQuery query, CancellationToken ct) =>
        access.RunAsync(
            authorization, NotFound, client => client.ReadRepositoryAsync(repository, ct), async visible =>
            {
                var installation = await tokens.AsApp().FindInstallationAsync(repository, ct);
                var (entries, hasMore) = await registry.FindAsync(installation.Id, visible.Id, query, ct);
                return new QueryReply.Answered(
                    Encoding.UTF8.GetBytes(RegistryDocument.Write(entries, hasMore).ToJsonString()));
            });
}
