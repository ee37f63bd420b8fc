using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>
/// A resource that is, or may be, destroyed, replaced or no longer managed. It is always shown, with the reason.
/// </summary>
internal sealed record Loss(ProjectReview Project, ResourceChange Change, LossKind Kind);

/// <summary>What happens to the resource, worst first.</summary>
internal enum LossKind
{
    Destroyed,
    Replaced,
    Unrecognized,
    ReplacedAndLeft,
    Forgotten,
}

internal static class Losses
{
    /// <summary>Ordered by kind, then as in the review.</summary>
    public static IReadOnlyList<Loss> Of(Review review) =>
    [
        .. review.Projects
            .SelectMany(project => project.Plan.Changes.Where(IsLoss)
                .Select(change => new Loss(project, change, KindOf(change))))
            .OrderBy(loss => loss.Kind),
    ];

    public static string Title(LossKind kind, int count) => kind switch
    {
        LossKind.Destroyed => $"{Words.Count(count, "resource")} {Are(count)} destroyed",
        LossKind.Replaced => $"{Words.Count(count, "resource")} {Are(count)} destroyed and created again",
        LossKind.Unrecognized =>
            $"{Words.Count(count, "resource")} with an unknown action: {(count == 1 ? "it" : "they")} may be destroyed",
        LossKind.ReplacedAndLeft =>
            $"{Words.Count(count, "resource")} {Are(count)} created again; the old " +
            $"{(count == 1 ? "one remains" : "ones remain")} unmanaged",
        LossKind.Forgotten =>
            $"{Words.Count(count, "resource")} {(count == 1 ? "is" : "are")} no longer managed by Terraform but " +
            $"{(count == 1 ? "continues" : "continue")} to exist",
        _ => throw new UnreachableException(),
    };

    private static bool IsLoss(ResourceChange change) => change.ClassOf() == RiskClass.Destructive;

    private static string Are(int count) => count == 1 ? "is" : "are";

    private static LossKind KindOf(ResourceChange change) => change.Action switch
    {
        PlanAction.Delete => LossKind.Destroyed,
        PlanAction.DeleteThenCreate or PlanAction.CreateThenDelete => LossKind.Replaced,
        PlanAction.CreateThenForget => LossKind.ReplacedAndLeft,
        PlanAction.Forget => LossKind.Forgotten,
        PlanAction.Unrecognized => LossKind.Unrecognized,
        _ => throw new UnreachableException(),
    };
}
