namespace TfPilot.Action.Basics;

/// <summary>0 pass or warn, 1 needs approval or blocked, 2 bad input or usage.</summary>
internal static class ExitCodes
{
    public const int BadUsage = 2;
}
