using System.Text.Json;
using System.Text.Json.Nodes;
using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Registry;

namespace TfPilot.Action.Commands;

/// <summary>The parsed command line of <c>tfpilot registry find</c>.</summary>
internal sealed record RegistryRequest(
    string Text, string? File, string? AppUrl, string? Repository, string? Environment, string? Type);

/// <summary>Finds resources in a registry file or with the App.</summary>
internal sealed class RegistryFlow(Terminal terminal)
{
    private const int Found = 0;
    private const int NotFound = 1;

    public async Task<int> RunAsync(RegistryRequest request, CancellationToken ct)
    {
        var read = request.File is { } file ? Search(file, request) : await AskAsync(request, ct);
        return read.Match(Print, problems =>
        {
            foreach (var problem in problems) terminal.PrintProblem(problem);
            return ExitCodes.BadUsage;
        });
    }

    private int Print(IReadOnlyList<RegistryEntry> entries)
    {
        terminal.Out.Write(entries.Count == 0 ? $"No resource is found.{Environment.NewLine}"
            : RegistryText.Lines(entries));
        return entries.Count == 0 ? NotFound : Found;
    }

    private static Validated<IReadOnlyList<RegistryEntry>> Search(string file, RegistryRequest request) =>
        InputFile.ReadText(file, file, "It is on the branch tfpilot/data of the repository.")
            .Then(text => Parse(file, text)).Then(json => RegistryDocument.Read(file, json))
            .Then<IReadOnlyList<RegistryEntry>>(entries => new Validated<IReadOnlyList<RegistryEntry>>.Valid(
                RegistryDocument.Find(entries, request.Text, request.Environment, request.Type)));

    private static Validated<JsonNode> Parse(string file, string text)
    {
        try
        {
            return JsonNode.Parse(text) is { } json ? new Validated<JsonNode>.Valid(json)
                : new Problem(file, $"{file} is empty.");
        }
        catch (JsonException failure)
        {
            return new Problem(file, $"{file} is not JSON: {VisibleText.Of(failure.Message)}");
        }
    }

    private async Task<Validated<IReadOnlyList<RegistryEntry>>> AskAsync(RegistryRequest request, CancellationToken ct)
    {
        if (request.AppUrl is null)
            return new Problem("--app-url", "Name the App with an https URL, or a file with --file.");
        var question = new AppQuestion(
            request.AppUrl, request.Repository, "api/registry",
            [("q", request.Text), ("environment", request.Environment), ("type", request.Type)], "search the registry");
        return (await question.AskAsync(terminal, ct)).Then(json => RegistryDocument.Read("the App's answer", json));
    }
}
