using System.Buffers;
using System.Text.Json;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Writes facts as one line of JSON: the contract <c>tfpilot.facts/1</c> of <c>docs/reference/facts.md</c>. Missing,
/// false and empty values are omitted.
/// </summary>
public static class FactsWriter
{
    public static ReadOnlyMemory<byte> Serialize(ReviewFacts facts)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(facts, output);
        return output.WrittenMemory;
    }

    public static void Write(ReviewFacts facts, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("schema", ReviewFacts.Schema);
            WriteAll(json, "projects", facts.Projects, WriteProject);
            WriteAll(json, "problems", facts.Problems, (writer, problem) =>
            {
                writer.WriteString("path", problem.Path);
                writer.WriteString("message", problem.Message);
            });
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteProject(Utf8JsonWriter json, ProjectFacts project)
    {
        json.WriteString("name", project.Name);
        WriteText(json, "environment", project.Environment);
        if (project.Trees.Count > 0)
        {
            WriteAll(json, "trees", project.Trees, (writer, tree) =>
            {
                writer.WriteString("path", tree.Path);
                writer.WriteString("id", tree.Id);
            });
        }

        json.WriteString("entryFile", project.EntryFile.ToString());
        FactsSources.Write(json, project.Sources);
        if (project.Scanned.Count > 0) WriteAll(json, "scanned", project.Scanned, FactsScanned.Write);
        if (project.Cost is { } cost) FactsCost.Write(json, cost);
        if (project.PlanText is { } text) FactsPlanText.Write(json, text);
        json.WriteStartObject("plan");
        WritePlan(json, project.Plan);
        json.WriteEndObject();
    }

    private static void WritePlan(Utf8JsonWriter json, Plan plan)
    {
        WritePlanProperties(json, plan);
        WriteUndeclaredSecrets(json, plan);
        WriteChanges(json, plan);
        WriteOutputs(json, plan);
        WriteDeferred(json, plan);
        WriteAll(json, "invocations", plan.Invocations, WriteInvocation);
        WriteChecks(json, plan);
        WriteVariables(json, plan);
        FactsConfiguration.Write(json, plan);
    }

    private static void WritePlanProperties(Utf8JsonWriter json, Plan plan)
    {
        json.WriteString("formatVersion", plan.FormatVersion);
        WriteText(json, "terraformVersion", plan.TerraformVersion);
        WriteText(json, "timestamp", plan.Timestamp);
        json.WriteBoolean("errored", plan.Errored);
        json.WriteBoolean("complete", plan.Complete);
        if (plan.Applyable is { } applyable) json.WriteBoolean("applyable", applyable);
        if (!plan.HasSensitivityMarks) json.WriteBoolean("declaresSensitive", false);
    }

    private static void WriteUndeclaredSecrets(Utf8JsonWriter json, Plan plan)
    {
        if (plan.UnmarkedSecrets.Count == 0) return;
        WriteAll(json, "undeclaredSecrets", plan.UnmarkedSecrets, (writer, secret) =>
        {
            writer.WriteString("address", secret.Address);
            writer.WriteString("attribute", secret.Attribute);
        });
    }

    private static void WriteChanges(Utf8JsonWriter json, Plan plan)
    {
        json.WriteNumber("noOps", plan.NoOps);
        WriteAll(json, "changes", plan.Changes, WriteChange);
        WriteAll(json, "unchanged", plan.Unchanged, WriteChange);
        WriteAll(json, "drift", plan.Drift, WriteChange);
    }

    private static void WriteOutputs(Utf8JsonWriter json, Plan plan) =>
        WriteAll(json, "outputs", plan.Outputs, (writer, output) =>
        {
            writer.WriteString("name", output.Name);
            writer.WriteString("action", output.Action.ToString());
            WriteValue(writer, "before", output.Before);
            WriteValue(writer, "after", output.After);
        });

    private static void WriteDeferred(Utf8JsonWriter json, Plan plan) =>
        WriteAll(json, "deferred", plan.Deferred, (writer, deferred) =>
        {
            writer.WriteString("reason", deferred.Reason);
            writer.WriteStartObject("change");
            WriteChange(writer, deferred.Change);
            writer.WriteEndObject();
        });

    private static void WriteChecks(Utf8JsonWriter json, Plan plan) =>
        WriteAll(json, "checks", plan.Checks, (writer, check) =>
        {
            writer.WriteString("address", check.Address);
            writer.WriteString("status", check.Status);
            WriteTexts(writer, "messages", check.Messages);
        });

    private static void WriteVariables(Utf8JsonWriter json, Plan plan)
    {
        json.WriteStartObject("variables");
        foreach (var (name, value) in plan.Variables) WriteValue(json, name, value, keepNull: true);
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, ActionInvocation action)
    {
        json.WriteString("address", action.Address);
        json.WriteString("type", action.Type);
        WriteText(json, "triggeredBy", action.TriggeredBy);
        WriteText(json, "event", action.Event);
        json.WriteBoolean("deferred", action.Deferred);
        WriteValue(json, "config", action.Config);
    }

    private static void WriteChange(Utf8JsonWriter json, ResourceChange change)
    {
        json.WriteString("address", change.Address.Text);
        WriteText(json, "previousAddress", change.PreviousAddress?.Text);
        if (change.IsData) json.WriteBoolean("data", true);
        json.WriteString("type", change.Type);
        json.WriteString("provider", change.Provider);
        WriteTexts(json, "actions", change.Actions);
        WriteText(json, "reason", change.Reason);
        WriteText(json, "deposed", change.Deposed);
        if (change.Importing is { } importing)
            WriteValue(json, "importing", RedactedJson.Of(importing), keepNull: true);
        if (change.ReplacePaths.Count > 0) WriteTexts(json, "replacePaths", change.ReplacePaths);
        WriteValue(json, "before", change.Before);
        WriteValue(json, "after", change.After);
    }

    internal static void WriteAll<T>(
        Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
            if (json.BytesPending > 64 * 1024) json.Flush();
        }

        json.WriteEndArray();
    }

    internal static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    internal static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }

    internal static void WriteValue(Utf8JsonWriter json, string name, RedactedJson value, bool keepNull = false)
    {
        if (value.IsNull && !keepNull) return;
        json.WritePropertyName(name);
        json.WriteRawValue(value.Utf8, skipInputValidation: true);
    }
}
