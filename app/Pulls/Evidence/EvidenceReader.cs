using System.Diagnostics;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>The facts of a run, and the head and base that it planned.</summary>
internal sealed record KnownEvidence(EvidenceDocument Document, HeadAndBase Planned);

/// <summary>
/// Reads the evidence for one state of a pull request within the memory limit of one evaluation, because untrusted runs
/// may send many large documents.
/// </summary>
internal sealed class EvidenceReader(EvidenceStore evidence, ReaderMemory memory) : IDisposable
{
    private const int MaxDocuments = 100;

    /// <summary>The limit for untrusted documents, which are only reported.</summary>
    private const int MaxForeign = 50;
    private const int MaxForeignProjects = 20;

    /// <summary>The limit in uncompressed bytes. The document that exceeds it is still read completely.</summary>
    private const int MaxBytes = 2 * FactsCompression.MaxBytes;

    private static readonly string TooMuchEvidence =
        $"there is more evidence than the limit ({MaxDocuments} documents, {MaxBytes >> 20} MiB), and the rest was " +
        "not read: push a new commit, which starts without evidence";

    /// <summary>
    /// A compressed document may expand a thousandfold, so only one evaluation at a time decompresses documents.
    /// </summary>
    private readonly SemaphoreSlim decompression = new(1);

    /// <returns>The evidence with the memory that it uses, to be disposed after use.</returns>
    /// <param name="heldMemory">The memory that the calling evaluation already uses for another pull request; null for
    /// its first one.</param>
    public async Task<(IReadOnlyList<KnownEvidence> Documents, ReaderMemory.Share Memory)> ReadAsync(
        PullKey key, IReadOnlyList<HeadAndBase> states, ReaderMemory.Share? heldMemory, CancellationToken ct)
    {
        var size = 0L;
        foreach (var head in states.Select(state => state.Head).Distinct())
            size += await evidence.SizeAsync(key, head.Text, FactsCompression.MaxBytes, ct);
        return await OneAtATimeAsync(size, heldMemory, () => ReadAllAsync(key, states, ct), ct);
    }

    /// <summary>
    /// Reads documents of closed pull requests in the given order, until the memory limit is exceeded. The limit leaves
    /// room for one more large document.
    /// </summary>
    public async Task<(IReadOnlyList<(ClosedEvidence Row, EvidenceDocument Document)> Documents, ReaderMemory
        .Share Memory)> ReadAsync(
        IReadOnlyList<ClosedEvidence> rows, ReaderMemory.Share? heldMemory, CancellationToken ct)
    {
        var size = rows.Sum(row => row.Size > 0 ? row.Size : FactsCompression.MaxBytes);
        return await OneAtATimeAsync(size, heldMemory, () => ReadAllAsync(rows, ct), ct);
    }

    /// <param name="size">The uncompressed size of the documents.</param>
    private async Task<(T Documents, ReaderMemory.Share Memory)> OneAtATimeAsync<T>(
        long size, ReaderMemory.Share? heldMemory, Func<Task<T>> read, CancellationToken ct)
    {
        var needed = Math.Min(size, MaxBytes + FactsCompression.MaxBytes);
        var share = heldMemory is null ? await memory.ReserveAsync(needed, ct)
            : await memory.ReserveMoreAsync(heldMemory, needed, ct);
        try
        {
            await decompression.WaitAsync(ct);
            try
            {
                return (await read(), share);
            }
            finally
            {
                decompression.Release();
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
        PullKey key, IReadOnlyList<HeadAndBase> states, CancellationToken ct)
    {
        var (documents, bytes) = (new List<KnownEvidence>(), 0L);
        var (foreign, projects, foreignBytes) = (0, 0, 0L);
        foreach (var state in states)
        {
            await foreach (var row in evidence.ListAsync(key, state.Head.Text, state.Base.Text, ct))
            {
                if (row.IsForeign)
                {
                    if (foreign == MaxForeign) break;
                    foreign++;
                    documents.Add(new(NamesOnly(row, ref projects, ref foreignBytes), state));
                    continue;
                }

                if (documents.Count - foreign == MaxDocuments || bytes > MaxBytes) return WithObjection(documents);
                documents.Add(new(Document(row, ref bytes), state));
            }
        }

        return documents;
    }

    public void Dispose() => decompression.Dispose();

    /// <summary>Adds the objection to the newest document, because that document always counts.</summary>
    private static List<KnownEvidence> WithObjection(List<KnownEvidence> known)
    {
        var newest = known.Where(one => !one.Document.IsForeign)
            .MaxBy(one => (one.Document.Run.Run, one.Document.Run.Attempt))!;
        return known.ConvertAll(one => one == newest ? one with { Document = WithObjection(one.Document) } : one);
    }

    private static EvidenceDocument WithObjection(EvidenceDocument document) =>
        document with
        {
            Objections = [.. document.Objections, TooMuchEvidence],
            Facts = document.Facts with
            {
                Problems = [.. document.Facts.Problems, new("the evidence", TooMuchEvidence)],
            },
        };

    /// <summary>An untrusted document with only the names of its plans, up to the limits.</summary>
    private static EvidenceDocument NamesOnly(EvidenceRow row, ref int projects, ref long bytes)
    {
        var facts = projects >= MaxForeignProjects || bytes > FactsCompression.MaxBytes ? new([], [])
            : EvidenceFacts.Read(row.Facts, ref bytes).Match(read => read, problems => new([], problems));
        IReadOnlyList<ProjectFacts> named = [.. facts.Projects.Take(MaxForeignProjects - projects)
            .Select(project => new ProjectFacts(project.Name, project.Environment, new() { FormatVersion = "" }))];
        projects += named.Count;
        return new(
            new(row.Run, row.Attempt), [row.DistrustReason ?? "its source is not verified"], new(named, []))
        { IsForeign = true };
    }

    private static EvidenceDocument Document(EvidenceRow row, ref long bytes)
    {
        var run = new RunAttempt(row.Run, row.Attempt);
        IReadOnlyList<string> objections = row.Trusted ? [] : [row.DistrustReason ?? "its source is not verified"];
        return EvidenceFacts.Read(row.Facts, ref bytes) switch
        {
            Validated<ReviewFacts>.Valid(var facts) => new(run, objections, facts),
            Validated<ReviewFacts>.Invalid(var problems) =>
                new(run, [.. objections, .. problems.Select(problem => problem.Message)], new([], problems)),
            _ => throw new UnreachableException(),
        };
    }
}
