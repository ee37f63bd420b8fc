using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>A unit that a stack makes. <paramref name="Template"/> is the file that it is made of; null when it comes from elsewhere.</summary>
internal sealed record StackUnit(string Folder, string? Template, IReadOnlyList<PathPattern> Reads);

/// <summary>The units that the files <c>terragrunt.stack.hcl</c> make when their stacks are generated.</summary>
internal sealed class TerragruntStacks(TerragruntFiles files)
{
    /// <summary>Where Terragrunt generates units, beside the stack.</summary>
    public const string Generated = ".terragrunt-stack";

    private const int MaxDepth = 8;
    private const int MaxStacks = 1_000;

    private readonly Dictionary<string, List<StackUnit>> units = [];
    private readonly HashSet<string> templates = [];
    private readonly HashSet<string> unknown = [];
    private int stacks;

    /// <summary>Without those of stacks that are only parts of others.</summary>
    public IEnumerable<StackUnit> Units => units.Where(stack => !IsTemplate(stack.Key)).SelectMany(stack => stack.Value);

    public IReadOnlyList<string> Unknown => [.. unknown.Where(path => !IsTemplate(FolderPath.Of(path))).Order(StringComparer.Ordinal)];

    /// <summary>Whether units or stacks are made of the folder, so that it is none itself.</summary>
    public bool IsTemplate(string folder) => templates.Contains(folder);

    public void Read(string path)
    {
        var folder = FolderPath.Of(path);
        units[folder] = [];
        Read(path, folder, path, [], units[folder], 0);
    }

    /// <param name="folder">Where the stack is generated.</param>
    private void Read(string path, string folder, string begun, IReadOnlyList<PathPattern> around, List<StackUnit> made, int depth)
    {
        if (files.Find(path) is not { } file || depth > MaxDepth || ++stacks > MaxStacks)
        {
            unknown.Add(begun);
            return;
        }

        var reader = new TerragruntReader(files);
        reader.Read(path, folder);
        var scope = new TerragruntScope(files, file, folder, new Dictionary<string, string>(), new());
        IReadOnlyList<PathPattern> reads = [.. around, PathPattern.Of(path), .. reader.Reads.Select(PathPattern.Of)];
        foreach (var block in file.Body.Blocks.Where(block => block.Name is "unit" or "stack"))
        {
            if (Value(block.Body, "path", scope) is not { } name || name.Contains(PathPattern.Unknown, StringComparison.Ordinal))
            {
                unknown.Add(begun);
                continue;
            }

            var below = IsBeside(block.Body) ? folder : FolderPath.Join(folder, Generated);
            Add(block, FolderPath.Join(below, name.TrimStart('/')), begun, reads, scope, made, depth);
        }
    }

    private void Add(HclPart block, string place, string begun, IReadOnlyList<PathPattern> reads, TerragruntScope scope, List<StackUnit> made, int depth)
    {
        var source = Value(block.Body, "source", scope);
        var isLocal = source is not null && (source.StartsWith('.') || source.StartsWith('/'));
        var template = isLocal ? scope.Places(source!.Split('?')[0]).FirstOrDefault(folder => !folder.Contains(PathPattern.Unknown, StringComparison.Ordinal)) : null;
        if (template is not null) templates.Add(template);
        IReadOnlyList<PathPattern> all = template is null ? reads : [.. reads, new($"{template}/", "")];
        if (block.Name == "unit") made.Add(new(place, template is null ? null : FolderPath.Join(template, TerraformPaths.Terragrunt), all));
        else if (template is not null) Read(FolderPath.Join(template, TerraformPaths.TerragruntStack), place, begun, all, made, depth + 1);
        else unknown.Add(begun);
    }

    private static bool IsBeside(HclBody body) => body.Arguments.TryGetValue("no_dot_terragrunt_stack", out var flag) && flag is [{ Value: "true" }];

    private static string? Value(HclBody body, string name, TerragruntScope scope) =>
        body.Arguments.TryGetValue(name, out var expression) && scope.Values(expression) is [var value] ? value : null;
}
