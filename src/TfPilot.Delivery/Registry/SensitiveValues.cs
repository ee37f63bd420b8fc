using System.Text.Json;

namespace TfPilot.Delivery.Registry;

/// <summary>The marks of sensitive values below one value.</summary>
internal abstract record SensitiveValues
{
    private SensitiveValues() { }

    public static SensitiveValues None { get; } = new Tree(null);

    public static SensitiveValues All { get; } = new Whole();

    /// <summary>Whether everything here is sensitive.</summary>
    public virtual bool IsWhole => false;

    /// <summary>The marks below a member or element.</summary>
    public abstract SensitiveValues Under(string step);

    /// <summary>The marks as <c>terraform show -json</c> prints them: a tree in which true is sensitive.</summary>
    public static SensitiveValues OfTree(JsonElement? marks) => marks is { ValueKind: JsonValueKind.True } ? All
        : new Tree(marks);

    /// <summary>The marks of a state file: a list of paths. A path that is not understood marks everything.</summary>
    public static SensitiveValues OfPaths(JsonElement? paths)
    {
        if (paths is not { } list) return None;
        if (list.ValueKind != JsonValueKind.Array) return All;
        var read = list.EnumerateArray().Select(Path).ToList();
        return read.Contains(null) ? All : new Paths([.. read.OfType<IReadOnlyList<string>>()]);
    }

    private static List<string>? Path(JsonElement path)
    {
        if (path.ValueKind != JsonValueKind.Array) return null;
        var steps = path.EnumerateArray().Select(Step).ToList();
        return steps.Contains(null) ? null : [.. steps.OfType<string>()];
    }

    private static string? Step(JsonElement step)
    {
        if (step.ValueKind != JsonValueKind.Object || !step.TryGetProperty("value", out var value)) return null;
        if (value.ValueKind == JsonValueKind.Object && !value.TryGetProperty("value", out value)) return null;
        return StateValues.Scalar(value);
    }

    private sealed record Whole : SensitiveValues
    {
        public override bool IsWhole => true;

        public override SensitiveValues Under(string step) => this;
    }

    private sealed record Tree(JsonElement? Marks) : SensitiveValues
    {
        public override SensitiveValues Under(string step) => Marks switch
        {
            { ValueKind: JsonValueKind.Object } marks when marks.TryGetProperty(step, out var below) => OfTree(below),
            { ValueKind: JsonValueKind.Array } marks when int.TryParse(step, out var index)
                && index < marks.GetArrayLength() => OfTree(marks[index]),
            _ => None,
        };
    }

    private sealed record Paths(IReadOnlyList<IReadOnlyList<string>> Steps) : SensitiveValues
    {
        public override bool IsWhole => Steps.Any(path => path.Count == 0);

        /// <summary>Elements of sets have no index in a path, so a path to one marks the whole set.</summary>
        public override SensitiveValues Under(string step)
        {
            if (IsWhole) return this;
            var below = Steps.Where(path => path[0] == step)
                .Select(IReadOnlyList<string> (path) => [.. path.Skip(1)]).ToList();
            return below.Count == 0 ? None : new Paths(below);
        }
    }
}
