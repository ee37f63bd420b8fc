using System.Globalization;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>The outputs of <c>action.yml</c>; their names appear only here.</summary>
internal static class JobOutputs
{
    public const string ReasonCode = "reason-code";
    public const string CommentUrl = "comment-url";
    public const string ReviewJson = "review-json";
    public const string Sarif = "sarif";
    public const string Facts = "facts";
    public const string Evidence = "evidence";
    public const string Matrix = "matrix";
    public const string Batches = "batches";
    public const string Projects = "projects";
    public const string Any = "any";
    public const string Accepted = "accepted";
    public const string Answer = "answer";

    public static readonly IReadOnlyList<(string Name, Func<Review, string> Value)> OfReview =
    [
        ("verdict", review => review.Verdict.Word()),
        ("risk-class", review => review.RiskClass.Word()),
        ("risk-score", review => Number(review.RiskScore)),
        ("add", review => Number(review.Summary.Add)),
        ("change", review => Number(review.Summary.Change)),
        ("destroy", review => Number(review.Summary.Destroy)),
        ("policy-failures", review => Number(review.Policy.Fail)),
        ("cost-delta", review => review.Cost?.MonthlyDelta.ToString("0.00", CultureInfo.InvariantCulture) ?? ""),
    ];

    public static IReadOnlyList<string> All { get; } = [.. OfReview.Select(output => output.Name), ReviewJson, Sarif,
        Facts, CommentUrl, ReasonCode, Evidence, Matrix, Batches, Projects, Any, Accepted, Answer];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
