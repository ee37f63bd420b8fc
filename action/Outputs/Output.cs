namespace TfPilot.Action.Outputs;

internal enum OutputFormat
{
    Text,
    Markdown,

    /// <summary>Markdown with the size limit of a job summary.</summary>
    Summary,
    Json,
    Sarif,
    JUnit,
    Facts,
}

/// <summary>
/// An output of the review: its format and its file, or standard output if <paramref name="Path"/> is null.
/// </summary>
internal sealed record Output(OutputFormat Format, string? Path)
{
    public bool IsStandardOutput => Path is null or "-";

    /// <summary>Whether the output contains the fingerprint, or facts to compute it from.</summary>
    public bool ShowsFingerprint => Format is OutputFormat.Json or OutputFormat.Facts;

    /// <summary>
    /// Pairs every <c>--output</c> with the <c>--format</c> before it; an output without one is text. Without any, text
    /// goes to standard output.
    /// </summary>
    /// <param name="words">The options in the order of the command line: (<c>--format</c>, <c>json</c>),
    /// (<c>--output</c>, <c>review.json</c>), …</param>
    /// <returns>The outputs, or the error.</returns>
    public static (IReadOnlyList<Output> Outputs, string? Mistake) Pair(
        IEnumerable<(string Option, string Value)> words)
    {
        var outputs = new List<Output>();
        foreach (var (option, value) in words)
        {
            if (option == "--format") outputs.Add(new(Enum.Parse<OutputFormat>(value, ignoreCase: true), Path: null));
            else if (outputs.Count > 0 && outputs[^1].Path is null) outputs[^1] = outputs[^1] with { Path = value };
            else outputs.Add(new(OutputFormat.Text, value));
        }

        if (outputs.Count == 0) outputs.Add(new(OutputFormat.Text, Path: null));
        var toStandardOutput = outputs.Count(output => output.IsStandardOutput);
        var twice = outputs.GroupBy(output => output.Path)
            .FirstOrDefault(group => group.Key is not null && group.Count() > 1);
        return (outputs,
            toStandardOutput > 1 ? "Only one format can go to standard output: give the others an --output each."
            : twice is not null ? $"{twice.Key} is named for two outputs: give each its own file."
            : null);
    }
}
