using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using TfPilot.Core.Templates;

namespace TfPilot.Core.Settings;

/// <summary>A file that <c>tfpilot init</c> writes, its path from the repository's root.</summary>
public sealed record ScaffoldFile(string Path, string Text);

/// <summary>The first files of a repository: its settings with a few rules, and the workflow that calls ours.</summary>
public static class ScaffoldFiles
{
    public const string SettingsPath = ".tfpilot.yml";
    public const string WorkflowPath = ".github/workflows/tfpilot.yml";

    private static readonly string[] KnownProviders = ["aws", "azurerm", "google"];

    /// <param name="app">Where the App is, for a repository that has it.</param>
    public static IReadOnlyList<ScaffoldFile> Of(Scaffold starter, Uri? app = null) =>
    [
        new(SettingsPath, Render("settings.yml", Model(starter))),
        new(WorkflowPath, Render("workflow.yml", new()
        {
            ["events"] = app is null ? "pull_request" : "[pull_request, merge_group]", // A merge queue needs the plan of what it would merge.
            ["pull"] = "${{ github.event.pull_request.number || github.ref }}", // Runs of a merge queue have no number.
            ["major"] = typeof(ScaffoldFiles).Assembly.GetName().Version!.Major, // What a release calls its moving tag.
            ["called"] = app is null ? "tfpilot-plan" : "tfpilot-plan-app",
            ["app"] = app is null ? "" : Quoted([app.OriginalString]),
            ["tool"] = starter.HasUnits ? "terragrunt" : "",
            ["arguments"] = starter.VariableFile is { } file ? Quoted([$"-var-file={file}"]) : "",
            ["variables"] = starter.HasOtherVariableFiles,
            ["inputs"] = app is not null || starter.HasUnits || starter.VariableFile is not null || starter.HasOtherVariableFiles,
            ["grants"] = Grants(app is null ? WorkflowGrants.Plan : WorkflowGrants.PlanApp),
        })),
    ];

    private static Dictionary<string, object?> Model(Scaffold starter) => new(KnownProviders.Select(provider => KeyValuePair.Create(provider, (object?)starter.Providers.Contains(provider))))
    {
        ["environments"] = starter.Environments.Select(environment => (object?)new Dictionary<string, object?>
        {
            ["name"] = environment.Name,
            ["paths"] = Quoted(environment.Paths),
            ["workspaces"] = Quoted(environment.Workspaces),
            ["isProduction"] = environment.IsProduction,
        }).ToList(),
        ["isGuess"] = starter.IsGuess,
        ["unclaimed"] = string.Join(", ", starter.Unclaimed.Select(Basics.VisibleText.Of)),
        ["shared"] = Quoted(starter.Shared),
        ["ignore"] = Quoted(starter.Ignore),
    };

    private static List<object?> Grants(IReadOnlyList<WorkflowGrant> grants) =>
        grants.Select(grant => (object?)new Dictionary<string, object?> { ["scope"] = grant.Scope, ["access"] = grant.Access, ["why"] = grant.Why }).ToList();

    /// <summary>YAML reads texts as JSON writes them.</summary>
    private static string Quoted(IReadOnlyList<string> texts) => string.Join(", ", texts.Select(text => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\""));

    private static string Render(string name, Dictionary<string, object?> model) =>
        new TemplateRun(text => text).Render(TextTemplate.Parse(Template(name)), model);

    private static string Template(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"starters/{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
