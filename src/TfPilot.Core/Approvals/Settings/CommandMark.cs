namespace TfPilot.Core.Approvals;

/// <summary>The syntax of commands in comments.</summary>
internal static class CommandMark
{
    /// <summary>The prefix of every command.</summary>
    public const string Text = "/tfpilot";
}
