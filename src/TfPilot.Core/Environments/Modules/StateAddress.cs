using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>
/// Where a state is stored, as far as the configuration says it literally: the kind of the backend and its arguments,
/// such as <c>key</c> or <c>workspaces.name</c>.
/// </summary>
public sealed record StateAddress(string Backend, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>
    /// The arguments that identify a state of each kind of backend, by Terraform's documentation of the backends; the
    /// first one must be known.
    /// </summary>
    private static readonly Dictionary<string, string[]> Identities = new(StringComparer.Ordinal)
    {
        ["s3"] = ["key", "bucket"],
        ["gcs"] = ["prefix", "bucket"],
        ["azurerm"] = ["key", "container_name", "storage_account_name"],
        ["local"] = ["path"],
        ["remote"] = ["workspaces.name", "organization", "hostname"],
        ["http"] = ["address"],
        ["consul"] = ["path", "address"],
        ["cos"] = ["prefix", "key", "bucket"],
        ["oss"] = ["prefix", "key", "bucket"],
        ["pg"] = ["schema_name", "conn_str"],
        ["kubernetes"] = ["secret_suffix", "namespace"],
    };

    /// <summary>The state of a project with a local backend without a path.</summary>
    private const string DefaultPath = "terraform.tfstate";

    /// <summary>
    /// The state of a project: the arguments of its backend block, then those of <c>-backend-config</c>.
    /// </summary>
    /// <param name="options">Such as <c>key=prod.tfstate</c>; files are unknown.</param>
    public StateAddress With(IEnumerable<string> options)
    {
        var arguments = new Dictionary<string, string>(Arguments, StringComparer.Ordinal);
        foreach (var option in options)
        {
            if (option.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                arguments[option[..at].Trim()] = option[(at + 1)..].Trim().Trim('"');
        }

        return this with { Arguments = arguments };
    }

    /// <summary>
    /// Whether both are certainly the same state: nothing that identifies it differs, and its name is known.
    /// </summary>
    /// <param name="folder">The folder of this project, from the repository's root.</param>
    /// <param name="other">The state of another project.</param>
    /// <param name="otherFolder">The folder of the other project.</param>
    public bool IsSame(string folder, StateAddress other, string otherFolder)
    {
        if (Backend != other.Backend || !Identities.TryGetValue(Backend, out var keys)) return false;
        if (Backend == "local") return PathIn(folder) is { } path && path == other.PathIn(otherFolder);
        return Arguments.ContainsKey(keys[0]) && other.Arguments.ContainsKey(keys[0])
            && keys.All(key => !Arguments.TryGetValue(key, out var mine)
                || !other.Arguments.TryGetValue(key, out var theirs) || mine == theirs);
    }

    /// <summary>The literal texts of a block, and of the objects in it as <c>name.key</c>.</summary>
    internal static StateAddress Of(string backend, HclBody body)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in body.Arguments)
        {
            if (TextOf(value) is { } text) arguments[name] = text;
        }

        foreach (var (name, value) in body.All("workspaces").SelectMany(one => one.Arguments))
        {
            if (TextOf(value) is { } text) arguments[$"workspaces.{name}"] = text;
        }

        return new(backend == "cloud" ? "remote" : backend, arguments);
    }

    /// <summary>A literal without placeholders; null for every other expression.</summary>
    internal static string? TextOf(List<HclToken> value) =>
        value is [{ Kind: HclTokenKind.Text, Value: var text }]
        && !text.Contains("${", StringComparison.Ordinal) && !text.Contains("%{", StringComparison.Ordinal)
            ? text : null;

    private string? PathIn(string folder)
    {
        var path = Arguments.GetValueOrDefault("path", DefaultPath);
        return path.StartsWith('/') ? path : FolderPath.Join(folder, path);
    }
}

/// <summary>The state of a project, and the states and Terragrunt units that its configuration reads.</summary>
/// <param name="State">Null when it has no backend block.</param>
/// <param name="Units">Folders from the repository's root.</param>
public sealed record ProjectLinks(
    StateAddress? State, IReadOnlyList<StateAddress> Reads, IReadOnlyList<string> Units)
{
    public static readonly ProjectLinks None = new(null, [], []);
}
