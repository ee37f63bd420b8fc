using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>
/// How to fix a finding: text, or code in <paramref name="Language"/> (<c>diff</c> or <c>hcl</c>) when the fix is a
/// line of HCL.
/// </summary>
internal sealed partial record FixText(string? Language, IReadOnlyList<string> Lines)
{
    private const string Unset = "not set";

    /// <summary>Null when no fix is known.</summary>
    public static FixText? Of(Finding finding)
    {
        if (finding.Fix is not { } fix) return null;
        var line = Assignment().Match(fix);
        if (!line.Success) return new(null, [fix]);
        var block = finding.Address is { } address ? ResourceBlock().Match(address.Block) : Match.Empty;
        if (!block.Success) return new("hcl", [fix]);
        var header = $"resource \"{block.Groups["type"].Value}\" \"{block.Groups["name"].Value}\" {{";
        var name = line.Groups["name"].Value;
        if (name != finding.Attribute.Split('.', '[')[0]) return new(null, [fix]);
        if (name != finding.Attribute) return new("hcl", [header, $"  {fix}"]);
        return new("diff",
            [$" {header}", .. finding.Actual == Unset ? Array.Empty<string>() : [$"-  {name} = {finding.Actual}"],
                $"+  {fix}"]);
    }

    /// <summary>Matches a single argument of a block, not a path into a nested block.</summary>
    [GeneratedRegex(
        @"\A(?<name>[a-z_][a-z0-9_]*) = (?:""[^""\\%$\n]*""|[\w.-]+|\{ [^{}\n]* \})\z",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Assignment();

    [GeneratedRegex(
        @"\A(?:module\.[\w-]+\.)*(?<type>(?!module\.)[a-z][a-z0-9_]*)\.(?<name>[\w-]+)\z",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex ResourceBlock();
}
