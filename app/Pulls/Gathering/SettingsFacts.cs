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
        var environments = read.Settings.Environments.Select(environment => new EffectiveEnvironment(
            environment.Name, environment.Branch ?? branch, environment.Approvals));
        return new(branch, head, read.Settings.ContextOn(today) with { Ignores = ignores }, [.. environments])
        {
            IsMissing = snapshot.Settings.Settings is null,
            Problems = read.Problems,
            Roles = read.Settings.Roles,
            Owners = read.Settings.Owners,
            Override = read.Settings.Override,
            Bots = read.Settings.Bots,
            Templates = snapshot.Templates,
        };
    }
}
