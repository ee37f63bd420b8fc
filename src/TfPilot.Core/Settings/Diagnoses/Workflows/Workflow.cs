namespace TfPilot.Core.Settings;

/// <summary>A file of <c>.github/workflows</c>, read tolerantly: what is not as GitHub wants it is as if it were not there.</summary>
internal sealed record Workflow(string File, Node.Map Root)
{
    public IReadOnlyList<string> Events { get; } = Root.Find("on") switch
    {
        Node.Map map => [.. map.Pairs.Select(pair => pair.Key)],
        _ => Root.Texts("on"),
    };

    public IReadOnlyList<WorkflowJob> Jobs => field ??= [.. Root.Pairs("jobs").Where(pair => pair.Value is Node.Map).Select(pair => new WorkflowJob(this, pair.Key, pair.Place, (Node.Map)pair.Value))];

    /// <summary>Whether others call it; who may start it is then theirs to say.</summary>
    public bool IsCalled => Events.Contains("workflow_call");

    /// <summary>As in <c>file:line:column</c>.</summary>
    public string At(SourcePosition place) => $"{File}:{place.Line}:{place.Column}";

    public string At(Node node) => At(node.Place);
}
