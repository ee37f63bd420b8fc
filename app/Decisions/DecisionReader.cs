using System.Buffers;
using TfPilot.App.Http;
using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.Core.Environments;
using TfPilot.Delivery.Timelines;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Decisions;

/// <summary>
/// Returns the actual or hypothetical decision about a pull request with all reasons, and its timeline. Read-only.
/// </summary>
internal sealed class DecisionReader(
    PullAccess access, InstallationTokens tokens, PullFactsReader factsReader, TimelineReader timelines)
{
    /// <summary>
    /// The response to a caller without write access, because the effect of a hypothetical approval reveals team
    /// membership.
    /// </summary>
    private static readonly QueryReply SimulationRefused = new QueryReply.Refused(
        403, "The token cannot write to the repository",
        "Only accounts with write access may ask about approvals. Send the request without `approvals`.");

    public Task<QueryReply> ReadAsync(string? authorization, DecisionQuestion question, CancellationToken ct) =>
        access.RunAsync(
            authorization, question.Repository, question.Number,
            async visible => question.Approvals.Count > 0 && !visible.MayWrite ? SimulationRefused
                : await DecideAsync(visible.Key, question, ct), ct);

    public Task<QueryReply> ReadTimelineAsync(
        string? authorization, DecisionQuestion question, CancellationToken ct) =>
        access.RunAsync(authorization, question.Repository, question.Number, async visible =>
        {
            var json = new ArrayBufferWriter<byte>();
            TimelineJson.Write(await timelines.ReadAsync(visible.Key, visible.Pull, ct), json);
            return new QueryReply.Answered(json.WrittenMemory);
        }, ct);

    private async Task<QueryReply> DecideAsync(PullKey key, DecisionQuestion question, CancellationToken ct)
    {
        tokens.RequireReserve(key.Installation);
        var repository = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        var people = new List<Person>();
        foreach (var login in question.Approvals)
        {
            if (await FindAsync(repository, login, ct) is not { } person)
                return new QueryReply.Refused(
                    422, "Unknown login", $"No account has the login '{Core.Basics.VisibleText.Of(login)}'.");
            people.Add(person);
        }

        var additional = new AdditionalFacts(
            people)
        {
            Files = [.. question.Files.Select(
                path => new Core.Environments.ChangedFile(path, ChangeStatus.Modified))]
        };
        using var pull = await factsReader.ReadAsync(repository, key, additional, ct);
        var json = new ArrayBufferWriter<byte>();
        PullDecisionJson.Write(Simulation.Evaluate(pull.Facts, new(people, pull.HypotheticalPaths)), json);
        return new QueryReply.Answered(json.WrittenMemory);
    }

    private static async Task<Person?> FindAsync(InstalledRepository repository, string login, CancellationToken ct)
    {
        try
        {
            return new((await repository.Client.ReadAccessAsync(repository.Name, login, ct)).Id,
                login)
            { IsBot = login.EndsWith("[bot]", StringComparison.Ordinal) };
        }
        catch (GitHubException unknown) when (unknown.Kind == GitHubErrorKind.NotFound)
        {
            return null;
        }
    }
}
