using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>Detects a plan in the output of logs and wrappers.</summary>
internal static class PlanDetector
{
    /// <summary>The number of bytes after a position needed to detect the start of a plan.</summary>
    public const int Lookahead = 128;

    /// <summary>Any of these can be a plan's first property, because the order of properties is not fixed.</summary>
    private static readonly byte[][] PlanMembers =
    [
        .. new[]
        {
            "format_version", "terraform_version", "planned_values", "resource_changes", "output_changes",
            "resource_drift", "prior_state",
            "action_invocations", "deferred_changes", "relevant_attributes", "applyable",
        }.Select(name => Encoding.ASCII.GetBytes($"\"{name}\"")),
    ];

    private static readonly byte[][] FragmentMembers = [.. new[] { "format_version", "resource_changes" }.Select(
        Encoding.ASCII.GetBytes)];

    /// <summary>
    /// The index of the first plan that starts before <paramref name="before"/>; -1 if there is none.
    /// </summary>
    public static int IndexOfPlan(ReadOnlySpan<byte> text, int before)
    {
        for (var at = text[..before].IndexOf((byte)'{'); at >= 0;)
        {
            var inside = text[(at + 1)..].TrimStart(" \t\r\n"u8);
            foreach (var name in PlanMembers)
            {
                if (inside.StartsWith(name)) return at;
            }

            var next = text[(at + 1)..before].IndexOf((byte)'{');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return -1;
    }

    /// <summary>Whether the text contains part of a plan that cannot be read, such as a truncated one.</summary>
    public static bool ContainsPlanFragment(ReadOnlySpan<byte> text)
    {
        foreach (var name in FragmentMembers)
        {
            var rest = text;
            for (var at = rest.IndexOf(name); at >= 0; at = rest.IndexOf(name))
            {
                rest = rest[(at + name.Length)..];
                // The closing quote has a backslash when the plan is embedded as a string in a log's own JSON.
                if (rest is [(byte)'"' or (byte)'\\', ..]) return true;
            }
        }

        return false;
    }
}
