using System.Globalization;
using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Registry;

/// <summary>Resources of the registry as lines for a terminal.</summary>
public static class RegistryText
{
    public static string Lines(IReadOnlyList<RegistryEntry> entries)
    {
        var text = new StringBuilder();
        foreach (var entry in entries)
        {
            var resource = entry.Resource;
            text.AppendLine(VisibleText.Of(
                resource.Address + (resource.Deposed is { } deposed ? $" (deposed {deposed})" : "")));
            Line("in", $"{entry.Project} ({entry.Environment})");
            Line("file", resource.File is { } file ? string.Create(
                CultureInfo.InvariantCulture, $"{file}:{resource.Line}") : null);
            Line("id", resource.Id);
            Line("name", resource.Name);
            Line("region", resource.Region);
            Line("created by", Run(entry.Created));
            Line(entry.IsDestroyed ? "destroyed by" : "changed by", Run(entry.LastChanged) is { } run
                ? string.Create(CultureInfo.InvariantCulture, $"{run}, {entry.Changed:yyyy-MM-dd HH:mm} UTC") : null);
            Line("console", entry.IsDestroyed ? null : ConsoleLink.Of(resource));
        }

        return text.ToString();

        void Line(string label, string? value)
        {
            if (value is not null) text.AppendLine($"  {label}: {VisibleText.Of(value)}");
        }
    }

    private static string? Run(RegistryRun? run) => run is null ? null : string.Create(CultureInfo.InvariantCulture,
        $"run {run.Run}{(run.Pull is { } pull ? $" of #{pull}" : "")}");
}
