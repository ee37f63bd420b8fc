using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>A remark beside a line of the change, worst level first. <paramref name="File"/> is from the repository's root; lines count from 1.</summary>
public sealed record ReviewAnnotation(AnnotationSeverity Severity, string Title, string Message, string File, int? Line)
{
    /// <summary>What stands (nothing waived or ignored), in the order of severity and then of the review.</summary>
    public static IReadOnlyList<ReviewAnnotation> Of(Review review) =>
    [
        .. review.Projects
            .SelectMany(project => SarifResult.Of(project).Where(result => result.Suppression is null).Select(result => Of(project, result)))
            .OrderBy(annotation => annotation.Severity),
    ];

    private static ReviewAnnotation Of(ProjectReview project, SarifResult result) => new(
        result.Level switch { "error" => AnnotationSeverity.Failure, "warning" => AnnotationSeverity.Warning, _ => AnnotationSeverity.Notice },
        result.Rule.Id,
        VisibleText.Of(result.Message),
        SourcePath.Of(project.EntryFile, result.Source),
        result.Source?.Line);
}

/// <summary>Worst first.</summary>
public enum AnnotationSeverity
{
    Failure,
    Warning,
    Notice,
}
