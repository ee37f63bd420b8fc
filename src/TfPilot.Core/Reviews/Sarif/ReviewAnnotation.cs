using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>
/// An annotation on a changed line, worst level first. <paramref name="File"/> is relative to the repository root;
/// lines start at 1.
/// </summary>
public sealed record ReviewAnnotation(AnnotationSeverity Severity, string Title, string Message, string File, int? Line)
{
    /// <summary>The findings that are not waived or ignored, ordered by severity and then as in the review.</summary>
    public static IReadOnlyList<ReviewAnnotation> Of(Review review) =>
    [
        .. review.Projects
            .SelectMany(project => SarifResult.Of(project).Where(result => result.Suppression is null)
                .Select(result => Of(project, result)))
            .OrderBy(annotation => annotation.Severity),
    ];

    private static ReviewAnnotation Of(ProjectReview project, SarifResult result) => new(
        result.Level switch
        {
            "error" => AnnotationSeverity.Failure,
            "warning" => AnnotationSeverity.Warning,
            _ =>
            AnnotationSeverity.Notice
        },
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
