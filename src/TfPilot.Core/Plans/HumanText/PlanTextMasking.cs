using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// Masks the lines of a plan's text. A value is masked if the review masks it, which follows from its resource and
/// name; if its own name says that it is a secret; and where it contains a secret of the plan.
/// </summary>
internal sealed class PlanTextMasking
{
    /// <summary>The column of the words <c>resource</c>, <c>data</c> and <c>action</c>.</summary>
    private const int BlockColumn = 4;
    private const int HeadingIndent = 2;
    private static readonly string[] Blocks = ["resource \"", "data \"", "ephemeral \""];

    private readonly IReadOnlyList<PlanTextLine> lines;
    private readonly MaskedResources resources;
    private readonly SecretPlaces secrets;
    private readonly List<string> output = [];
    private readonly Stack<(int Column, string? Name)> outer = new();
    private MaskedNames scope = MaskedNames.Everything;
    private MaskedNames? announced;

    private PlanTextMasking(IReadOnlyList<string> lines, Plan plan)
    {
        this.lines = [.. lines.Select(line => new PlanTextLine(line))];
        resources = new(plan);
        secrets = new(plan.Secrets);
    }

    /// <returns>Null if the text shows a resource that the plan does not contain.</returns>
    public static IReadOnlyList<string>? Mask(IReadOnlyList<string> lines, Plan plan)
    {
        var masking = new PlanTextMasking(lines, plan);
        for (var i = 0; i < masking.lines.Count;)
        {
            WorkBudget.Spend();
            if (!masking.Enter(masking.lines[i])) return null;
            i = masking.Write(i);
        }

        return masking.output;
    }

    /// <summary>Tracks the resource that the lines belong to.</summary>
    /// <returns>False for a resource that the plan does not contain.</returns>
    private bool Enter(PlanTextLine line)
    {
        if (line.IsBlank || line.Column > BlockColumn) return true;
        var content = line.Text[line.Column..];
        if (line.Indent == 0 && line.Column == 0)
        {
            scope = content.StartsWith("Changes to Outputs:", StringComparison.Ordinal) ? resources.Outputs
                : MaskedNames.Everything;
        }
        else if (line.Indent == HeadingIndent && line.IsComment)
        {
            scope = MaskedNames.Everything;
            // Such lines give reasons: "(because …)".
            if (!content.StartsWith("# (", StringComparison.Ordinal))
                announced = resources.Find(content[1..].TrimStart());
        }
        else if (content.StartsWith("action \"", StringComparison.Ordinal)) scope = resources.Actions;
        else if (IsResource(line))
        {
            if (announced is null) return false;
            (scope, announced) = (announced, null);
        }

        return true;
    }

    /// <summary>Writes the line, and the lines of its value if these belong together.</summary>
    /// <returns>The index of the next line.</returns>
    private int Write(int index)
    {
        var line = lines[index];
        if (line.IsBlank || line.IsComment || line.Column <= HeadingIndent || IsResource(line))
        {
            output.Add(secrets.Mask(line.Text));
            return index + 1;
        }

        while (outer.TryPeek(out var above) && above.Column >= line.Column) outer.Pop();
        var (own, at, isAttribute) = line.Named();
        var name = own ?? (outer.TryPeek(out var around) ? around.Name : null);
        var value = new PlanTextValue(line.Text[at..]);
        if (IsHidden(own, value, isAttribute) || (value.OpensJson && MayHideJson(name)))
        {
            output.Add($"{line.Text[..at]}{MaskedText.Word}{value.Suffix}");
            return EndOf(index);
        }

        output.Add(line.Text[..at] + value.Masked(secrets, name, HidesPartOf(name)));
        if (value.OpensText) return WriteText(index, name);
        outer.Push((line.Column, name));
        return index + 1;
    }

    private static bool IsResource(PlanTextLine line) => line.Column == BlockColumn
        && Array.Exists(Blocks, block => line.Text.AsSpan(BlockColumn).StartsWith(block));

    private bool IsHidden(string? name, PlanTextValue value, bool isAttribute) => name is not null
        && ((scope.Hides(name) && value.ShowsAny) || (isAttribute && SecretNames.IsSecret(name) && value.ShowsSecret));

    private bool HidesPartOf(string? name) => scope.HidesPartOf(name ?? "");

    /// <summary>Decoded JSON cannot be compared with the string that it was.</summary>
    private bool MayHideJson(string? name) => HidesPartOf(name) || secrets.ShortValuesOf(name).Count > 0;

    /// <returns>The index of the closing line.</returns>
    private int WriteText(int index, string? name)
    {
        var (column, end) = (lines[index].Column, EndOf(index));
        if (!lines[end - 1].IsClosing || lines[end - 1].Indent != column)
        {
            output.Add($"{new string(' ', column)}{MaskedText.Word}");
            while (end < lines.Count && !lines[end].Text.AsSpan(lines[end].Indent).StartsWith("EOT")) end++;
            return end;
        }

        output.AddRange(PlanTextHeredoc.Mask(
            [.. lines.Skip(index + 1).Take(end - index - 2).Select(line => line.Text)], column, secrets, name,
            HidesPartOf(name)));
        return end - 1;
    }

    /// <summary>The index after the last line of the value that begins in this line.</summary>
    private int EndOf(int index)
    {
        var (column, end) = (lines[index].Column, index + 1);
        for (var i = end; i < lines.Count && (lines[i].IsBlank || lines[i].Indent > column); i++)
        {
            if (!lines[i].IsBlank) end = i + 1;
        }

        var next = end;
        while (next < lines.Count && lines[next].IsBlank) next++;
        return next < lines.Count && lines[next].Indent == column && lines[next].IsClosing ? next + 1 : end;
    }
}
