using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Reads <c>tfpilot.facts/1</c>. A missing field or one of the wrong type rejects the whole document.
/// </summary>
public static class FactsReader
{
    private const string HowTo = "Create it again with `tfpilot review --format facts` of this version.";

    /// <summary>Whether a document declares itself to be facts.</summary>
    public static bool IsFacts(ReadOnlySpan<byte> start) =>
        start.TrimStart(" \t\r\n"u8).StartsWith("{\"schema\":\"tfpilot.facts/"u8);

    public static Validated<ReviewFacts> Read(string name, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 256 });
            var root = new FactsNode(document.RootElement, "facts");
            if (root.Text("schema") != ReviewFacts.Schema)
                return new Problem(name, $"{name} has a facts version other than {ReviewFacts.Schema}. {HowTo}");
            return new ReviewFacts(
                root.Items("projects", ReadProject),
                root.Items("problems", problem => new Problem(problem.Text("path"), problem.Text("message"))));
        }
        catch (JsonException)
        {
            return new Problem(name, $"{name} is not valid JSON. {HowTo}");
        }
        catch (FactsFormatException e)
        {
            return new Problem(name, $"{name} does not contain valid facts: {e.Message}. {HowTo}");
        }
        catch (InvalidOperationException)
        {
            // Escapes that encode invalid Unicode.
            return new Problem(name, $"{name} is not valid JSON text. {HowTo}");
        }
    }

    private static ProjectFacts ReadProject(FactsNode project) =>
        new(project.Text("name"), project.TextOrNull("environment"), ReadPlan(project.Object("plan")))
        {
            EntryFile = project.File("entryFile"),
            Sources = FactsSources.Read(project.Object("sources")),
            Scanned = project.ItemsOrNone("scanned", FactsScanned.Read),
            Cost = project.Optional("cost") is { } cost ? FactsCost.Read(cost) : null,
            PlanText = project.Optional("planText") is { } text ? FactsPlanText.Read(text) : null,
            Trees = project.ItemsOrNone("trees", tree => new TreeId(tree.Folder("path"), tree.Text("id"))),
        };

    private static Plan ReadPlan(FactsNode plan)
    {
        var (configuration, graph) = FactsConfiguration.Read(plan.Object("configuration"));
        return new Plan
        {
            FormatVersion = plan.Text("formatVersion"),
            TerraformVersion = plan.TextOrNull("terraformVersion"),
            Timestamp = plan.TextOrNull("timestamp"),
            Errored = plan.Flag("errored"),
            Complete = plan.Flag("complete"),
            Applyable = plan.FlagOrNull("applyable"),
            HasSensitivityMarks = plan.FlagOrNull("declaresSensitive") ?? true,
            UnmarkedSecrets = plan.ItemsOrNone(
                "undeclaredSecrets", secret => new UnmarkedSecret(secret.Text("address"), secret.Text("attribute"))),
            NoOps = plan.Number("noOps"),
            Changes = ReadChanges(plan),
            Unchanged = plan.Items("unchanged", ReadChange),
            Drift = plan.Items("drift", ReadChange),
            Outputs = plan.Items("outputs", output => new OutputChange(
                output.Text("name"),
                Enum.TryParse<PlanAction>(output.Text("action"), out var action) ? action : PlanAction.Unrecognized,
                output.Value("before"),
                output.Value("after"))),
            Deferred = plan.Items("deferred",
                deferred => new DeferredChange(deferred.Text("reason"), ReadChange(deferred.Object("change")))),
            Invocations = plan.Items("invocations", action => new ActionInvocation(
                action.Text("address"), action.Text("type"), action.TextOrNull("triggeredBy"),
                action.TextOrNull("event"), action.Flag("deferred"), action.Value("config"))),
            Checks = plan.Items("checks",
                check => new CheckResult(
                    check.Text("address"), check.Text("status"), check.Items("messages", message => message.AsText()))),
            Variables = plan.Members("variables", value => value.AsValue()),
            Configuration = configuration,
            Graph = graph,
        };
    }

    /// <summary>A plan contains each resource once; duplicates would be reported several times.</summary>
    private static IReadOnlyList<ResourceChange> ReadChanges(FactsNode plan)
    {
        var changes = plan.Items("changes", ReadChange);
        return changes.DistinctBy(change => (change.Address, change.Deposed)).Count() == changes.Count ? changes
            : throw new FactsFormatException($"{plan.Path}.changes", "a list without duplicate resources");
    }

    private static ResourceChange ReadChange(FactsNode change)
    {
        var actions = change.Items("actions", action => action.AsText());
        return new ResourceChange
        {
            Address = new(change.Text("address")),
            PreviousAddress = change.TextOrNull("previousAddress") is { } previous ? new ResourceAddress(previous)
                : null,
            IsData = change.FlagOrNull("data") ?? false,
            Type = change.Text("type"),
            Provider = change.Text("provider"),
            Action = PlanActions.Of(actions),
            Actions = actions,
            Reason = change.TextOrNull("reason"),
            Deposed = change.TextOrNull("deposed"),
            Importing = change.Optional("importing") is null ? null : change.Value("importing").Value(),
            ReplacePaths = change.ItemsOrNone("replacePaths", path => path.AsText()),
            Before = change.Value("before"),
            After = change.Value("after"),
        };
    }
}
