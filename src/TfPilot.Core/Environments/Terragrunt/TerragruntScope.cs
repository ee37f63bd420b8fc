using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>
/// Evaluates the path expressions of a Terragrunt file for one unit, as far as files allow. Paths relative to the
/// repository root start with a slash; an unknown part of a text is <see cref="PathPattern.Unknown"/>.
/// </summary>
/// <param name="Unit">The unit's folder, where its functions start searching.</param>
/// <param name="Parents">The included files by label.</param>
/// <param name="Work">The remaining work budget, because locals may refer to each other many times.</param>
internal sealed record TerragruntScope(
    TerragruntFiles Files, TerragruntFile File, string Unit, IReadOnlyDictionary<string, string> Parents,
    TerragruntWork Work)
{
    private const int MaxDepth = 16;
    private const int MaxValues = 8;
    private static readonly string[] DefaultParents = [TerraformPaths.Terragrunt, "root.hcl"];
    private static readonly string Unknown = $"{PathPattern.Unknown}";

    public string Folder => FolderPath.Of(File.Path);

    /// <summary>All possible values of the expression.</summary>
    public IReadOnlyList<string> Values(List<HclToken> expression)
    {
        var at = 0;
        return ValueAt(expression, ref at, 0);
    }

    /// <summary>The values of a call's arguments, one list per argument.</summary>
    /// <param name="at">The position of the opening bracket.</param>
    public IReadOnlyList<IReadOnlyList<string>> ArgumentsAt(List<HclToken> tokens, int at) =>
        Arguments(tokens, ref at, 0);

    /// <summary>The candidates of a search in the parent folders, up to the first that exists.</summary>
    public IReadOnlyList<string> Searched(IReadOnlyList<string> names)
    {
        if (names.Any(name => name.Contains(PathPattern.Unknown, StringComparison.Ordinal)))
            return [.. names.Select(name => $"{Unknown}/{name}")];
        var searched = new List<string>();
        foreach (var folder in FolderPath.SelfAndAncestors(Unit).Skip(1))
        {
            var here = names.Select(name => FolderPath.Join(folder, name)).ToList();
            searched.AddRange(here);
            if (here.Exists(Files.HoldsAnything)) break;
        }

        return searched;
    }

    /// <summary>The targets of a path; existing ones win when there are several.</summary>
    public IReadOnlyList<string> Places(string path) =>
        PossiblePlaces(path) is var places && places.Where(Files.HoldsAnything).ToList() is { Count: > 0 } there ? there
        : places;

    /// <summary>
    /// Resolves the path from the unit and from the file that contains it. Targets outside the repository are ignored.
    /// </summary>
    public IReadOnlyList<string> PossiblePlaces(string path)
    {
        if (path.StartsWith(PathPattern.Unknown)) return [path];
        IEnumerable<string> from = path.StartsWith('/') ? [""] : [Unit, Folder];
        return [.. from.Select(folder => FolderPath.Join(folder, path)).Distinct()
            .Where(place => place != ".." && !place.StartsWith("../", StringComparison.Ordinal))];
    }

    public static IReadOnlyList<string> NamesOf(IReadOnlyList<IReadOnlyList<string>> arguments) =>
        arguments is [{ Count: > 0 } names, ..] ? names : DefaultParents;

    private IReadOnlyList<string> ValueAt(List<HclToken> tokens, ref int at, int depth)
    {
        if (at >= tokens.Count) return [Unknown];
        if (depth > MaxDepth || !Work.Spend())
        {
            SkipToEnd(tokens, ref at);
            return [Unknown];
        }

        var values = Primary(tokens, ref at, depth);
        if (at >= tokens.Count || IsEnd(tokens[at])) return values;
        if (!tokens[at].Is("?"))
        {
            SkipToEnd(tokens, ref at);
            return [Unknown];
        }

        at++;
        var yes = ValueAt(tokens, ref at, depth + 1);
        if (at >= tokens.Count || !tokens[at].Is(":")) return yes;
        at++;
        return Some(yes.Concat(ValueAt(tokens, ref at, depth + 1)));
    }

    private IReadOnlyList<string> Primary(List<HclToken> tokens, ref int at, int depth)
    {
        if (tokens[at].Is("{"))
        {
            SkipToEnd(tokens, ref at);
            return [Unknown];
        }

        var first = tokens[at++];
        if (first.Kind == HclTokenKind.Text) return Template(first.Value, depth);
        if (first.Is("[") || first.Is("(")) return Some(List(tokens, ref at, depth).SelectMany(values => values));
        if (first.Kind != HclTokenKind.Word) return [Unknown];
        if (at < tokens.Count && tokens[at].Is("(")) return Call(first.Value, Arguments(tokens, ref at, depth));
        var steps = new List<string> { first.Value };
        for (; at + 1 < tokens.Count && tokens[at].Is(".") && tokens[at + 1].Kind == HclTokenKind.Word; at += 2)
            steps.Add(tokens[at + 1].Value);
        return Reference(steps, depth);
    }

    private IReadOnlyList<string> Reference(List<string> steps, int depth) => steps switch
    {
        ["local", var name] when File.LocalOf(name) is { } local => Evaluate(this, local, depth),
        ["include", var label, "path"] when Parents.TryGetValue(label, out var parent) => [$"/{parent}"],
        ["include", var label, "locals", var name] when Parents.TryGetValue(label, out var parent)
            && Files.Find(parent) is { } file && file.LocalOf(name) is { } local =>
            Evaluate(this with { File = file }, local, depth),
        _ => [Unknown],
    };

    private static IReadOnlyList<string> Evaluate(TerragruntScope scope, List<HclToken> expression, int depth)
    {
        var at = 0;
        return scope.ValueAt(expression, ref at, depth + 1);
    }

    private IReadOnlyList<string> Call(string function, IReadOnlyList<IReadOnlyList<string>> arguments) =>
        function switch
        {
            "get_terragrunt_dir" or "get_original_terragrunt_dir" => [$"/{Unit}"],
            "get_parent_terragrunt_dir" => [$"/{ParentFolder(arguments)}"],
            "get_repo_root" or "get_path_to_repo_root" => ["/"],
            "get_path_from_repo_root" => [Unit],
            "path_relative_to_include" =>
                [FolderPath.Relative(ParentFolder(arguments), Unit) is { Length: > 0 } path ? path : "."],
            "path_relative_from_include" =>
                [FolderPath.Relative(Unit, ParentFolder(arguments)) is { Length: > 0 } path ? path : "."],
            "find_in_parent_folders" =>
                [.. Searched(NamesOf(arguments))
                .Select(place => place.StartsWith(PathPattern.Unknown) ? place : Files.HoldsAnything(place)
                    ? $"/{place}" : "").Where(place => place.Length > 0)],
            "dirname" => [.. First(arguments).Select(FolderOf)],
            "basename" => [.. First(arguments).Select(FolderPath.NameOf)],
            "abspath" or "pathexpand" or "mark_as_read" => First(arguments),
            "try" or "coalesce" => Some(arguments.SelectMany(values => values)),
            _ => [Unknown],
        };

    /// <summary>In an included file, its own folder; in the unit's file, the folder of the named parent.</summary>
    private string ParentFolder(IReadOnlyList<IReadOnlyList<string>> arguments) =>
        Folder != Unit || Parents.Count == 0 ? Folder
        : FolderPath.Of(arguments is [[var label, ..], ..] && Parents.TryGetValue(label, out var named) ? named
            : Parents.Values.First());

    private static string FolderOf(string path) => path.LastIndexOf('/') switch
    {
        < 0 => path == Unknown ? path : ".",
        0 => "/",
        var at => path[..at],
    };

    private static IReadOnlyList<string> First(IReadOnlyList<IReadOnlyList<string>> arguments) =>
        arguments is [var first, ..] ? first : [Unknown];

    private List<IReadOnlyList<string>> Arguments(List<HclToken> tokens, ref int at, int depth)
    {
        at++;
        return List(tokens, ref at, depth);
    }

    /// <summary>Reads from the opening bracket through the closing one.</summary>
    private List<IReadOnlyList<string>> List(List<HclToken> tokens, ref int at, int depth)
    {
        var items = new List<IReadOnlyList<string>>();
        while (at < tokens.Count && !tokens[at].Is(")") && !tokens[at].Is("]") && !tokens[at].Is("}"))
        {
            if (tokens[at].Is(",") || tokens[at].Is(":")) at++;
            else items.Add(ValueAt(tokens, ref at, depth + 1));
        }

        at++;
        return items;
    }

    /// <summary>A string with interpolations between <c>${</c> and <c>}</c>.</summary>
    private IReadOnlyList<string> Template(string text, int depth)
    {
        IReadOnlyList<string> values = [""];
        foreach (var (literal, inner) in HclTemplate.Parts(text))
        {
            IReadOnlyList<string> next = inner is null ? [literal] : Evaluate(this, HclTemplate.Tokens(inner), depth);
            values = Some(values.SelectMany(_ => next, (before, after) => before + after));
        }

        return values;
    }

    private static void SkipToEnd(List<HclToken> tokens, ref int at)
    {
        for (var open = 0; at < tokens.Count && (open > 0 || !IsEnd(tokens[at])); at++)
        {
            if (tokens[at].Is("(") || tokens[at].Is("[") || tokens[at].Is("{")) open++;
            else if (tokens[at].Is(")") || tokens[at].Is("]") || tokens[at].Is("}")) open--;
        }
    }

    private static bool IsEnd(HclToken token) =>
        token.Kind == HclTokenKind.Sign && token.Value is "," or ")" or "]" or "}" or ":";

    private static List<string> Some(IEnumerable<string> values)
    {
        var list = values.Distinct().Take(MaxValues + 1).ToList();
        if (list.Count <= MaxValues) return list;
        list.Clear();
        list.Add(Unknown);
        return list;
    }
}
