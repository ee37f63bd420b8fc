using TfPilot.Core.Environments;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings.Layouts;

/// <summary>
/// A repository given as a list of folder and file names. Words after a path describe its content, such as
/// <c>backend</c>, <c>provider</c>, <c>workspace</c> or a module source; <c>-></c> is a symbolic link.
/// </summary>
internal static class Skeleton
{
    private static readonly Dictionary<string, string> Contents = new()
    {
        ["backend"] = "terraform {\n  backend \"s3\" {}\n}\n",
        ["azurerm"] = "terraform {\n  backend \"azurerm\" {}\n}\nprovider \"azurerm\" {}\n",
        ["provider"] = "provider \"aws\" {}\nresource \"aws_instance\" \"a\" {}\n",
        ["declares"] = "provider \"aws\" {}\nvariable \"name\" {}\n",
        ["resource"] = "resource \"aws_instance\" \"a\" {}\n",
        ["variable"] = "variable \"name\" {}\n",
        ["moved"] = "moved {\n  from = a.b\n  to   = a.c\n}\n",
        ["requires"] = "terraform {\n  required_version = \">= 1.9\"\n}\n",
        ["google"] = "resource \"google_project\" \"a\" {}\n",
        ["workspace"] = "locals {\n  name = terraform.workspace\n}\n",
        ["include"] = "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\n",
        ["select"] = "terraform workspace select",
        ["azurerm-provider"] = "provider \"azurerm\" {}\n",
        ["named"] = Workflow("steps: [{ run: terraform workspace select orders-development }]"),
        ["deploys"] = Workflow("steps: [{ run: terraform workspace select production }]"),
        ["matrix"] = Workflow("strategy: { matrix: { env: [dev, staging, production] } }",
            "defaults: { run: { working-directory: apps/shop } }",
            "steps: [{ run: \"terraform workspace select -or-create ${{ matrix.env }}\" }]"),
    };

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.txt").Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Order(StringComparer.Ordinal)];

    private static string Folder => Repository.PathOf("tests/TfPilot.Core.Tests/Settings/Layouts/Skeletons");

    public static (SourceTree Tree, RepositoryMarks Marks) Read(string name) =>
        Parse(File.ReadAllLines(Path.Combine(Folder, $"{name}.txt")));

    public static (SourceTree Tree, RepositoryMarks Marks) Parse(IEnumerable<string> lines)
    {
        var entries = lines.Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var files = entries
            .Where(entry => TerraformPaths.IsTerraform(entry[0]) || TerraformPaths.MayBeBackend(entry[0]))
            .Select(Entry).ToList();
        return (new(files.Select(file => file with
        {
            Text = file.LinksTo is { } target ? files.First(one => one.Path == target).Text : file.Text,
        })), new([.. entries.Select(entry => entry[0])],
            [.. entries.Where(entry => entry[0].EndsWith(".yml", StringComparison.Ordinal)).Select(Text)]));
    }

    private static SourceFile Entry(string[] entry) => entry is [var path, "->", var target]
        ? new(path, "") { LinksTo = target } : new(entry[0], Text(entry));

    private static string Text(string[] entry) => string.Concat(entry.Skip(1).Select(Content));

    private static string Workflow(params string[] lines) =>
        $"on: push\njobs:\n  deploy:\n    {string.Join("\n    ", lines)}\n";

    private static string Content(string word) => Contents.TryGetValue(word, out var text) ? text
        : word.StartsWith("source=", StringComparison.Ordinal)
        ? $"terraform {{\n  source = \"{word["source=".Length..]}\"\n}}\n"
        : $"module \"m{word.Length}\" {{\n  source = \"{word}\"\n}}\n";
}
