using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TfPilot.App.Evidence;
using TfPilot.App.Http;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Records;
using TfPilot.GitHub.Tests.Evidence;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Simulation;

/// <summary>A token of a job that is wrong in one way, or right.</summary>
internal enum TokenKind
{
    Right,
    Forged,
    OtherAudience,
    Expired,
    OtherRepository,
    OtherWorkflow,
    OtherEvent,
    OtherBranch,
    OtherEnvironment,
}

/// <summary>A job that applies one project at a commit of the default branch.</summary>
internal sealed class ApplyJob(FakeRun run, SimulatedProject project, CommitSha commit)
{
    public FakeRun Run => run;

    public SimulatedProject Project => project;

    public CommitSha Commit => commit;

    public int Attempt { get; set; } = 1;

    /// <summary>The plan that the gate allowed in this attempt; null before that.</summary>
    public SimulatedPlan? Allowed { get; set; }

    /// <summary>Sent with every repetition.</summary>
    public byte[]? Record { get; set; }

    public bool IsRecorded { get; set; }

    public bool IsApplied { get; set; }

    /// <summary>Whether the job runs: GitHub has not ended it.</summary>
    public bool IsRunning => !run.IsCompleted;

    public override string ToString() => $"run {run.Id} attempt {Attempt} of {project.Name} at {commit.Short}";
}

/// <summary>The requests of jobs to the App.</summary>
internal static class SimulatedJobs
{
    public const string TrustedWorkflow = "acme/infra/.github/workflows/plan.yml@refs/heads/main";
    public const string ApplyWorkflow = ".github/workflows/apply.yml";

    private const string Header = """{"typ":"JWT","alg":"RS256","kid":"one"}""";

    /// <summary>The request of the plan job of a pull request.</summary>
    public static EvidenceRequest Plan(
        SimulatedPull pull, long run, byte[] facts, bool isTrusted, TokenKind kind, FakeTimeProvider clock) =>
        Request(facts, Token(kind, clock, new()
        {
            ["event_name"] = "pull_request",
            ["ref"] = $"refs/pull/{pull.Number}/merge",
            ["sha"] = pull.Fake.TestMerge!.Value.Text,
            ["base_ref"] = "main",
            ["run_id"] = $"{run}",
            ["run_attempt"] = "1",
            ["job_workflow_ref"] = isTrusted ? TrustedWorkflow
                : "acme/infra/.github/workflows/plan.yml@refs/heads/change",
        }));

    /// <summary>The request of an apply job, to the gate or with a record.</summary>
    public static EvidenceRequest Apply(ApplyJob job, byte[] body, TokenKind kind, FakeTimeProvider clock)
    {
        var branch = kind == TokenKind.OtherBranch ? "refs/heads/change" : "refs/heads/main";
        var workflow = kind == TokenKind.OtherWorkflow ? ".github/workflows/other.yml" : ApplyWorkflow;
        var environment = kind != TokenKind.OtherEnvironment ? job.Project.Environment
            : job.Project.Environment == "dev" ? "prod" : "dev";
        return Request(body, Token(kind, clock, new()
        {
            ["event_name"] = kind == TokenKind.OtherEvent ? "schedule" : job.Run.Event,
            ["ref"] = branch,
            ["sha"] = job.Commit.Text,
            ["run_id"] = $"{job.Run.Id}",
            ["run_attempt"] = $"{job.Attempt}",
            ["workflow_ref"] = $"acme/infra/{workflow}@{branch}",
            ["environment"] = environment,
        }));
    }

    public static byte[] Record(ApplyJob job, ApplyStatus status, DateTimeOffset ended) =>
        RecordDocument.Write(new(job.Project.Environment, job.Project.Name, status) { Ended = ended });

    private static EvidenceRequest Request(byte[] body, string token) =>
        new($"Bearer {token}", (_, _) => Task.FromResult<Body>(new Body.Complete(body)));

    private static string Token(TokenKind kind, FakeTimeProvider clock, JsonObject claims)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds() - (kind == TokenKind.Expired ? 3_600 : 0);
        claims["iss"] = "https://issuer.test/oidc";
        claims["aud"] = kind == TokenKind.OtherAudience ? "https://elsewhere.test" : FakeIssuer.Audience;
        claims["nbf"] = now - 300;
        claims["iat"] = now;
        claims["exp"] = now + 300;
        claims["repository"] = kind == TokenKind.OtherRepository ? "acme/other" : "acme/infra";
        claims["repository_id"] = $"{FakeApp.Repository}";
        claims["repository_owner_id"] = $"{FakeApp.Owner}";
        claims["runner_environment"] = "github-hosted";
        var key = kind == TokenKind.Forged ? FakeIssuer.OtherKey : FakeIssuer.Key;
        return FakeIssuer.Sign(Header, claims.ToJsonString(), key);
    }
}
