namespace TfPilot.Core.Environments;

/// <summary>
/// A path relative to the repository root that may be partly unknown; <paramref name="Suffix"/> is null when it is
/// fully known.
/// </summary>
public sealed record PathPattern(string Prefix, string? Suffix)
{
    /// <summary>The placeholder for the unknown part of a path.</summary>
    internal const char Unknown = '\0';

    /// <summary>Whether the whole path is unknown.</summary>
    public bool IsAnything => Prefix.Length == 0 && Suffix is { Length: 0 };

    public bool IsExact => Suffix is null;

    public bool Matches(string path) => Suffix is null
        ? path == Prefix
        : path.Length >= Prefix.Length + Suffix.Length && path.StartsWith(Prefix, StringComparison.Ordinal)
        && path.EndsWith(Suffix, StringComparison.Ordinal);

    internal static PathPattern Of(string path) =>
        path.IndexOf(Unknown) is var at and >= 0 ? new(path[..at], path[(path.LastIndexOf(Unknown) + 1)..])
        : new(path, Suffix: null);
}
