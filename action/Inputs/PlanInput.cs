namespace TfPilot.Action.Inputs;

/// <summary>One thing to read a plan from: a file, or standard input when <paramref name="Path"/> is <c>-</c>. Names need not be unique yet.</summary>
internal sealed record PlanInput(string Name, string Path)
{
    public const string StandardInput = "-";
}
