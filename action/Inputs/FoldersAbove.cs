namespace TfPilot.Action.Inputs;

/// <summary>
/// The one way up from a folder, for everything that is looked for there: what lies outside of the git checkout belongs
/// to somebody else.
/// </summary>
internal static class FoldersAbove
{
    /// <summary>
    /// The folder and those around it, the nearest first, up to the root of its git checkout; without one up to the
    /// root of the disk.
    /// </summary>
    public static IEnumerable<string> Of(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
            if (IsCheckout(at.FullName)) yield break;
        }
    }

    /// <summary>The root of the git checkout that the folder is in; null when it is in none.</summary>
    public static string? CheckoutOf(string folder) => Of(folder).LastOrDefault(IsCheckout);

    private static bool IsCheckout(string folder) => Path.Exists(Path.Combine(folder, ".git"));
}
