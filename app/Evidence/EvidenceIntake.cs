using System.Diagnostics;
using System.Security.Cryptography;
using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Evidence;

/// <summary>
/// Accepts the facts of a run: verifies the sender's token, finds the pull request, and only then reads and stores the
/// facts.
/// </summary>
internal sealed class EvidenceIntake(
    JobVerifier verifier, TrustSettings trust, InstallationTokens tokens, EvidenceStore evidence, PullQueue queue,
    Signals signals, PlannedTrees trees, TimeProvider clock, ILogger<EvidenceIntake> log)
    : IJobIntake
{
    private const int MaxUntrustedProjects = 20;
    private const int MaxUntrustedNameLength = 200;

    private readonly PullFinder finder = new(tokens);

    public Task<JobReply> ReceiveAsync(EvidenceRequest request, CancellationToken ct) => verifier.RunAsync(
        request.Authorization, "facts", claims => ReceiveAsync(claims, request, ct), ct);

    private async Task<JobReply> ReceiveAsync(OidcClaims claims, EvidenceRequest request, CancellationToken ct) =>
        await finder.FindAsync(claims, request, ct) switch
        {
            PullSearch.Refused(var why) => JobReply.Forbidden(why),
            PullSearch.MissingPull(var problem) => JobReply.Unreadable("facts", [problem]),
            PullSearch.Found(var pull) => await request.AnswerAsync(
                "facts", FactsCompression.MaxBytes, bytes => ReadAsync(claims, pull, bytes, ct), ct),
            _ => throw new UnreachableException(),
        };

    private async Task<JobReply> ReadAsync(
        OidcClaims claims, ReportedPull pull, byte[] bytes, CancellationToken ct) =>
            FactsReader.Read("facts", bytes).Then(RejectDuplicates) switch
            {
                Validated<ReviewFacts>.Valid(var facts) => await StoreAsync(claims, pull, bytes, facts, ct),
                Validated<ReviewFacts>.Invalid(var problems) => JobReply.Unreadable("facts", problems),
                _ => throw new UnreachableException(),
            };

    private async Task<JobReply> StoreAsync(
        OidcClaims claims, ReportedPull pull, byte[] bytes, ReviewFacts facts, CancellationToken ct)
    {
        var start = clock.GetTimestamp();
        var job = new ReportingJob(claims.Event, claims.RunnerEnvironment, claims.WorkflowRef,
            claims.WorkflowCommit)
        { IsFromDefaultBranch = pull.IsFromDefaultBranch };
        var objections = TrustRules.Judge(job, trust).Objections;
        // The texts of plans decide nothing, and so are not stored.
        var decisive = facts.WithoutPlanTexts();
        var planned = objections.Count == 0 ? await AddTreesAsync(pull, decisive, ct) : facts;
        var fingerprints = planned.Projects
            .Select(project => PlanFingerprint.Of(project.Plan, project.Environment, project.Trees)).ToList();
        var now = clock.GetUtcNow();
        var storedBytes = objections.Count > 0 ? FactsWriter.Serialize(NamesOnly(facts)).Span
            : ReferenceEquals(planned, facts) ? bytes : FactsWriter.Serialize(planned).Span;
        var row = new EvidenceRow(
            pull.Key, pull.Head.Text, pull.Base.Text, claims.RunId, claims.RunAttempt, objections.Count == 0,
            objections.Count == 0 ? null : string.Join("; ", objections),
            FactsCompression.Compress(storedBytes), Convert.ToHexStringLower(SHA256.HashData(bytes)), now)
        {
            Size = storedBytes.Length,
            Planned = pull.CheckedOut.Text,
        };
        var result = await evidence.AddAsync(row, ct);
        var stored = result == EvidenceResult.Added ? row
            : await evidence.FindAsync(row.Key.Installation, row.Key.Repository, row.Run, row.Attempt, ct) ?? row;
        // A contradiction makes the earlier document untrusted, and that document may belong to another pull request.
        foreach (var key in new[] { row.Key, stored.Key }.Distinct()) await queue.MarkAsync(key, now, ct);
        signals.Pulls.Set();
        log.EvidenceTaken(
            row.Run, row.Attempt, row.Key.Pull, row.Key.Repository, row.Key.Installation,
            $"{result}".ToLowerInvariant(),
            stored.Trusted ? "trusted" : "not trusted", facts.Projects.Count, bytes.Length, clock.Milliseconds(start));
        return result switch
        {
            EvidenceResult.Added or EvidenceResult.Outranked =>
                JobReply.Accepted(pull, facts, fingerprints, objections),
            EvidenceResult.Full =>
                JobReply.Accepted(
                    pull, facts, fingerprints, [.. objections, "the storage limit of this head is reached"]),
            EvidenceResult.Same => JobReply.Accepted(pull, facts, fingerprints, StoredObjections(stored)),
            EvidenceResult.Contradictory => JobReply.Contradictory(),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<ReviewFacts> AddTreesAsync(ReportedPull pull, ReviewFacts facts, CancellationToken ct)
    {
        var repository = await tokens.GetClientAsync(pull.Key.Installation, pull.Key.Repository, TokenScope.Read, ct);
        return await trees.WithTreesAsync(repository, pull.Key.Repository, pull.CheckedOut, facts, ct);
    }

    /// <summary>The plan names of untrusted evidence; nothing else of it is stored.</summary>
    private static ReviewFacts NamesOnly(ReviewFacts facts) =>
        new([.. facts.Projects.Take(MaxUntrustedProjects).Select(NameOnly)], []);

    /// <summary>Truncated, so that untrusted evidence uses little of the storage limit.</summary>
    private static ProjectFacts NameOnly(ProjectFacts project) => new(
        TextColumns.Truncate(project.Name, MaxUntrustedNameLength),
        project.Environment is { } environment ? TextColumns.Truncate(environment, MaxUntrustedNameLength) : null,
        new() { FormatVersion = "" });

    /// <summary>The document that was stored first may have become untrusted in the meantime.</summary>
    private static IReadOnlyList<string> StoredObjections(EvidenceRow stored) =>
        stored.Trusted ? [] : [stored.DistrustReason ?? "it was not trusted when it was first received"];

    /// <summary>Rejects two plans of one project, because it would be ambiguous which one is approved.</summary>
    private static Validated<ReviewFacts> RejectDuplicates(ReviewFacts facts)
    {
        var duplicates = facts.Projects.GroupBy(project => (project.Name, project.Environment?.ToLowerInvariant()))
            .Where(same => same.Count() > 1)
            .Select(same => new Problem("facts.projects", DuplicateMessage(same.First(), same.Count())))
            .ToList();
        return duplicates.Count == 0 ? facts : new Validated<ReviewFacts>.Invalid(duplicates);
    }

    private static string DuplicateMessage(ProjectFacts project, int times)
    {
        var suffix = project.Environment is { } environment ? $" for {VisibleText.Of(environment)}" : "";
        return $"Project {VisibleText.Of(project.Name)} occurs {times} times{suffix}; send one plan per project and " +
            "environment.";
    }
}
