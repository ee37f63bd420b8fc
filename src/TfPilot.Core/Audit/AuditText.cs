using System.Globalization;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Audit;

/// <summary>What became of looking through a history, as lines for people.</summary>
public static class AuditText
{
    /// <summary>What is wrong first, then where each history ends.</summary>
    public static IEnumerable<string> Lines(AuditVerdict verdict) =>
    [
        .. verdict.Problems.Select(problem => $"{VisibleText.Of(problem.Path)} {problem.Message}"),
        .. verdict.Heads.Select(head => string.Create(CultureInfo.InvariantCulture, $"installation {head.Installation}: {head.Number} {(head.Number == 1 ? "entry" : "entries")}, head {head.Short}")),
        verdict.IsIntact ? verdict.Heads.Count == 0 ? "There is no history yet." : "The history is intact." : "The history is NOT intact.",
    ];
}
