namespace TfPilot.GitHub.Api;

public enum AnnotationLevel { Notice, Warning, Error }

/// <summary>
/// A remark beside a line of the change, or in the run alone when it has no <paramref name="File"/>. Lines count from
/// 1.
/// </summary>
public sealed record Annotation(
    AnnotationLevel Level, string Message, string? Title = null, string? File = null, int? Line = null,
    int? EndLine = null);
