namespace TfPilot.Core.Policies;

/// <summary>How grave a scanner calls a result, worst first.</summary>
public enum ScannerLevel
{
    Error,
    Warning,
    Note,
}

/// <summary>What a scanner reports of a project, as <paramref name="Rule"/> (<see cref="ScannerRule"/>) and in its own words, cut to a sensible length.</summary>
public sealed record ScannerResult(string Rule, ScannerLevel Level, string Message)
{
    /// <summary>Relative to the source folder, as <see cref="SourceLocation.File"/>; null when the scanner names no file.</summary>
    public string? File { get; init; }

    /// <summary>From 1.</summary>
    public int FirstLine { get; init; } = 1;

    /// <summary>Not before the first.</summary>
    public int LastLine { get; init; } = 1;

    /// <summary>A link to what the rule is about; null where there is none.</summary>
    public string? Docs { get; init; }

    /// <summary>Null when the result stands.</summary>
    public ScannerSuppression? Suppression { get; init; }
}

/// <summary>The scanner was told to let the result be: by a comment in the sources, or from outside them.</summary>
public sealed record ScannerSuppression(bool InSource, string Justification);
