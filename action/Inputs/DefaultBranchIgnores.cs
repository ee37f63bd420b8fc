using TfPilot.Core.Policies;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Reads the <c>tfpilot:ignore</c> comments of the Terraform files in a checkout of the default branch. Comments of a
/// missing or unreadable file are not accepted.
/// </summary>
internal static class DefaultBranchIgnores
{
    /// <param name="root">The checkout.</param>
    /// <param name="folders">Relative to the repository's root.</param>
    public static AcceptedIgnores Read(string root, IEnumerable<string> folders) => AcceptedIgnores.Of(
        from folder in folders.Distinct(StringComparer.Ordinal)
        from file in SourceFolder.TerraformFiles(Path.Combine(root, folder))
        let text = SourceFolder.TryReadText(file)
        where text is not null
        select KeyValuePair.Create(
            folder.Length == 0 ? Path.GetFileName(file) : $"{folder}/{Path.GetFileName(file)}", text));
}
