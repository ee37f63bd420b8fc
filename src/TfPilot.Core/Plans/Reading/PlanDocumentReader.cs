using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// Reads one plan document. Secrets may be declared after their copies, so everything is masked at the end.
/// </summary>
internal sealed class PlanDocumentReader
{
    private readonly JsonWindow window;
    private readonly Secrets secrets = new();
    private readonly ResourceChangeReader resources;
    private readonly ChangeReader values;
    private readonly ConfigurationReader configuration;
    private readonly Dictionary<string, byte[]> variables = new(StringComparer.Ordinal);
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly List<ResourceChange> changes = [];
    private readonly DriftReader drift;
    private readonly List<OutputChange> outputs = [];
    private readonly List<DeferredChange> deferred = [];
    private readonly List<ActionInvocation> invocations = [];
    private readonly List<CheckResult> checks = [];
    private Plan plan = new() { FormatVersion = "" };
    private readonly List<ResourceChange> unchanged = [];
    private readonly bool keepUnchanged;
    private int noOps;

    public PlanDocumentReader(JsonWindow window, bool keepUnchanged)
    {
        this.keepUnchanged = keepUnchanged;
        this.window = window;
        values = new(secrets);
        resources = new(values);
        drift = new(resources);
        configuration = new(window, secrets);
    }

    public Plan Read()
    {
        window.Enter('{');
        while (window.NextMember() is { } key)
        {
            keys.Add(key);
            ReadMember(key);
        }

        if (DocumentKinds.ReasonForNoPlan(keys) is { } reason) throw new PlanFormatException(reason);
        HideOutputs();
        var shown = variables.ToDictionary(variable => variable.Key, Redact, StringComparer.Ordinal);
        return plan with
        {
            HasSensitivityMarks = values.HasAnyMark || changes.Count == 0
                || (resources.Undeclared.Count == 0 && CanDeclare),
            UnmarkedSecrets = resources.Undeclared,
            Secrets = secrets,
            NoOps = noOps,
            Changes = MaskAll(changes),
            Drift = MaskAll(drift.Result(changes, plan.TerraformVersion)),
            Outputs = [.. outputs.Where(output => output.Action != PlanAction.NoOp).Select(Masked)],
            Deferred = [.. deferred.Select(
                entry => entry with { Change = ResourceChangeReader.Mask(entry.Change, secrets) })],
            Invocations = [.. invocations.Select(action => action with { Config = secrets.Mask(action.Config) })],
            Variables = shown.ToDictionary(
                variable => variable.Key, variable => secrets.Mask(variable.Value), StringComparer.Ordinal),
            Unchanged = MaskAll(unchanged),
            Configuration = Masked(plan.Configuration),
            Checks = [.. checks.Select(
                check => check with { Messages = [.. check.Messages.Select(secrets.MaskWithin)] })],
        };
    }

    /// <summary>The value inside <c>{"value": …}</c>.</summary>
    private RedactedJson Redact(KeyValuePair<string, byte[]> variable)
    {
        var value = JsonOutline.Of(variable.Value)["value"u8];
        var isSecret = configuration.SensitiveVariables.Contains(variable.Key)
            || (SecretNames.IsSecret(variable.Key) && IsOpen(value));
        return values.Redact(value, isSecret ? Marks.Everything : null, unknown: null);
    }

    private OutputChange Masked(OutputChange output)
    {
        var (before, after) = secrets.Mask(output.Before, output.After);
        return output with { Before = before, After = after };
    }

    private ConfigurationFacts Masked(ConfigurationFacts facts) => secrets.IsEmpty ? facts : facts with
    {
        Providers = [.. facts.Providers.Select(
            provider => provider with { Expressions = secrets.MaskExpressions(provider.Expressions) })],
        Modules = [.. facts.Modules.Select(module => module with
        {
            Source = secrets.MaskWithin(module.Source),
            Expressions = secrets.MaskExpressions(module.Expressions),
        })],
    };

    private List<ResourceChange> MaskAll(List<ResourceChange> all)
    {
        for (var i = 0; i < all.Count; i++) all[i] = ResourceChangeReader.Mask(all[i], secrets);
        return all;
    }

