namespace TfPilot.Action.Tests;

/// <summary>A test of permissions, which root has all of.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnprivilegedFactAttribute : FactAttribute
{
    public UnprivilegedFactAttribute()
    {
        if (Environment.IsPrivilegedProcess) Skip = "root may read and write everything";
    }
}
