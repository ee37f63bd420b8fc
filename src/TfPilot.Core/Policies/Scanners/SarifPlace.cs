using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>The location of a result: a file path, whatever kind of URI the tool wrote, and its lines.</summary>
internal static class SarifPlace
{
    /// <summary>Null when the location is not a file, such as a remote module.</summary>
    public static ReportedResult? Read(ForeignNode place, ForeignNode run, ScannerResult result)
    {
        if (place.Object("artifactLocation") is not { } artifact || artifact.TextOrNull("uri") is not { } uri)
            return new(result, Base: null);
        if (PathOf(uri) is not { } file) return null;
        var region = place.Object("region");
        var first = Math.Max(1, region?.Integer("startLine") ?? 1);
        var folder = artifact.TextOrNull("uriBaseId") is { } id
            && run.Object("originalUriBaseIds")?.Object(id)?.TextOrNull("uri") is { } given ? PathOf(given) : null;
        return new(
            result with
            {
                File = file,
                FirstLine = first,
                LastLine = Math.Max(first, region?.Integer("endLine") ?? first)
            },
            folder is not null && folder.StartsWith('/') ? folder : null);
    }

    /// <summary>Null for a URI with a scheme other than <c>file</c>.</summary>
    private static string? PathOf(string uri)
    {
        var scheme = uri.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 && !uri.StartsWith("file://", StringComparison.OrdinalIgnoreCase)) return null;
        var path = scheme < 0 ? uri.StartsWith("file:/", StringComparison.OrdinalIgnoreCase) ? uri[5..] : uri
            : uri.IndexOf('/', scheme + 3) is var slash and >= 0 ? uri[slash..] : "";
        return Uri.UnescapeDataString(path).Replace('\\', '/');
    }
}
