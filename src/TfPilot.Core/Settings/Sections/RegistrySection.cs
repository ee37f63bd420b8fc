using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>Reads where the registry is shown.</summary>
internal static class RegistrySection
{
    public static SettingsSection Section { get; } = new(
        [new("registry",
            new Schema.Keys([new("data_branch", CommonSchemas.Flag,
                "Whether the App commits `DEPLOYED.md` and the registry to the branch `tfpilot/data` after each apply.")
                    { Default = "true" }], Min: 1), "Where the registry of resources is shown.")],
        (settings, input) => settings with
        {
            Registry = new(
                input.File.Map("registry")?.Flag("data_branch") ?? RegistrySettings.Default.HasDataBranch),
        });
}
