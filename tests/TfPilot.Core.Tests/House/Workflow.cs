using YamlDotNet.RepresentationModel;

namespace TfPilot.Core.Tests.House;

/// <summary>The parts of a workflow file that the repository has rules for.</summary>
internal sealed record Workflow(string Path, YamlMappingNode Root)
{
    public static Workflow Read(string path) => Parse(path, RepositoryFiles.Read(path));

    public static Workflow Parse(string path, string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return new(path, (YamlMappingNode)yaml.Documents[0].RootNode);
    }

    public IEnumerable<WorkflowJob> Jobs =>
        Map(Root, "jobs").Children.Select(job => new WorkflowJob($"{job.Key}", (YamlMappingNode)job.Value));

    public bool StartsWithoutPermissions =>
        Root.Children.TryGetValue("permissions", out var given) && given is YamlMappingNode { Children.Count: 0 };

    public string? CancelsInProgress => Text(Map(Root, "concurrency"), "cancel-in-progress");

    /// <summary>
    /// The permissions that a caller must grant: for each scope the highest level that any job requests.
    /// </summary>
    public IReadOnlyDictionary<string, string> Grants => Jobs
        .SelectMany(job => job.Permissions)
        .GroupBy(permission => permission.Key, permission => permission.Value)
        .ToDictionary(scope => scope.Key, scope => scope.Contains("write") ? "write" : "read");

    public static string? Text(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var value) ? $"{value}" : null;

    public static YamlMappingNode Map(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var value) && value is YamlMappingNode inner ? inner : [];
}

internal sealed record WorkflowJob(string Name, YamlMappingNode Node)
{
    public IReadOnlyDictionary<string, string> Permissions =>
        Workflow.Map(Node, "permissions").Children.ToDictionary(grant => $"{grant.Key}", grant => $"{grant.Value}");

    public bool NamesItsPermissions => Node.Children.ContainsKey("permissions");

    public IReadOnlyList<WorkflowStep> Steps =>
        Node.Children.TryGetValue("steps", out var steps)
        ? [.. ((YamlSequenceNode)steps).Select(step => new WorkflowStep((YamlMappingNode)step))] : [];
}

internal sealed record WorkflowStep(YamlMappingNode Node)
{
    public string Name => Workflow.Text(Node, "name") ?? "";

    public string Uses => Workflow.Text(Node, "uses") ?? "";

    public string Run => Workflow.Text(Node, "run") ?? "";

    public string? With(string input) => Workflow.Text(Workflow.Map(Node, "with"), input);
}
