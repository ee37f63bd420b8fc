namespace TfPilot.Action.Inputs;

/// <summary>
/// Enumerates a folder and its ancestors up to the root of the git checkout, because files outside it are not part of
/// the repository. All lookups in parent folders use it.
/// </summary>
internal static class AncestorFolders
{
    /// <summary>
    /// The folder itself and its ancestors, nearest first, up to the root of its git checkout, or of the file system
    /// without a checkout.
    /// </summary>
    public static IEnumerable<string> SelfAndAncestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
            if (IsCheckout(at.FullName)) yield break;
        }
    }

    /// <summary>The root of the git checkout that contains the folder; null without one.</summary>
    public static string? FindCheckoutRoot(string folder) => SelfAndAncestors(folder).LastOrDefault(IsCheckout);

    private static bool IsCheckout(string folder) => Path.Exists(Path.Combine(folder, ".git"));
}
