namespace TfPilot.Action.Commands;

internal enum DiscoverFormat
{
    Text,

    /// <summary>The jobs for <c>strategy.matrix</c>.</summary>
    Matrix,

    /// <summary>At most as many jobs as GitHub takes, each with several plans.</summary>
    Batches,
    Json,
}

/// <summary>What <c>tfpilot discover</c> was asked for.</summary>
/// <param name="Source">The repository's root.</param>
/// <param name="Changed">A list of changed files, <c>-</c> for standard input; null asks for the pull
/// request's.</param>
internal sealed record DiscoverRequest(string Source, string? Changed, bool All, string? Config, DiscoverFormat Format);
