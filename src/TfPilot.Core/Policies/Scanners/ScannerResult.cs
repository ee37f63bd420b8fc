namespace TfPilot.Core.Policies;

/// <summary>A scanner's severity, worst first.</summary>
public enum ScannerLevel
{
    Error,
    Warning,
    Note,
}

/// <summary>
/// A scanner result with its <paramref name="Rule"/> (<see cref="ScannerRule"/>) and truncated message.
/// </summary>
public sealed record ScannerResult(string Rule, ScannerLevel Level, string Message)
{
    /// <summary>
    /// Relative to the source folder, like <see cref="SourceLocation.File"/>; null when the scanner names no file.
    /// </summary>
    public string? File { get; init; }

    /// <summary>Starts at 1.</summary>
    public int FirstLine { get; init; } = 1;

    /// <summary>At least the first line.</summary>
    public int LastLine { get; init; } = 1;

    /// <summary>A link to the rule's documentation; null when there is none.</summary>
    public string? Docs { get; init; }

    /// <summary>Null when the result is not suppressed.</summary>
    public ScannerSuppression? Suppression { get; init; }
}

/// <summary>A suppression of the result: by a comment in the sources, or elsewhere.</summary>
public sealed record ScannerSuppression(bool InSource, string Justification);
