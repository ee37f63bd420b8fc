namespace TfPilot.GitHub.Api;

public enum AnnotationLevel { Notice, Warning, Error }

/// <summary>
/// An annotation on a line of the change, or only in the run's summary when it has no <paramref name="File"/>. Lines
/// count from 1.
/// </summary>
public sealed record Annotation(
    AnnotationLevel Level, string Message, string? Title = null, string? File = null, int? Line = null,
    int? EndLine = null);
