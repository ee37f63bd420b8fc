using TfPilot.Core.Policies;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Reads Terraform's files from a checkout of the default branch. What is not there, or cannot be read, makes no
/// comment count.
/// </summary>
internal static class TrustedSources
{
    /// <param name="root">The checkout.</param>
    /// <param name="folders">From the repository's root.</param>
    public static AcceptedIgnores Read(string root, IEnumerable<string> folders) => AcceptedIgnores.Of(
        from folder in folders.Distinct(StringComparer.Ordinal)
        from file in SourceFolder.TerraformFiles(Path.Combine(root, folder))
        let text = SourceFolder.TextOf(file)
        where text is not null
        select KeyValuePair.Create(
            folder.Length == 0 ? Path.GetFileName(file) : $"{folder}/{Path.GetFileName(file)}", text));
}
