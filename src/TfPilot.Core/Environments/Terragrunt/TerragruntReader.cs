using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>
/// Analyzes one unit: the files that it includes and reads, directly or indirectly, its module source and the units it
/// depends on.
/// </summary>
internal sealed class TerragruntReader(TerragruntFiles files)
{
    /// <summary>Functions whose first argument is a file that they read.</summary>
    private static readonly string[] Readers =
    [
        "read_terragrunt_config", "file", "templatefile", "filebase64", "filemd5", "filesha1", "filesha256",
        "filesha512", "fileexists",
        "sops_decrypt_file", "read_tfvars_file", "mark_as_read",
    ];

    private static readonly string[] RemoteSigns = ["::", "://", "?ref=", "&ref=", "git@", "github.com/",
        "bitbucket.org/", "tfr:"];
    private readonly HashSet<string> visited = [];
    private readonly TerragruntWork work = new();
    private bool hasUnknownParent;

    public HashSet<string> Reads { get; } = [];

    /// <summary>The included files.</summary>
    public HashSet<string> Included { get; } = [];

    public HashSet<string> Dependencies { get; } = [];

    /// <summary>The local module folders.</summary>
    public HashSet<string> Sources { get; } = [];

    /// <summary>Whether it sets a module source, or may do so in an unknown file.</summary>
    public bool HasSource { get; private set; }

    public bool MayHaveSource => HasSource || hasUnknownParent;

    /// <param name="unit">The folder in which Terragrunt runs.</param>
    public void Read(string path, string unit) => Read(path, unit, new Dictionary<string, string>());

    private void Read(string path, string unit, IReadOnlyDictionary<string, string> parents)
    {
        if (!visited.Add($"{path}\n{unit}")) return;
        if (files.Find(path) is not { } file)
        {
            if (files.Holds(path)) Reads.Add($"{PathPattern.Unknown}"); // JSON is not analyzed: anything may be read
            hasUnknownParent |= files.Holds(path);
            return;
        }

        var scope = new TerragruntScope(files, file, unit, parents, work);
        var included = Parents(scope).ToList();
        var named = included.Where(parent => parent.Place[0] != PathPattern.Unknown).DistinctBy(parent => parent.Label)
            .ToDictionary(parent => parent.Label, parent => parent.Place);
        scope = scope with { Parents = named.Count > 0 ? named : parents };
        Scan(file.Tokens, scope);
        Gather(scope);
        foreach (var (_, place) in included) Include(place, unit, scope.Parents);
    }

    private void Include(string place, string unit, IReadOnlyDictionary<string, string> parents)
    {
        Reads.Add(place);
        Included.Add(place);
        hasUnknownParent |= !files.Holds(place);
        if (files.Holds(place)) Read(place, unit, parents);
    }

    private static IEnumerable<(string Label, string Place)> Parents(TerragruntScope scope)
    {
        var blocks = scope.File.Body.Blocks.Where(block => block.Name == "include")
            .Select(block => (block.Label, block.Body))
            .Concat(scope.File.Body.All("include").Select(body => (Label: "", Body: body)))
            .DistinctBy(block => block.Body);
        return from block in blocks
               where block.Body.Arguments.ContainsKey("path")
               from value in scope.Values(block.Body.Arguments["path"])
               from place in scope.Places(value)
               where place.Length > 0
               select (block.Label, place);
    }

    /// <summary>Finds every call of a file function, wherever it appears.</summary>
    private void Scan(List<HclToken> tokens, TerragruntScope scope)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Kind == HclTokenKind.Text && tokens[at].Value.Contains('{', StringComparison.Ordinal))
            {
                foreach (var (_, inner) in HclTemplate.Parts(tokens[at].Value)
                    .Where(part => part.Expression is not null)) ScanInner(inner!, scope);
            }
            else if (tokens[at].Kind == HclTokenKind.Word && at + 1 < tokens.Count && tokens[at + 1].Is("("))
            {
                Note(tokens[at].Value, scope.ArgumentsAt(tokens, at + 1), scope);
            }
        }
    }

    private void ScanInner(string expression, TerragruntScope scope)
    {
        if (work.Spend()) Scan(HclTemplate.Tokens(expression), scope);
        else Reads.Add($"{PathPattern.Unknown}");
    }

    private void Note(string function, IReadOnlyList<IReadOnlyList<string>> arguments, TerragruntScope scope)
    {
        if (function == "find_in_parent_folders") Reads.UnionWith(scope.Searched(TerragruntScope.NamesOf(arguments)));
        if (!Readers.Contains(function) || arguments.Count == 0) return;
        foreach (var place in arguments[0].SelectMany(scope.Places))
        {
            Reads.Add(place);
            // Terragrunt evaluates such a file as if it ran in that file's folder.
            if (function == "read_terragrunt_config" && !place.StartsWith(PathPattern.Unknown))
                Read(place, FolderPath.Of(place), new Dictionary<string, string>());
        }
    }

    private void Gather(TerragruntScope scope)
    {
        var body = scope.File.Body;
        foreach (var terraform in body.All("terraform"))
        {
            foreach (var source in Values(terraform, "source", scope)) AddSource(source, scope);
            foreach (var arguments in terraform.Blocks.Where(block => block.Name == "extra_arguments")
                .Select(block => block.Body)) AddVariables(arguments, scope);
        }

        var dependencies = body.All("dependencies").SelectMany(block => Values(block, "paths", scope))
            .Concat(body.Blocks.Where(block => block.Name == "dependency")
                .SelectMany(block => Values(block.Body, "config_path", scope)));
        // A stack's units are not generated yet, so existing folders do not decide between the candidates.
        foreach (var place in dependencies.SelectMany(scope.PossiblePlaces))
            Dependencies.Add(place.EndsWith(".hcl", StringComparison.Ordinal) ? FolderPath.Of(place) : place);
    }

    private void AddSource(string source, TerragruntScope scope)
    {
        HasSource = true;
        if (RemoteSigns.Any(sign => source.Contains(sign, StringComparison.Ordinal))) return;
        var isLocal = source.StartsWith('.') || source.StartsWith('/') || source.StartsWith(PathPattern.Unknown);
        if (isLocal) Sources.UnionWith(scope.Places(source.Split('?')[0]));
    }

    private void AddVariables(HclBody arguments, TerragruntScope scope)
    {
        const string VariableFile = "-var-file=";
        var files = Values(arguments, "required_var_files", scope)
            .Concat(Values(arguments, "optional_var_files", scope))
            .Concat(Values(arguments, "arguments", scope)
                .Where(value => value.StartsWith(VariableFile, StringComparison.Ordinal))
                .Select(value => value[VariableFile.Length..]));
        Reads.UnionWith(files.SelectMany(scope.Places));
    }

    private static IReadOnlyList<string> Values(HclBody body, string name, TerragruntScope scope) =>
        body.Arguments.TryGetValue(name, out var expression) ? scope.Values(expression) : [];
}
