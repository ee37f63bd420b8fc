using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>A place where a file cannot be read, so that what it calls and configures may be missed.</summary>
public sealed record SourceFault(string File, int Line, string What)
{
    public Problem ToProblem() => new($"{File}:{Line}",
        $"{What}; what the file calls and configures may be missed. Correct the file, or add it to ignore");
}

/// <summary>Finds the first place of a file that Terraform and Terragrunt cannot read either.</summary>
internal static class SourceFaults
{
    private const string Conflict = "<<<<<<< ";

    private static readonly Dictionary<string, string> Closing = new() { ["{"] = "}", ["["] = "]", ["("] = ")" };

    public static IEnumerable<SourceFault> In(IEnumerable<SourceFile> files) => files
        .Where(file => TerraformPaths.IsSource(file.Path) || TerraformPaths.IsTerragrunt(file.Path))
        .Select(file => file.Path.EndsWith(".json", StringComparison.Ordinal) ? InJson(file) : InHcl(file))
        .OfType<SourceFault>();

    private static SourceFault? InJson(SourceFile file)
    {
        if (file.Text.Length == 0) return null;
        try
        {
            using var document = JsonDocument.Parse(file.Text, TerraformJson.Options);
            return null;
        }
        catch (JsonException invalid)
        {
            return new(file.Path, (int)(invalid.LineNumber ?? 0) + 1, "the JSON is invalid here");
        }
    }

    private static SourceFault? InHcl(SourceFile file)
    {
        if (ConflictIn(file.Text) is { } line) return new(file.Path, line, "a merge conflict is not resolved");
        var open = new Stack<HclToken>();
        foreach (var token in HclTokens.Of(file.Text))
        {
            if (token.IsUnfinished) return new(file.Path, token.Line, "a string or heredoc is not closed");
            if (token.Kind != HclTokenKind.Sign) continue;
            if (Closing.ContainsKey(token.Value)) open.Push(token);
            else if (!Closing.ContainsValue(token.Value)) continue;
            else if (!open.TryPop(out var last)) return new(file.Path, token.Line, $"{token.Value} closes nothing");
            else if (Closing[last.Value] != token.Value)
                return new(file.Path, token.Line, $"{token.Value} cannot close the {last.Value} of line {last.Line}");
        }

        return open.TryPeek(out var left) ? new(file.Path, left.Line, $"the {left.Value} is not closed") : null;
    }

    private static int? ConflictIn(string text)
    {
        var at = text.StartsWith(Conflict, StringComparison.Ordinal) ? 0
            : text.IndexOf($"\n{Conflict}", StringComparison.Ordinal) is var found and >= 0 ? found + 1 : -1;
        return at < 0 ? null : text.AsSpan(0, at).Count('\n') + 1;
    }
}
