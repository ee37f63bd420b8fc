using System.Buffers;
using System.Text.RegularExpressions;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Decisions;

/// <summary>
/// Returns the actual or hypothetical decision about a pull request with all reasons. The caller's own token must be
/// able to read the pull request on GitHub. Read-only.
/// </summary>
internal sealed partial class DecisionReader(
    HttpClient http, GitHubEndpoints endpoints, GitHubTimeouts timeouts, InstallationTokens tokens,
    PullFactsReader factsReader, QuestionLimits limits)
{
    private const string Scheme = "Bearer ";

    private static readonly DecisionReply NotFound = new DecisionReply.Refused(404, "There is no such pull request",
        "It does not exist, the App is not installed for it, or the token cannot read it.");

    /// <summary>
    /// The response to a caller without write access, because the effect of a hypothetical approval reveals team
    /// membership.
    /// </summary>
    private static readonly DecisionReply SimulationRefused = new DecisionReply.Refused(
        403, "The token cannot write to the repository",
        "Only accounts with write access may ask about approvals. Send the request without `approvals`.");

    public async Task<DecisionReply> ReadAsync(string? authorization, DecisionQuestion question, CancellationToken ct)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !Token().IsMatch(authorization[Scheme.Length..]))
            return new DecisionReply.Refused(401, "The token is missing",
                "Send a GitHub token that can read the pull request as `Authorization: Bearer …`.");
        var token = authorization[Scheme.Length..];
        if (limits.IsRejected(token)) return NotFound;
        if (limits.Token(token) is { } wait)
            return DecisionReply.RateLimited("this token", QuestionLimits.MaxPerToken, wait);
        try
        {
            var visible = await ReadVisibleRepositoryAsync(token, question, ct);
            if (limits.Pull(question.Repository, question.Number) is { } pullWait)
                return DecisionReply.RateLimited("this pull request", QuestionLimits.MaxPerPull, pullWait);
            if (question.Approvals.Count > 0 && !visible.MayWrite) return SimulationRefused;
            var installation = await tokens.AsApp().FindInstallationAsync(question.Repository, ct);
            return await ComputeBudget.RunAsync(ComputeBudget.ForRequest,
                () => DecideAsync(new(installation.Id, visible.Id, question.Number.Value), question, ct), ct);
        }
        catch (Exception failure) when (ComputeBudget.IsExceeded(failure))
        {
            return new DecisionReply.Refused(
                422, "The pull request is too large to evaluate in a request", failure.Message);
        }
        catch (GitHubException failure)
        {
            return failure.Kind is GitHubErrorKind.Unavailable or GitHubErrorKind.RateLimited
                or GitHubErrorKind.PermissionMissing
                ? new DecisionReply.Refused(503, "GitHub is unavailable", failure.Message) : NotFound;
        }
    }

    /// <summary>
    /// The repository as the caller sees it. Throws <see cref="GitHubException"/> when the caller cannot read the pull
    /// request. A rejected token is cached.
    /// </summary>
    private async Task<VisibleRepository> ReadVisibleRepositoryAsync(
        string token, DecisionQuestion question, CancellationToken ct)
    {
        var client = new GitHubClient(http, endpoints, new(token), timeouts);
        try
        {
            await client.GetPullRequestAsync(question.Repository, question.Number, ct);
            return await client.ReadRepositoryAsync(question.Repository, ct);
        }
        catch (GitHubException failure) when (failure.Kind == GitHubErrorKind.NotSignedIn)
        {
            limits.Reject(token);
            throw;
        }
    }

    private async Task<DecisionReply> DecideAsync(PullKey key, DecisionQuestion question, CancellationToken ct)
    {
        tokens.RequireReserve(key.Installation);
        var repository = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        var people = new List<Person>();
        foreach (var login in question.Approvals)
        {
            if (await FindAsync(repository, login, ct) is not { } person)
                return new DecisionReply.Refused(
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
        return new DecisionReply.Answered(json.WrittenMemory);
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

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,2000}\z", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Token();
}

/// <summary>The response to the caller; errors are problem details (RFC 9457).</summary>
internal abstract record DecisionReply
{
    private DecisionReply() { }

    public sealed record Answered(ReadOnlyMemory<byte> Json) : DecisionReply;

    public sealed record Refused(int Status, string Title, string Detail) : DecisionReply
    {
        public TimeSpan? RetryAfter { get; init; }
    }

    public static Refused RateLimited(string what, int limit, TimeSpan wait) =>
        new(429, "Too many requests",
            $"The limit for {what} is {limit} requests a minute. Try again later.")
        { RetryAfter = wait };
}