    private void ReadMember(string key)
    {
        switch (key)
        {
            case "format_version": plan = plan with { FormatVersion = Supported(PlanJson.Text(window.Value())) }; break;
            case "terraform_version": plan = plan with { TerraformVersion = PlanJson.Text(window.Value()) }; break;
            case "timestamp": plan = plan with { Timestamp = PlanJson.Text(window.Value()) }; break;
            case "errored": plan = plan with { Errored = !PlanJson.IsExactly(false, window.Value()) }; break;
            case "complete": plan = plan with { Complete = PlanJson.IsExactly(true, window.Value()) }; break;
            case "applyable": plan = plan with { Applyable = PlanJson.Flag(window.Value()) }; break;
            case "resource_changes": ReadChanges(); break;
            case "resource_drift": EachElement(drift.Add); break;
            case "relevant_attributes": ReadRelevant(); break;
            case "output_changes": ReadOutputs(); break;
            case "deferred_changes": EachElement(ReadDeferred); break;
            case "action_invocations": EachElement(entry => ReadInvocation(entry, isDeferred: false)); break;
            case "deferred_action_invocations": EachElement(entry => ReadInvocation(entry, isDeferred: true)); break;
            case "checks": EachElement(ReadCheck); break;
            case "variables": ReadVariables(); break;
            case "configuration":
                var (graph, facts) = configuration.Read();
                plan = plan with { Graph = graph, Configuration = facts };
                break;
            default: window.Skip(); break;
        }
    }

    private delegate void Element(OutlinedObject entry);

    private void EachElement(Element read)
    {
        if (!window.Enter('[')) return;
        while (window.NextElement()) read(window.Object());
    }

    private void ReadChanges()
    {
        if (!window.Enter('[')) return;
        for (var index = 0; window.NextElement(); index++)
        {
            var change = resources.Read(window.Object(), "resource_changes", index, keepUnchanged);
            if (change.Action == PlanAction.NoOp) noOps++;
            if (change.Action != PlanAction.NoOp || change.IsMove || change.IsImport) changes.Add(change);
            else if (keepUnchanged && !change.IsData) unchanged.Add(change);
        }
    }

    private void ReadRelevant()
    {
        if (!window.Enter('[')) return;
        drift.ExpectRelevant();
        while (window.NextElement()) drift.AddRelevant(window.Object());
    }

    private void ReadOutputs()
    {
        if (!window.Enter('{')) return;
        while (window.NextMember() is { } name)
        {
            var change = values.Read(window.Object(), type: "", keepNoOp: true);
            if (SecretNames.Of(name) == NameKind.Script) AddLabeled(change.Before, change.After);
            outputs.Add(new(name, PlanActions.Of(change.Actions), change.Before, change.After));
        }
    }

    private void AddLabeled(params ReadOnlySpan<RedactedJson> texts)
    {
        foreach (var json in texts)
        {
            if (PlanJson.Text(json.Utf8) is { } text) secrets.AddLabeled(text);
        }
    }

    /// <summary>
    /// Format versions from 1.0 on always have marks; when they are missing, there was nothing to mark.
    /// </summary>
    private bool CanDeclare => values.HasMarks || !plan.FormatVersion.StartsWith("0.", StringComparison.Ordinal);

    private static bool IsSecretByName(OutputChange output) =>
        SecretNames.IsSecret(output.Name) && (IsOpen(output.Before.Utf8) || IsOpen(output.After.Utf8));

    private static bool IsOpen(ReadOnlySpan<byte> value) =>
        PlanJson.Text(value) is { } text && !SecretNames.IsReference(text);

    /// <summary>
    /// Hides outputs that are sensitive only by configuration or name. Unchanged ones are kept until now because their
    /// values are secrets as well.
    /// </summary>
    private void HideOutputs()
    {
        for (var i = 0; i < outputs.Count; i++)
        {
            if (!configuration.SensitiveOutputs.Contains(outputs[i].Name) && !IsSecretByName(outputs[i])) continue;
            secrets.AddAll(outputs[i].Before.Utf8);
            secrets.AddAll(outputs[i].After.Utf8);
            outputs[i] = outputs[i] with
            {
                Before = RedactedJson.Hidden(outputs[i].Before, changed: false),
                After = RedactedJson.Hidden(outputs[i].After, outputs[i].Before != outputs[i].After)
            };
        }
    }

    private void ReadDeferred(OutlinedObject entry)
    {
        if (entry["resource_change"u8] is not { IsEmpty: false } change) return;
        deferred.Add(new(
            PlanJson.Text(entry["reason"u8]) ?? "unknown",
            resources.Read(JsonOutline.Of(change), "deferred_changes", deferred.Count, keepNoOp: true)));
    }

    private void ReadInvocation(OutlinedObject entry, bool isDeferred) =>
        invocations.Add(ActionInvocationReader.Read(entry, isDeferred, values));

    private void ReadCheck(OutlinedObject entry)
    {
        if (CheckReader.Read(entry) is { } check) checks.Add(check);
    }

    private void ReadVariables()
    {
        if (!window.Enter('{')) return;
        while (window.NextMember() is { } name) variables[name] = window.Value().ToArray();
    }

    /// <summary>Minor versions only add members; another major version is not supported.</summary>
    private static string Supported(string? version) =>
        version is not null && version.Split('.') is ["0" or "1", ..]
            ? version
            : throw new PlanFormatException(
                "has an unsupported format_version (supported are 0.x and 1.x). Update tfpilot, or create the plan " +
                    "with a released Terraform or OpenTofu.");
}
