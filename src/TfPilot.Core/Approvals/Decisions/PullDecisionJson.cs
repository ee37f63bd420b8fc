using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>
/// A decision with all its reasons as one line of JSON: the contract <c>tfpilot.decision/1</c> of
/// <c>docs/reference/explain.md</c>.
/// </summary>
public static class PullDecisionJson
{
    public const string Schema = "tfpilot.decision/1";

    // Relaxed escaping keeps reasons readable in job logs; the JSON is never embedded in HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(PullEvaluation pull, IBufferWriter<byte> output)
    {
        var (facts, decision) = (pull.Facts, pull.Decision);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteNumber("number", facts.Number);
        json.WriteString("state", Word(facts.State));
        json.WriteString("head", facts.Head.Text);
        json.WriteStartObject("base");
        json.WriteString("branch", facts.BaseBranch);
        json.WriteString("commit", facts.Base.Text);
        json.WriteEndObject();
        json.WriteString("decision", Word(decision.Decision));
        WriteMoment(json, decision.ExpiresAt);
        json.WriteBoolean("acceptedPlans", pull.Rejudged is { IsEnough: true });
        FactsWriter.WriteAll(json, "rules", decision.Rules, Write);
        FactsWriter.WriteAll(json, "plans", pull.Plans, Write);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RuleResult rule)
    {
        json.WriteString("rule", rule.Rule);
        json.WriteString("summary", rule.Summary);
        json.WriteString("decision", Word(rule.Decision));
        FactsWriter.WriteAll(json, "standings", rule.Requirements, Write);
    }

    private static void Write(Utf8JsonWriter json, RequirementResult result)
    {
        json.WriteString("environment", result.Environment);
        json.WriteString("decision", Word(result.Decision));
        json.WriteString("words", result.Words);
        FactsWriter.WriteTexts(json, "reasons", result.Reasons);
        FactsWriter.WriteAll(json, "counted", result.Counted, Write);
        FactsWriter.WriteAll(json, "uncounted", result.Disregarded, (json, not) =>
        {
            Write(json, not.Person);
            json.WriteString("why", not.Reason);
        });
        WriteMoment(json, result.ExpiresAt);
        FactsWriter.WriteAll(json, "parts", result.Parts, Write);
    }

    private static void Write(Utf8JsonWriter json, Person person)
    {
        json.WriteNumber("id", person.Id.Value);
        json.WriteString("login", person.Login);
    }

    private static void Write(Utf8JsonWriter json, PlanBinding binding)
    {
        json.WriteString("environment", binding.Environment);
        json.WriteString("fingerprint", binding.Fingerprint);
        FactsWriter.WriteAll(json, "findings", binding.Findings, (json, found) =>
        {
            json.WriteString("rule", found.Rule);
            json.WriteString("hash", found.Hash);
        });
    }

    private static void WriteMoment(Utf8JsonWriter json, DateTimeOffset? until)
    {
        if (until is { } moment) json.WriteString("until", moment.UtcDateTime);
        else json.WriteNull("until");
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
