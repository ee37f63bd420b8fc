using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;

namespace TfPilot.GitHub.Api;

/// <summary>
/// Serializes a check draft for REST. Throws <see cref="ArgumentException"/> when the draft exceeds a limit of GitHub.
/// </summary>
internal static class CheckRunWriter
{
    public const int MaxAnnotations = 50;
    public const int MaxActions = 3;

    public static JsonObject Write(CheckRunDraft draft)
    {
        ThrowIfOver("annotations", draft.Annotations.Count, MaxAnnotations);
        ThrowIfOver("actions", draft.Actions.Count, MaxActions);
        ThrowIfOver("summary", MarkdownBudget.CheckRun.Measure(draft.Summary), MarkdownBudget.CheckRun.Limit);
        var body = new JsonObject
        {
            ["name"] = draft.Name,
            ["external_id"] = draft.ExternalId,
            ["status"] = draft.Conclusion is null ? "in_progress" : "completed",
            ["output"] = new JsonObject
            {
                ["title"] = draft.Title,
                ["summary"] = draft.Summary,
                ["annotations"] = new JsonArray([.. draft.Annotations.Select(Annotation)]),
            },
            ["actions"] = new JsonArray([.. draft.Actions.Select(Action)]),
        };
        if (draft.Conclusion is { } conclusion) body["conclusion"] = CheckConclusions.Write(conclusion);
        if (draft.Details is { } details) body["details_url"] = details.AbsoluteUri;
        return body;
    }

    private static JsonNode Annotation(Annotation annotation)
    {
        var body = new JsonObject
        {
            ["path"] = annotation.File,
            ["start_line"] = annotation.Line ?? 1,
            ["end_line"] = annotation.EndLine ?? annotation.Line ?? 1,
            ["annotation_level"] = annotation.Level == AnnotationLevel.Error ? "failure"
                : annotation.Level.ToString().ToLowerInvariant(),
            ["message"] = annotation.Message,
        };
        if (annotation.Title is { } title) body["title"] = title;
        return body;
    }

    private static JsonNode Action(CheckAction action)
    {
        ThrowIfOver("label", action.Label.Length, 20);
        ThrowIfOver("description", action.Description.Length, 40);
        ThrowIfOver("identifier", action.Identifier.Length, 20);
        return new JsonObject
        {
            ["label"] = action.Label, ["description"] = action.Description,
            ["identifier"] = action.Identifier
        };
    }

    private static void ThrowIfOver(string what, int size, int max)
    {
        if (size > max) throw new ArgumentException($"a check's {what} may hold {max}, not {size}");
    }
}
