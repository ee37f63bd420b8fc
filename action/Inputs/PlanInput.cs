namespace TfPilot.Action.Inputs;

/// <summary>
/// One source of plans: a file, or standard input if <paramref name="Path"/> is <c>-</c>. Names are made unique later.
/// </summary>
internal sealed record PlanInput(string Name, string Path)
{
    public const string StandardInput = "-";

    public bool IsStandardInput => Path == StandardInput;

    /// <summary>The name in messages.</summary>
    public string DisplayName { get; init; } = Path == StandardInput ? "standard input" : Path;
}
