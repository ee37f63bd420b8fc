using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

/// <summary>Runs discovery on a repository with one folder per environment, unless the test defines its own.</summary>
internal static class Discovered
{
    public const string Backend = "terraform {\n  backend \"s3\" {}\n}\n";

    public static readonly (string Path, string Text)[] Repository =
    [
        ("live/prod/web/main.tf", Backend + Call("../../../modules/web")),
        ("live/prod/db/main.tf", "provider \"aws\" {}\n"),
        ("live/dev/web/main.tf", Call("../../../modules/web")),
        ("live/dev/web/dev.tfvars", ""),
        ("modules/web/main.tf", Call("../net") + Call("./inner")),
        ("modules/web/inner/main.tf", "resource \"aws_vpc\" \"x\" {}\n"),
        ("modules/net/main.tf", "resource \"aws_vpc\" \"x\" {}\n"),
        ("modules/idle/main.tf", "resource \"aws_vpc\" \"x\" {}\n"),
        ("tools/main.tf", "resource \"aws_vpc\" \"x\" {}\n"),
    ];

    public static readonly EnvironmentMap Map = new(
        [Environment("prod", paths: ["live/prod/**"]), Environment("dev", paths: ["live/dev/**"])],
        [new("modules/**"), new("config/**")],
        [new("docs/**"), new("**/*.md")]);

    public static string Call(string source) => $"module \"{source.Split('/')[^1]}\" {{\n  source = \"{source}\"\n}}\n";

    public static EnvironmentSettings Environment(string name, string[]? paths = null, string[]? workspaces = null) =>
        new(name)
        {
            Paths = [.. (paths ?? []).Select(path => new PathGlob(path))],
            Workspaces = [.. (workspaces ?? []).Select(workspace => new Glob(workspace))],
        };

    public static SourceTree Tree(params (string Path, string Text)[] files) =>
        new(files.Select(file => new SourceFile(file.Path, file.Text)));

    public static Discovery By(
        ChangedFiles changed, EnvironmentMap? map = null, params (string Path, string Text)[] files) =>
        DiscoveryRules.Decide(changed, Tree(files.Length > 0 ? files : Repository), map ?? Map);

    /// <summary>Parses changes in git's output format.</summary>
    public static ChangedFiles Changes(params string[] lines) =>
        ChangedFilesReader.Read("changed", string.Join('\n', lines))
        .Match(changed => changed, problems => throw new InvalidOperationException(string.Join('\n', problems)));

    public static string Paths(this Discovery discovery) =>
        string.Join(' ', discovery.Projects.Select(project => project.Path));

    public static string Targets(this DiscoveredProject project) =>
        string.Join(' ', project.Targets.Select(target => $"{target.Environment}/{target.Workspace}"));
}
