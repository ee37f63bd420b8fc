using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>
/// Reads <c>.tfpilot.yml</c> and <c>.tfpilot/waivers.yml</c>. All problems are reported with <c>file:line:column</c>;
/// files may be up to 1 MiB.
/// </summary>
public static class SettingsReader
{
    private const string Min = "`version: 1` alone is a valid file; everything else has a default";

    /// <param name="name">The file's name in messages.</param>
    /// <param name="today">The day (UTC) used to limit the length of waivers.</param>
    public static Validated<Settings> Read(string name, string text, DateOnly today)
    {
        var (problems, notes) = (new Problems(name), new Problems(name));
        var root = YamlReader.Read(text, problems);
        if (root is null or Node.Scalar { Kind: ScalarKind.Null } && !problems.Any)
            problems.Add(new SourcePosition(1, 1), $"the file is empty; {Min}");
        if (root is null || new SchemaRules(problems).Validate(root, SettingsSections.File) is not Node.Map file)
            return Invalid(problems);
        var settings = SettingsSections.Read(new(file, today, problems, notes));
        return problems.Any ? Invalid(problems) : settings with { Notes = notes.InOrder };
    }

    /// <summary>
    /// Reads the settings with the waivers of another file: a list of waivers, or a map with the list under
    /// <c>waivers</c>.
    /// </summary>
    public static Validated<Settings> ReadWaivers(string name, string text, Settings settings, DateOnly today)
    {
        var (problems, notes) = (new Problems(name), new Problems(name));
        var list = new Schema.Items(PolicySchemas.Waiver);
        var root = YamlReader.Read(text, problems) ?? new Node.List(new(1, 1), "", []);
        Node.Map file = new(root.Place, "", [new("waivers", root.Place, root)]);
        var schema = new Schema.Keys([new("waivers", list, "The waivers.") { IsRequired = true }]);
        var fitting = new SchemaRules(problems).Validate(root is Node.Map ? root : file, schema) as Node.Map;
        var section = new WaiverSection(settings.Policy,
            [.. settings.Environments.Select(environment => environment.Name)], today, problems, notes);
        var waivers = section.Read(fitting?.Maps("waivers") ?? []);
        if (problems.Any) return Invalid(problems);
        return settings with
        {
            Policy = settings.Policy with { Waivers = [.. settings.Policy.Waivers, .. waivers] },
            Notes = [.. settings.Notes, .. notes.InOrder]
        };
    }

    private static Validated<Settings>.Invalid Invalid(Problems problems) => new(problems.InOrder);
}
