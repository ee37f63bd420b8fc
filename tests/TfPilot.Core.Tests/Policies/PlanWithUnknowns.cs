using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Plans;

namespace TfPilot.Core.Tests.Policies;

/// <summary>
/// Extends a plan for each failing object: adds copies of the object in which one value is known only after apply
/// (absent in <c>after</c>, true in <c>after_unknown</c>, as Terraform writes it). The copies are instances of the same
/// block, so that one plan contains them all.
/// </summary>
internal sealed partial class PlanWithUnknowns
{
    private static readonly string[] Kept = ["format_version", "terraform_version", "variables", "configuration"];

    private readonly List<(string Original, string Copy, string Place)> copies = [];
    private readonly JsonArray changes = [];
    private readonly PolicyContext context;

    private PlanWithUnknowns(PolicyContext context) => this.context = context;

    /// <summary>
    /// Failures that disappeared, such as <c>require at aws_vpc.a (name) passes when tags.owner is unknown</c>.
    /// </summary>
    public IReadOnlyList<string> Vanished { get; private set; } = [];

    /// <summary>The kinds of the checked failures.</summary>
    public IReadOnlyList<string> Kinds { get; private set; } = [];

    public static PlanWithUnknowns Of(string json, PolicyContext context)
    {
        var made = new PlanWithUnknowns(context);
        var plan = JsonNode.Parse(json)!.AsObject();
        foreach (var change in (plan["resource_changes"] as JsonArray ?? []).OfType<JsonObject>()) made.Add(change);
        if (made.changes.Count > 0) made.Judge(plan);
        return made;
    }

    private void Add(JsonObject change)
    {
        if (change["change"]?["after"] is not JsonObject after || change["mode"]?.GetValue<string>() == "data") return;
        var block = new ResourceAddress(change["address"]!.GetValue<string>()).Block;
        var original = Instance(change, block);
        foreach (var place in PlacesIn(after, []))
        {
            var copy = Instance(change, block);
            Hide(copy.Node["change"]!.AsObject(), place);
            copies.Add((original.Address, copy.Address, string.Join('.', place)));
        }
    }

    private (string Address, JsonObject Node) Instance(JsonObject change, string block)
    {
        var node = change.DeepClone().AsObject();
        var address = string.Create(CultureInfo.InvariantCulture, $"{block}[{changes.Count}]");
        node["address"] = address;
        changes.Add(node);
        return (address, node);
    }

    private void Judge(JsonObject plan)
    {
        var document = new JsonObject(Kept.Where(plan.ContainsKey)
            .Select(key => KeyValuePair.Create(key, plan[key]?.DeepClone())))
        { ["resource_changes"] = changes };
        var findings = context.Findings(PlanText.Single(document.ToJsonString()));
        var failures = findings.Where(finding => finding is { Verdict: FindingVerdict.Fail, Address: not null })
            .ToLookup(finding => finding.Address!.Value.Text);
        var all = findings.Where(finding => finding.Address is not null)
            .ToLookup(finding => finding.Address!.Value.Text);
        Kinds = [.. findings.Where(finding => finding.Verdict == FindingVerdict.Fail).Select(finding => finding.Kind)
            .Distinct()];
        Vanished =
        [
            .. from copy in copies
               from failure in failures[copy.Original]
               where !all[copy.Copy].Any(finding => StandsFor(finding, failure))
               select $"{failure.Rule} at {copy.Original} ({failure.Attribute} got {failure.Actual}) passes when " +
                   $"{copy.Place} is unknown",
        ];
    }

    /// <summary>
    /// Whether the finding is the failure itself or reports it as unknown, at the same attribute or at the one that
    /// hides it.
    /// </summary>
    private static bool StandsFor(Finding finding, Finding failure) => finding.Rule == failure.Rule && (
        finding.Attribute == failure.Attribute
        || failure.Kind is "naming" or "regions"
        || (finding.Verdict == FindingVerdict.Unknown && Hides(finding, failure)));

    /// <summary>
    /// Whether the attribute is a prefix of the failing path, or omits the steps below the hidden value.
    /// </summary>
    private static bool Hides(Finding finding, Finding failure)
    {
        var left = new Queue<string>(Steps(finding.Attribute));
        foreach (var step in Steps(failure.Attribute))
            _ = left.TryPeek(out var next) && next == step && left.TryDequeue(out _);
        return left.Count == 0;
    }

    private static IEnumerable<string> Steps(string path) => Key().Matches(path).Select(key => key.Value);

    [GeneratedRegex("""(?<=\[")[^"]+|(?<![^.])[^.\[]+""")]
    private static partial Regex Key();

    private static IEnumerable<object[]> PlacesIn(JsonNode? node, object[] way) => (node switch
    {
        JsonObject map => map.Select(entry => ((object)entry.Key, entry.Value)),
        JsonArray list => list.Select((item, index) => ((object)index, item)),
        _ => [],
    }).SelectMany(child => PlacesIn(child.Item2, [.. way, child.Item1]).Prepend([.. way, child.Item1]));

    private static void Hide(JsonObject change, object[] place)
    {
        var (value, marks) = ((JsonNode)change["after"]!, change["after_unknown"] as JsonObject ?? []);
        if (marks.Parent is null) change["after_unknown"] = marks;
        JsonNode mark = marks;
        foreach (var step in place[..^1])
        {
            value = Child(value, step)!;
            if (Child(mark, step) is not (JsonObject or JsonArray))
                Set(mark, step, value is JsonArray ? new JsonArray() : new JsonObject());
            mark = Child(mark, step)!;
        }

        if (value is JsonObject map) map.Remove((string)place[^1]);
        else Set(value, place[^1], null);
        Set(mark, place[^1], true);
    }

    private static JsonNode? Child(JsonNode node, object step) => step switch
    {
        string key => node[key],
        int index => index < node.AsArray().Count ? node[index] : null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void Set(JsonNode node, object step, JsonNode? value)
    {
        if (step is string key)
        {
            node[key] = value;
            return;
        }

        while (node.AsArray().Count <= (int)step) node.AsArray().Add(false);
        node[(int)step] = value;
    }
}
