using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>Collects the problems of one file.</summary>
internal sealed class Problems(string file)
{
    private readonly List<(SourcePosition Place, string Message)> found = [];

    public bool Any => found.Count > 0;

    public void Add(SourcePosition place, string message) => found.Add((place, message));

    /// <summary>Adds a problem of a node; the message starts with the node's path.</summary>
    public void Add(Node node, string message) =>
        Add(node.Place, node.Path.Length == 0 ? $"the file {message}" : $"{node.Path} {message}");

    /// <summary>Such as <c>file:line:column</c>.</summary>
    public string At(SourcePosition place) => $"{file}:{place.Line}:{place.Column}";

    /// <summary>In file order.</summary>
    public IReadOnlyList<Problem> InOrder =>
        [.. found.OrderBy(problem => problem.Place.Line).ThenBy(problem => problem.Place.Column)
        .Select(problem => new Problem(At(problem.Place), problem.Message)).Distinct()];
}
