namespace TfPilot.Core.Environments;

/// <summary>A path from the repository's root of which a part may be unknown; where nothing is, <paramref name="Suffix"/> is null.</summary>
public sealed record PathPattern(string Prefix, string? Suffix)
{
    /// <summary>Stands for what is not known in a path.</summary>
    internal const char Unknown = '\0';

    /// <summary>Whether nothing at all is known of the path.</summary>
    public bool IsAnything => Prefix.Length == 0 && Suffix is { Length: 0 };

    public bool IsExact => Suffix is null;

    public bool Matches(string path) => Suffix is null
        ? path == Prefix
        : path.Length >= Prefix.Length + Suffix.Length && path.StartsWith(Prefix, StringComparison.Ordinal) && path.EndsWith(Suffix, StringComparison.Ordinal);

    internal static PathPattern Of(string path) => path.IndexOf(Unknown) is var at and >= 0 ? new(path[..at], path[(path.LastIndexOf(Unknown) + 1)..]) : new(path, Suffix: null);
}
