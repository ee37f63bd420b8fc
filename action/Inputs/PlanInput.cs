namespace TfPilot.Action.Inputs;

/// <summary>
/// One thing to read a plan from: a file, or standard input when <paramref name="Path"/> is <c>-</c>. Names need not be
/// unique yet.
/// </summary>
internal sealed record PlanInput(string Name, string Path)
{
    public const string StandardInput = "-";

    public bool IsStandardInput => Path == StandardInput;

    /// <summary>What messages call it.</summary>
    public string Shown { get; init; } = Path == StandardInput ? "standard input" : Path;
}
