namespace TfPilot.Core.Settings;

/// <summary>A file in <c>.github/workflows</c>, read tolerantly: invalid parts are ignored.</summary>
internal sealed record Workflow(string File, Node.Map Root)
{
    public IReadOnlyList<string> Events { get; } = Root.Find("on") switch
    {
        Node.Map map => [.. map.Pairs.Select(pair => pair.Key)],
        _ => Root.Texts("on"),
    };

    public IReadOnlyList<WorkflowJob> Jobs =>
        field ??= [.. Root.Pairs("jobs").Where(pair => pair.Value is Node.Map)
            .Select(pair => new WorkflowJob(this, pair.Key, pair.Place, (Node.Map)pair.Value))];

    /// <summary>Whether it is a reusable workflow; its callers then decide who can start it.</summary>
    public bool IsCalled => Events.Contains("workflow_call");

    /// <summary>Such as <c>file:line:column</c>.</summary>
    public string At(SourcePosition place) => $"{File}:{place.Line}:{place.Column}";

    public string At(Node node) => At(node.Place);
}
