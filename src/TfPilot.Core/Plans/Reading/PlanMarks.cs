using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>Recognizes a plan inside lines printed by logs and wrappers.</summary>
internal static class PlanMarks
{
    /// <summary>The number of bytes after a position needed to recognize a mark.</summary>
    public const int Lookahead = 128;

    /// <summary>One of these is the first member of a plan, in any order.</summary>
    private static readonly byte[][] FirstNames =
    [
        .. new[]
        {
            "format_version", "terraform_version", "planned_values", "resource_changes", "output_changes",
            "resource_drift", "prior_state",
            "action_invocations", "deferred_changes", "relevant_attributes", "applyable",
        }.Select(name => Encoding.ASCII.GetBytes($"\"{name}\"")),
    ];

    /// <summary>Quoted, or with escaped quotes as in a log that embeds text in its own JSON.</summary>
    private static readonly byte[][] Names = [.. new[] { "format_version", "resource_changes" }.Select(
        Encoding.ASCII.GetBytes)];

    /// <summary>The start of a plan before <paramref name="before"/>; -1 when there is none.</summary>
    public static int Begins(ReadOnlySpan<byte> text, int before)
    {
        for (var at = text[..before].IndexOf((byte)'{'); at >= 0;)
        {
            var inside = text[(at + 1)..].TrimStart(" \t\r\n"u8);
            foreach (var name in FirstNames)
            {
                if (inside.StartsWith(name)) return at;
            }

            var next = text[(at + 1)..before].IndexOf((byte)'{');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return -1;
    }

    public static bool In(ReadOnlySpan<byte> text)
    {
        foreach (var name in Names)
        {
            var rest = text;
            for (var at = rest.IndexOf(name); at >= 0; at = rest.IndexOf(name))
            {
                rest = rest[(at + name.Length)..];
                if (rest is [(byte)'"' or (byte)'\\', ..]) return true;
            }
        }

        return false;
    }
}
