using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TfPilot.Delivery.Reports;

namespace TfPilot.Delivery.Registry;

/// <summary>The branch of a repository that shows what is deployed. Equal deployments make equal files.</summary>
public static class DataBranch
{
    public const string Name = "tfpilot/data";

    private const string SummaryPath = "DEPLOYED.md";

    private const string Extension = ".json";

    /// <summary>File systems limit a name to 255 bytes.</summary>
    private const int MaxNameLength = 200;

    private const int HashLength = 16;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The files to write after an apply of the project, by path; other files of the branch stay.</summary>
    /// <param name="deployments">Those of the repository.</param>
    /// <param name="entries">The project's resources, destroyed ones included.</param>
    /// <param name="hasMore">Whether there are more resources than entries.</param>
    public static IReadOnlyDictionary<string, string?> Files(
        Deployment deployment, IReadOnlyList<Deployment> deployments, IReadOnlyList<RegistryEntry> entries,
        bool hasMore, ReportLinks links)
    {
        var files = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [SummaryPath] = DeployedText.Markdown(deployments, links),
        };
        if (deployment.Resources is null) return files;
        var sorted = entries.OrderBy(entry => entry.Resource.Address, StringComparer.Ordinal)
            .ThenBy(entry => entry.Resource.Deposed, StringComparer.Ordinal);
        files[PathOf(deployment.Last)] = RegistryDocument.Write(sorted, hasMore).ToJsonString(Indented) + "\n";
        return files;
    }

    /// <summary>Tells GitHub to start no workflow for the commit.</summary>
    public static string Message(Deployment deployment) =>
        $"{PathOf(deployment.Last)}: {OutcomeText.Word(deployment.Last)} in {deployment.Last.Run}\n\n[skip ci]\n";

    /// <summary>
    /// The path of the project's registry, such as <c>registry/prod/live/prod/web.json</c>. Different projects have
    /// different paths, and none is both a file and a folder.
    /// </summary>
    public static string PathOf(ApplyOutcome outcome)
    {
        var folders = outcome.Project.Split('/');
        return string.Join('/', folders[..^1].Select(folder => FileName(folder, isFolder: true))
            .Prepend(FileName(outcome.Environment, isFolder: true)).Prepend("registry")
            .Append(FileName(folders[^1], isFolder: false) + Extension));
    }

    /// <summary>Percent-encodes all but letters, digits, hyphens, underscores and dots within the name.</summary>
    private static string FileName(string name, bool isFolder)
    {
        var (bytes, text) = (Encoding.UTF8.GetBytes(name), new StringBuilder());
        for (var at = 0; at < bytes.Length; at++)
        {
            if (IsKept(bytes, at, isFolder)) text.Append((char)bytes[at]);
            else text.Append('%').Append(Convert.ToHexString(bytes.AsSpan(at, 1)));
        }

        if (text.Length == 0) return "%";
        return text.Length <= MaxNameLength ? text.ToString()
            : $"{text.ToString(0, MaxNameLength - HashLength - 1)}%" +
                Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashLength];
    }

    private static bool IsKept(byte[] name, int at, bool isFolder)
    {
        if (name[at] != '.') return char.IsAsciiLetterOrDigit((char)name[at]) || name[at] is (byte)'-' or (byte)'_';
        var isEnd = isFolder && name.AsSpan(at).SequenceEqual(".json"u8);
        return at > 0 && at < name.Length - 1 && !isEnd;
    }
}
