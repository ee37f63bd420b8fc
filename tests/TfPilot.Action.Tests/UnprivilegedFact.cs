namespace TfPilot.Action.Tests;

/// <summary>A test of file permissions; skipped for root, who ignores them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnprivilegedFactAttribute : FactAttribute
{
    public UnprivilegedFactAttribute()
    {
        if (Environment.IsPrivilegedProcess) Skip = "root may read and write everything";
    }
}
