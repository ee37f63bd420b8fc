using TfPilot.Core.Approvals;
using TfPilot.Core.Policies;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Settings;

namespace TfPilot.App.Pulls;

/// <summary>The default branch's settings in the form that decisions use.</summary>
internal static class SettingsFacts
{
    public static EffectiveSettings Of(
        TrustedSettings read, PullSnapshot snapshot, DateOnly today, AcceptedIgnores ignores)
    {
        var (branch, head) = snapshot.DefaultBranch;
        var settings = read.Settings.ToEffective(branch, head, today);
        return settings with
        {
            Context = settings.Context with { Ignores = ignores },
            IsMissing = snapshot.Settings.Settings is null,
            Problems = read.Problems,
            Templates = snapshot.Templates,
        };
    }
}
