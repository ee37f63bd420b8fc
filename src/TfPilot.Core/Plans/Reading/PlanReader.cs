using System.Text;
using System.Text.Json;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// Reads what <c>terraform show -json</c> or <c>tofu show -json</c> printed, in one pass and any key order, UTF-8 or UTF-16, with noise
/// of wrappers around it. Several documents in one input are several plans. Values that are sensitive do not leave it.
/// </summary>
public static class PlanReader
{
    /// <param name="name">What messages call the input, as a file name.</param>
    /// <param name="source">The bytes; exceptions of the source pass through.</param>
    /// <param name="keepUnchanged">Fill <see cref="Plan.Unchanged"/> too; costs memory for every object of the state.</param>
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
            // Escaped text that is no Unicode is an InvalidOperationException of the JSON reader. Either message may quote the plan.
            return new Problem(name, $"{name} is not valid JSON near byte {window.Position}. Write it again with `terraform show -json`.");
        }

        return plans.Count > 0 ? plans : new Problem(name, $"{name} {noise.Explain()}");
    }

    /// <summary>
    /// The wrapper of setup-terraform prints what it captured again, in a command to the runner that escapes percent signs: the same changes
    /// with values that may be written otherwise.
    /// </summary>
    private static bool IsRepeated(Plan plan, Plan other) => plan.NoOps == other.NoOps && Steps(plan).SequenceEqual(Steps(other));

    private static IEnumerable<string> Steps(Plan plan) => plan.Changes.Concat(plan.Drift)
        .Select(change => $"{change.Address} {change.Deposed} {change.PreviousAddress} {string.Join(',', change.Actions)}")
        .Concat(plan.Outputs.Select(output => $"output {output.Name} {output.Action}"));
}

/// <summary>Lines that are no JSON: what wrappers and logs print around a plan, or the sign that there is none.</summary>
internal sealed class Noise
{
    private const string HowTo = "Make the JSON with `terraform show -json PLANFILE > plan.json` and give that file.";
    private bool any;
    private bool isZip;
    private bool isHuman;

    /// <summary>What stands in front of the next document is a command to the runner.</summary>
    public bool IsCommand { get; private set; }

    public void EndLine() => IsCommand = false;

    public void Add((byte[] Start, bool HoldsPlan) skipped)
    {
        ReadOnlySpan<byte> line = skipped.Start;
        IsCommand = line.StartsWith("::debug::"u8) || line.StartsWith("::set-output "u8);
        if (skipped.HoldsPlan)
        {
            throw new PlanFormatException($"holds a plan within lines of a log, which cannot be read. Write the plan without what is printed around it: {HowTo}");
        }

        if (IsList(line)) throw new PlanFormatException("is a JSON list, not a plan. Give each plan a file of its own, or write one behind the other without brackets.");
        if (!any) isZip = line.StartsWith("PK"u8);
        isHuman |= line.IndexOf("will perform the following actions"u8) >= 0 || line.IndexOf("No changes."u8) >= 0 || line.StartsWith("Plan: "u8);
        any = true;
    }

    /// <summary>A bracket alone or before a value; logs begin lines with a bracket and a word.</summary>
    private static bool IsList(ReadOnlySpan<byte> line) =>
        line.StartsWith("["u8) && line[1..].Trim(" \t\r"u8) is [] or [(byte)'{' or (byte)'[' or (byte)'"' or (byte)']', ..];

    public string Explain() => this switch
    {
        { any: false } => $"is empty. {HowTo}",
        { isZip: true } => $"is a binary plan file. {HowTo}",
        { isHuman: true } => $"is a plan as people read it, not JSON. {HowTo}",
        _ => $"holds no JSON object. {HowTo}",
    };
}
