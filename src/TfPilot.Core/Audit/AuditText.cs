using System.Globalization;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Audit;

/// <summary>Prints the result of verifying an audit history.</summary>
public static class AuditText
{
    /// <summary>Problems first, then the end of each history.</summary>
    public static IEnumerable<string> Lines(AuditVerdict verdict) =>
    [
        .. verdict.Problems.Select(problem => $"{VisibleText.Of(problem.Path)} {problem.Message}"),
        .. verdict.Heads.Select(head => string.Create(CultureInfo.InvariantCulture,
            $"installation {head.Installation}: {head.Number} {(head.Number == 1 ? "entry" : "entries")}, head " +
                $"{head.Short}")),
        verdict.IsIntact ? verdict.Heads.Count == 0 ? "There is no history yet." : "The history is intact."
            : "The history is NOT intact.",
    ];
}
