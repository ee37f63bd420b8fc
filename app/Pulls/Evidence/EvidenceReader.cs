using System.Diagnostics;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>What a run reported, and the commit of the base branch that it planned against.</summary>
internal sealed record KnownEvidence(EvidenceDocument Document, CommitSha Base);

/// <summary>
/// What runs reported of one state of a pull request, in no more memory than one look may have: anybody's run may
/// report much, and often.
/// </summary>
internal sealed class EvidenceReader(EvidenceStore evidence, ReaderMemory memory) : IDisposable
{
    private const int MaxDocuments = 100;

    /// <summary>Of what is not trusted, which only is told.</summary>
    private const int MaxForeign = 50;
    private const int MaxForeignProjects = 20;

    /// <summary>Unpacked. The document that passes it is read to its end.</summary>
    private const int MaxBytes = 2 * FactsCompression.Largest;

    private static readonly string Excess =
        $"more evidence came than is read ({MaxDocuments} documents, {MaxBytes >> 20} MiB), and nobody knows what " +
        "the rest says: push a commit, for which all begins anew";

    /// <summary>
    /// A packed document may become a thousand times as large, so those who look beside each other take turns.
    /// </summary>
    private readonly SemaphoreSlim turn = new(1);

    /// <returns>What is there, with the memory that it takes: to be disposed when nobody needs it any more.</returns>
    /// <param name="held">What the look that asks holds already, of another pull request; null for its first
    /// one.</param>
    public async Task<(IReadOnlyList<KnownEvidence> Documents, ReaderMemory.Share Memory)> ReadAsync(
        PullKey key, CommitSha head, IEnumerable<CommitSha> bases, ReaderMemory.Share? held, CancellationToken ct)
    {
        var size = await evidence.SizeAsync(key, head.Text, FactsCompression.Largest, ct);
        return await OneAtATimeAsync(size, held, () => ReadAllAsync(key, head, bases, ct), ct);
    }

    /// <summary>
    /// Documents of pull requests that were closed, the newest first, as many as fit: a look has room for one large
    /// document more than that.
    /// </summary>
    public async Task<(IReadOnlyList<(ClosedEvidence Row, EvidenceDocument Document)> Documents, ReaderMemory
        .Share Memory)> ReadAsync(
        IReadOnlyList<ClosedEvidence> rows, ReaderMemory.Share? held, CancellationToken ct)
    {
        var size = rows.Sum(row => row.Size > 0 ? row.Size : FactsCompression.Largest);
        return await OneAtATimeAsync(size, held, () => ReadAllAsync(rows, ct), ct);
    }

    /// <param name="size">What the documents take, unpacked.</param>
    private async Task<(T Documents, ReaderMemory.Share Memory)> OneAtATimeAsync<T>(
        long size, ReaderMemory.Share? held, Func<Task<T>> read, CancellationToken ct)
    {
        var needed = Math.Min(size, MaxBytes + FactsCompression.Largest);
        var share = held is null ? await memory.TakeAsync(needed, ct) : await memory.TakeMoreAsync(held, needed, ct);
        try
        {
            await turn.WaitAsync(ct);
            try
            {
                return (await read(), share);
            }
            finally
            {
                turn.Release();
            }
        }
        catch
        {
            share.Dispose();
            throw;
        }
    }

    private async Task<IReadOnlyList<(ClosedEvidence Row, EvidenceDocument Document)>> ReadAllAsync(
        IReadOnlyList<ClosedEvidence> rows, CancellationToken ct)
    {
        var (documents, bytes) = (new List<(ClosedEvidence Row, EvidenceDocument Document)>(), 0L);
        foreach (var row in rows.TakeWhile(_ => bytes <= MaxBytes))
        {
            if (await evidence.FindAsync(
                row.Key.Installation, row.Key.Repository, row.Run, row.Attempt, ct) is { IsForeign: false } found)
                documents.Add((row, Document(found, ref bytes)));
        }

        return documents;
    }

    private async Task<IReadOnlyList<KnownEvidence>> ReadAllAsync(
        PullKey key, CommitSha head, IEnumerable<CommitSha> bases, CancellationToken ct)
    {
        var (documents, bytes) = (new List<KnownEvidence>(), 0L);
        var (foreign, projects, foreignBytes) = (0, 0, 0L);
        foreach (var @base in bases)
        {
            await foreach (var row in evidence.ListAsync(key, head.Text, @base.Text, ct))
            {
                if (row.IsForeign)
                {
                    if (foreign == MaxForeign) break;
                    foreign++;
                    documents.Add(new(Foreign(row, ref projects, ref foreignBytes), @base));
                    continue;
                }

                if (documents.Count - foreign == MaxDocuments || bytes > MaxBytes) return Distrusted(documents);
                documents.Add(new(Document(row, ref bytes), @base));
            }
        }

        return documents;
    }

    public void Dispose() => turn.Dispose();

    /// <summary>The newest one always counts, so what is said against it is said of the pull request.</summary>
    private static List<KnownEvidence> Distrusted(List<KnownEvidence> known)
    {
        var newest = known.Where(one => !one.Document.IsForeign)
            .MaxBy(one => (one.Document.Run.Run, one.Document.Run.Attempt))!;
        return known.ConvertAll(one => one == newest ? one with { Document = Distrusted(one.Document) } : one);
    }

    private static EvidenceDocument Distrusted(EvidenceDocument document) =>
        document with
        {
            Objections = [.. document.Objections, Excess],
            Facts = document.Facts with { Problems = [.. document.Facts.Problems, new("the evidence", Excess)] }
        };

    /// <summary>Which plans it tells of, as long as there is room for that.</summary>
    private static EvidenceDocument Foreign(EvidenceRow row, ref int projects, ref long bytes)
    {
        var facts = projects >= MaxForeignProjects || bytes > FactsCompression.Largest ? new([], [])
            : EvidenceFacts.Read(row.Facts, ref bytes).Match(read => read, problems => new([], problems));
        IReadOnlyList<ProjectFacts> named = [.. facts.Projects.Take(MaxForeignProjects - projects)
            .Select(project => new ProjectFacts(project.Name, project.Environment, new() { FormatVersion = "" }))];
        projects += named.Count;
        return new(
            new(row.Run, row.Attempt), [row.Distrust ?? "nobody vouches for it"], new(named, []))
        { IsForeign = true };
    }

    private static EvidenceDocument Document(EvidenceRow row, ref long bytes)
    {
        var run = new RunAttempt(row.Run, row.Attempt);
        IReadOnlyList<string> objections = row.Trusted ? [] : [row.Distrust ?? "nobody vouches for it"];
        return EvidenceFacts.Read(row.Facts, ref bytes) switch
        {
            Validated<ReviewFacts>.Valid(var facts) => new(run, objections, facts),
            Validated<ReviewFacts>.Invalid(var problems) =>
                new(run, [.. objections, .. problems.Select(problem => problem.Message)], new([], problems)),
            _ => throw new UnreachableException(),
        };
    }
}
