using System.Text.Json.Nodes;
using TfPilot.Action.Basics;
using TfPilot.Core.Basics;

namespace TfPilot.Action.Commands;

/// <summary>Asks the App what a delivery or run caused, and prints each audit entry as a line of JSON.</summary>
internal sealed class TraceFlow(Terminal terminal)
{
    private const string Schema = "tfpilot.trace/1";
    private const int Found = 0;
    private const int NotFound = 1;

    public async Task<int> RunAsync(string id, string? appUrl, string? repository, CancellationToken ct)
    {
        var answer = await new AppQuestion(
            appUrl, repository, $"api/trace/{Uri.EscapeDataString(id)}", [], "read the audit entries")
            .AskAsync(terminal, ct);
        return answer.Then(Entries).Match(Print, problems =>
        {
            foreach (var problem in problems) terminal.PrintProblem(problem);
            return ExitCodes.BadUsage;
        });
    }

    private static Validated<JsonArray> Entries(JsonNode json) =>
        json is JsonObject && json["schema"] is JsonValue schema && schema.TryGetValue<string>(out var name)
            && name == Schema && json["entries"] is JsonArray entries
            ? new Validated<JsonArray>.Valid(entries)
            : new Problem("--app-url", $"The App's answer is no {Schema}. Check the URL, and update the App.");

    private int Print(JsonArray entries)
    {
        foreach (var entry in entries) terminal.Out.WriteLine(VisibleText.Of(entry?.ToJsonString() ?? "null"));
        return entries.Count == 0 ? NotFound : Found;
    }
}
