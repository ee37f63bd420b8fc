namespace TfPilot.Core.Approvals;

/// <summary>How a comment asks for something.</summary>
internal static class CommandMark
{
    /// <summary>What every command begins with.</summary>
    public const string Text = "/tfpilot";
}
