using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;

namespace TfPilot.Storage.Tests;

/// <summary>Default test data; a test sets only the values that matter to it.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    public static readonly PullKey Pull = new(Installation: 11, Repository: 22, Pull: 33);

    public static readonly TimeSpan LeaseDuration = TimeSpan.FromMinutes(1);

    public static Database Opened(string connection) => Database.Open(connection).Match(database => database,
        problems => throw new InvalidOperationException(
            string.Join("; ", problems.Select(problem => problem.Message))));

    public static IReadOnlyList<Problem> Problems(string connection) =>
        Database.Open(connection).Match(_ => [], problems => problems);

    public static WebhookDelivery Delivery(int seconds = 0, string payload = "{}") =>
        new(Guid.NewGuid(), "pull_request", System.Text.Encoding.UTF8.GetBytes(payload), Now.AddSeconds(seconds));

    public static EvidenceRow Evidence(long run = 7, int attempt = 1, string facts = "facts") =>
        new(Pull, new string('a', 40), new string('b', 40), run, attempt, Trusted: true, DistrustReason: null,
            System.Text.Encoding.UTF8.GetBytes(facts), facts, Now)
        { Planned = new('1', 40) };

    public static CheckRow Check(string hash = "first") => new(Pull, new string('a', 40), "tfpilot: main", 99, hash);

    public static readonly Person Bob = new(new(7), "bob");

    public static OverrideRequest Override(string environment = "prod") =>
        new(Bob, environment, CommitSha.Parse(new string('a', 40)), "fp:1", "the disk is full", Now);

    public static PolicyApproval Approval(string rule = "sizes", string? environment = "prod") =>
        new(Bob, rule, environment, "fp:2", Now);

    public static AuditedEffect Step(CommandEffect? effect, string what = "asked") => new(effect, Note(what));

    public static AuditNote Note(string what = "blocked") =>
        new(AuditKind.Decision, Pull.Repository, Pull.Pull, what) { By = Bob };
}
