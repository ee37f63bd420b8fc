using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Reads which projects are applied after others.</summary>
internal static class NeedsSection
{
    private static readonly Schema.Text Folder = new(
        "a path with globs, such as live/prod/network", FindError: PathGlob.FindError);

    private static readonly Schema.Keys Need = new(
    [
        new("project", Folder, "The folders of the later projects.") { IsRequired = true },
        new("after", new Schema.Items(Folder, Min: 1), "The folders of the earlier projects.") { IsRequired = true },
    ]);

    public static SettingsSection Section { get; } = new(
        [new("needs", new Schema.Items(Need), "Projects that are applied after others.") { Default = "[]" }],
        (settings, input) => settings with
        {
            Needs = [.. input.File.Maps("needs")
                .Select(need => new ProjectNeed(new(need.Text("project") ?? ""), need.Paths("after")))],
        });
}
