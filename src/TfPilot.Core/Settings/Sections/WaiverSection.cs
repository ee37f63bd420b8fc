using System.Globalization;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Settings;

/// <summary>Reads waivers and checks them against the existing rules and environments.</summary>
internal sealed class WaiverSection(
    PolicySettings policy, IReadOnlyList<string> environments, DateOnly today, Problems problems, Problems notes)
{
    public IReadOnlyList<Waiver> Read(IEnumerable<Node.Map> waivers) => [.. waivers.Select(Read)];

    private Waiver Read(Node.Map map)
    {
        if (map.Find("rule") is Node.Scalar rule) RuleMustBeKnown(rule);
        if (map.Find("in") is Node.List named)
        {
            foreach (var name in named.Items.OfType<Node.Scalar>())
                PolicySection.MustBeKnown(name.Text, name, environments, problems);
        }

        return new(map.Text("rule") ?? "", map.Texts("match"), map.Texts("in"),
            map.Find("until") is Node.Scalar until ? Until(until) : null, map.Text("reason") ?? "");
    }

    /// <summary>The rules of a scanner are unknown here, so they are not checked.</summary>
    private void RuleMustBeKnown(Node.Scalar rule)
    {
        if (ScannerRule.IsName(rule.Text)) return;
        var ids = policy.Rules.Select(known => known.Id).ToList();
        if (!ids.Contains(rule.Text))
            problems.Add(rule,
                $"refers to {rule.Text}, which is not a rule{NearestName.Hint(rule.Text, ids)}; remove the waiver " +
                    "or correct the name");
    }

    private DateOnly? Until(Node.Scalar until)
    {
        if (!DateOnly.TryParseExact(
            until.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            notes.Add(until, $"({until.Text}) is not a date such as 2030-01-31, so the waiver counts as expired");
            return null;
        }

        var latest = today.AddDays((int)policy.MaxWaiver.TotalDays);
        if (day > latest)
            problems.Add(until,
                $"({until.Text}) is too far in the future: waivers must end within {policy.MaxWaiver.TotalDays:0} " +
                    $"days (max_waiver), by {latest:yyyy-MM-dd}");
        else if (day < today)
            notes.Add(until,
                $"({until.Text}) is in the past, so the waiver has expired; remove it, or renew it with a reason");
        return day;
    }
}
