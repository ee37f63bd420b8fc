namespace TfPilot.Action.Commands;

internal enum DiscoverFormat
{
    Text,

    /// <summary>The jobs for <c>strategy.matrix</c>.</summary>
    Matrix,

    /// <summary>At most as many jobs as GitHub allows in a matrix, each with several plans.</summary>
    Batches,
    Json,
}

/// <summary>The parsed command line of <c>tfpilot discover</c>.</summary>
/// <param name="Source">The repository's root.</param>
/// <param name="Changed">A list of changed files, <c>-</c> for standard input; null reads the files of the pull request
/// from GitHub.</param>
internal sealed record DiscoverRequest(string Source, string? Changed, bool All, string? Config, DiscoverFormat Format);
