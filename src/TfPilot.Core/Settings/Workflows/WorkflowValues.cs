using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>The texts that an expression of a job may have: of its matrix, of inputs, and of variables.</summary>
internal sealed partial class WorkflowValues
{
    private const int MaxCombinations = 256;

    private readonly ILookup<string, string> inputs;

    /// <param name="workflows">All workflows; a call gives the inputs of another.</param>
    public WorkflowValues(IReadOnlyList<Workflow> workflows) =>
        inputs = workflows.SelectMany(Choices).Concat(workflows.SelectMany(workflow => workflow.Jobs)
            .Where(job => job.Map.Text("uses")?.StartsWith("./", StringComparison.Ordinal) == true)
            .SelectMany(job => job.Map.Pairs("with").Select(pair => (pair.Key, Text: TextOf(pair.Value)))))
        .Where(pair => pair.Text is not null && !Expression().IsMatch(pair.Text))
        .Distinct().ToLookup(pair => $"inputs.{pair.Key}", pair => pair.Text!);

    /// <summary>The jobs of the matrix; a single one without variables for a job that has none.</summary>
    public static IReadOnlyList<Dictionary<string, string>> Matrix(WorkflowJob job)
    {
        if (job.Map.Map("strategy")?.Map("matrix") is not { } matrix) return [new Dictionary<string, string>()];
        IEnumerable<Dictionary<string, string>> all = [new Dictionary<string, string>()];
        foreach (var (key, list) in matrix.Pairs.Where(pair => pair.Key is not ("include" or "exclude"))
            .Select(pair => (pair.Key, pair.Value as Node.List)))
            all = list is null ? all : all.SelectMany(
                _ => list.Items, (before, item) => Merge(before, Variables($"matrix.{key}", item)))
                .Take(MaxCombinations).ToList();
        var included = (matrix.Find("include") as Node.List)?.Items.OfType<Node.Map>()
            .Select(entry => Merge(new Dictionary<string, string>(), Variables("matrix", entry))) ?? [];
        return [.. all.Concat(included).Take(MaxCombinations)];
    }

    /// <summary>All texts it may be; none where a part is not known.</summary>
    /// <param name="variables">The matrix's, and <c>env.NAME</c>.</param>
    public IReadOnlyList<string> Of(string text, Dictionary<string, string> variables, int depth = 0)
    {
        if (Expression().Match(text) is not { Success: true } found) return [text];
        if (depth > 4) return [];
        var name = found.Groups["name"].Value;
        name = found.Groups["variable"].Success ? $"env.{found.Groups["variable"].Value}" : name;
        IEnumerable<string> values = variables.TryGetValue(name, out var value) ? [value] : inputs[name];
        return [.. values.Select(one => $"{text[..found.Index]}{one}{text[(found.Index + found.Length)..]}")
            .SelectMany(one => Of(one, variables, depth + 1)).Distinct().Take(MaxCombinations)];
    }

    private static IEnumerable<(string Key, string? Text)> Choices(Workflow workflow) =>
        (workflow.Root.Map("on")?.Map("workflow_dispatch")?.Pairs("inputs") ?? [])
        .Where(input => input.Value is Node.Map)
        .SelectMany(input => ((Node.Map)input.Value).Texts("options"), (input, text) => (input.Key, (string?)text));

    private static IEnumerable<KeyValuePair<string, string>> Variables(string name, Node node) => node switch
    {
        Node.Scalar scalar => [new(name, scalar.Text)],
        Node.Map map => map.Pairs.SelectMany(pair => Variables($"{name}.{pair.Key}", pair.Value)),
        _ => [],
    };

    private static Dictionary<string, string> Merge(
        Dictionary<string, string> before, IEnumerable<KeyValuePair<string, string>> more) =>
        new(before.Concat(more).DistinctBy(pair => pair.Key));

    private static string? TextOf(Node node) => (node as Node.Scalar)?.Text;

    /// <summary>An expression of GitHub, or a variable of the shell.</summary>
    [GeneratedRegex(
        @"\$\{\{\s*(?<name>[\w.-]*)[^}]*\}\}|\$\{?(?<variable>[A-Za-z_]\w*)\}?|\$\(",
        RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Expression();
}
