using System.Diagnostics;
using TfPilot.App.Evidence;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Storage;

namespace TfPilot.App.Reconciling;

/// <summary>What runs reported of one state of a pull request, in no more memory than one look may have: anybody's run may report much, and often.</summary>
internal sealed class EvidenceGathering(EvidenceStore evidence) : IDisposable
{
    private const int MostDocuments = 100;

    /// <summary>Unpacked. The document that passes it is read to its end.</summary>
    private const int MostBytes = 2 * FactsPacking.Largest;

    private static readonly string Excess =
        $"more evidence came than is read ({MostDocuments} documents, {MostBytes >> 20} MiB), and nobody knows what the rest says: push a commit, for which all begins anew";

    /// <summary>A packed document may become a thousand times as large, so those who look beside each other take turns.</summary>
    private readonly SemaphoreSlim turn = new(1);

    public async Task<IReadOnlyList<EvidenceDocument>> ReadAsync(PullKey key, CommitSha head, IEnumerable<CommitSha> bases, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            var (documents, bytes) = (new List<EvidenceDocument>(), 0L);
            foreach (var @base in bases)
            {
                await foreach (var row in evidence.ForAsync(key, head.Text, @base.Text, ct))
                {
                    if (documents.Count == MostDocuments || bytes > MostBytes) return Distrusted(documents);
                    documents.Add(Document(row, ref bytes));
                }
            }

            return documents;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>The newest one always counts, so what is said against it is said of the pull request.</summary>
    private static List<EvidenceDocument> Distrusted(List<EvidenceDocument> documents)
    {
        var newest = documents.MaxBy(document => (document.Run.Run, document.Run.Attempt))!;
        return documents.ConvertAll(document => document == newest
            ? document with { Objections = [.. document.Objections, Excess], Facts = document.Facts with { Problems = [.. document.Facts.Problems, new("the evidence", Excess)] } }
            : document);
    }

    private static EvidenceDocument Document(EvidenceRow row, ref long bytes)
    {
        var run = new RunAttempt(row.Run, row.Attempt);
        IReadOnlyList<string> objections = row.Trusted ? [] : [row.Distrust ?? "nobody vouches for it"];
        return Facts(row, ref bytes) switch
        {
            Validated<ReviewFacts>.Valid(var facts) => new(run, objections, facts),
            Validated<ReviewFacts>.Invalid(var problems) => new(run, [.. objections, .. problems.Select(problem => problem.Message)], new([], problems)),
            _ => throw new UnreachableException(),
        };
    }

    private static Validated<ReviewFacts> Facts(EvidenceRow row, ref long bytes)
    {
        try
        {
            var facts = FactsPacking.Unpack(row.Facts);
            bytes += facts.Length;
            return FactsReader.Read("the evidence", facts);
        }
        catch (InvalidDataException broken)
        {
            return new Problem("the evidence", $"what was kept of it cannot be read: {broken.Message}");
        }
    }
}
