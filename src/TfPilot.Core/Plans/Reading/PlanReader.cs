using System.Text;
using System.Text.Json;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// Reads the output of <c>terraform show -json</c> or <c>tofu show -json</c> in one pass, with any key order, UTF-8 or
/// UTF-16, and with wrapper output around it. Several documents in one input are several plans. Sensitive values are
/// not returned.
/// </summary>
public static class PlanReader
{
    /// <param name="name">The input's name in messages, such as a file name.</param>
    /// <param name="source">The bytes; its exceptions are not caught.</param>
    /// <param name="keepUnchanged">Whether to fill <see cref="Plan.Unchanged"/>; costs memory for every resource of the
    /// state.</param>
    public static Validated<IReadOnlyList<Plan>> Read(string name, PlanBytes source, bool keepUnchanged = false)
    {
        var window = new JsonWindow(new Utf8Source(source).Read);
        var noise = new Noise();
        var plans = new List<Plan>();
        try
        {
            while (window.PeekToken() is var next and >= 0)
            {
                if (next != '{')
                {
                    noise.Add(window.SkipNoise());
                    continue;
                }

                var plan = new PlanDocumentReader(window, keepUnchanged).Read();
                if (!noise.IsCommand || !plans.Exists(other => IsRepeated(other, plan))) plans.Add(plan);
                noise.EndLine();
            }
        }
        catch (PlanFormatException e)
        {
            return new Problem(name, $"{name} {e.Message}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Invalid Unicode escapes throw InvalidOperationException in the JSON reader. Exception messages may quote
            // the plan, so they are not shown.
            return new Problem(name,
                $"{name} is not valid JSON near byte {window.Position}. Create it again with `terraform show -json`.");
        }

        return plans.Count > 0 ? plans : new Problem(name, $"{name} {noise.Explain()}");
    }

    /// <summary>
    /// setup-terraform's wrapper prints the captured output again in a runner command with escaped percent signs, so
    /// the same changes may appear twice with differently written values.
    /// </summary>
    private static bool IsRepeated(Plan plan, Plan other) =>
        plan.NoOps == other.NoOps && Steps(plan).SequenceEqual(Steps(other));

    private static IEnumerable<string> Steps(Plan plan) => plan.Changes.Concat(plan.Drift)
        .Select(
            change => $"{change.Address} {change.Deposed} {change.PreviousAddress} {string.Join(',', change.Actions)}")
        .Concat(plan.Outputs.Select(output => $"output {output.Name} {output.Action}"));
}

/// <summary>
/// Lines that are not JSON: output of wrappers and logs around a plan, or an indication that there is no plan.
/// </summary>
internal sealed class Noise
{
    private const string HowTo = "Create the JSON with `terraform show -json PLANFILE > plan.json` and pass that file.";
    private bool any;
    private bool isHuman;

    /// <summary>Whether the text before the next document is a runner command.</summary>
    public bool IsCommand { get; private set; }

    public void EndLine() => IsCommand = false;

    public void Add((byte[] Start, bool HoldsPlan) skipped)
    {
        ReadOnlySpan<byte> line = skipped.Start;
        IsCommand = line.StartsWith("::debug::"u8) || line.StartsWith("::set-output "u8);
        if (skipped.HoldsPlan)
        {
            throw new PlanFormatException(
                "contains a plan inside log lines, which is not supported. Write the plan without other " +
                    $"output: {HowTo}");
        }

        if (IsList(line))
            throw new PlanFormatException(
                "is a JSON list, not a plan. Put each plan into its own file, or write them one after another " +
                    "without brackets.");
        // The archive may contain a brace at the beginning of a line, which would be read as JSON.
        if (!any && line.StartsWith("PK\u0003\u0004"u8))
            throw new PlanFormatException($"is a binary plan file. {HowTo}");
        isHuman |= line.IndexOf("will perform the following actions"u8) >= 0 || line.IndexOf("No changes."u8) >= 0
            || line.StartsWith("Plan: "u8);
        any = true;
    }

    /// <summary>A bracket alone or before a value; log lines start with a bracket and a word.</summary>
    private static bool IsList(ReadOnlySpan<byte> line) =>
        line.StartsWith("["u8)
        && line[1..].Trim(" \t\r"u8) is [] or [(byte)'{' or (byte)'[' or (byte)'"' or (byte)']', ..];

    public string Explain() => this switch
    {
        { any: false } => $"is empty. {HowTo}",
        { isHuman: true } => $"is a plan in human-readable form, not JSON. {HowTo}",
        _ => $"contains no JSON object. {HowTo}",
    };
}
